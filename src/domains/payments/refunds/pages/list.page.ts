import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { summaryList, table, warningText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { RefundList, ShownLine } from '../list.ts'
import { lineReference } from '../list-file.ts'
import { listName, listTag } from './lists.page.ts'
import { dayInWords, section, stateTag, whoIs } from './shared.ts'

export type ListModel = {
  readonly session: Session
  readonly list: RefundList
  readonly lines: readonly ShownLine[]
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** A list for finance: its control totals, what is on it, its release by a second person, and what became of it. */
export const listPage = (model: ListModel): Html => {
  const { session, list, lines, errors = {}, refusal, notice } = model
  return section({
    session,
    at: 'lists',
    title: list.serial === null ? 'List for finance' : listName(list),
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <div class="eh-columns"><div>${manifest(model)}</div><div>${actions(model)}</div></div>
      ${lines.length > 0 && linesTable(model)}
      ${list.state !== 'withdrawn' && lines.length < list.refunds && html`<p class="govuk-body">${list.refunds - lines.length} more are on it and not shown here.</p>`}`,
  })
}

const manifest = ({ list, staff }: ListModel): Html => {
  const who = whoIs(staff)
  return summaryList([
    ['How far', listTag(list)],
    ['Refunds', String(list.refunds)],
    ['Total', html`<strong>${formatPounds(list.total)}</strong>`],
    ['Proposed by', `${who(list.proposedBy)}, ${dayInWords(list.proposedAt)}`],
    ...(list.releasedAt === null
      ? []
      : ([
          ['Released by', `${who(list.releasedBy)}, ${dayInWords(list.releasedAt)}`],
          ['Checksum (SHA-256)', html`<code class="eh-quiet">${list.sha256?.slice(0, 32)}…</code>`],
          ['Not yet heard of', String(list.awaited)],
        ] as const)),
    ...(list.withdrawnWhy === null
      ? []
      : ([['Withdrawn', `${list.withdrawnWhy} (${who(list.withdrawnBy)})`]] as const)),
  ])
}

const actions = (model: ListModel): Html | false => {
  const { list } = model
  if (list.state === 'proposed') return html`${releaseForm(model)}${withdrawForm(model)}`
  return list.state === 'released' && html`${fileLink(model)}${paidForm(model)}`
}

const releaseForm = ({ session, list }: ListModel): Html | false =>
  session.permissions.includes('refunds:release') &&
  (list.proposedBy === session.staffId
    ? html`<p class="govuk-body">You proposed it, so somebody else releases it.</p>`
    : html`
    <h2 class="govuk-heading-s">Release it</h2>
    <p class="govuk-body">It pays ${formatPounds(list.total)} in ${list.refunds === 1 ? '1 refund' : `${list.refunds} refunds`}. Its file is made now, once.</p>
    <form method="post" action="/refunds/lists/${list.id}/release" novalidate>
      ${csrf(session)}${button('Release to finance', { once: true })}
    </form>`)

const withdrawForm = ({ session, list, typed = {}, errors = {} }: ListModel): Html | false =>
  session.permissions.includes('refunds:propose') &&
  html`
    <h2 class="govuk-heading-s">Withdraw it</h2>
    <form method="post" action="/refunds/lists/${list.id}/withdraw" novalidate>
      ${csrf(session)}
      ${input({ name: 'withdrawnWhy', label: 'Why is it withdrawn?', value: typed['withdrawnWhy'], error: errors['withdrawnWhy'], width: 20 })}
      ${button('Withdraw the list', { secondary: true, once: true })}
    </form>`

const fileLink = ({ session, list }: ListModel): Html | false =>
  session.permissions.includes('refunds:release') &&
  html`
    <h2 class="govuk-heading-s">Hand it to finance</h2>
    <p class="govuk-body"><a class="govuk-link" href="/refunds/lists/${list.id}/file">The file for the finance system</a>. It has whole account numbers: pass it on and keep no copy. Who takes it is written down.</p>`

const paidForm = ({ session, list }: ListModel): Html | false =>
  list.awaited > 0 &&
  session.permissions.includes('refunds:propose') &&
  html`
    <h2 class="govuk-heading-s">What became of it</h2>
    <p class="govuk-body">A refund that came back is said on its own page, before or after.</p>
    <form method="post" action="/refunds/lists/${list.id}/paid" novalidate>
      ${csrf(session)}${button(list.awaited === 1 ? 'It was paid' : `All ${list.awaited} were paid`, { once: true })}
    </form>`

const linesTable = ({ list, lines, staff }: ListModel): Html =>
  table({
    caption: lines.length === 500 ? 'The first 500' : 'What is on it',
    columns: [
      { label: 'Line' },
      { label: 'To' },
      { label: 'Account' },
      { label: 'Bank account' },
      { label: 'Amount', numeric: true },
      { label: 'Proposed by' },
      { label: 'Agreed by' },
      { label: 'How far' },
    ],
    rows: lines.map(line => [
      html`<a class="govuk-link" href="/refunds/${line.refundId}">${list.serial === null ? String(line.line) : lineReference(list.serial, line.line)}</a>`,
      name(line.payee),
      line.reference,
      `ends ${line.lastFour}`,
      formatPounds(line.amount),
      whoIs(staff)(line.proposedBy),
      whoIs(staff)(line.agreedBy),
      stateTag(line.state),
    ]),
  })
