import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { type Month, type MonthDifference, parts } from '../compare.ts'
import { addressOf, monthInWords, monthTag } from './months.page.ts'
import { section, typedWords } from './shared.ts'

export type MonthModel = {
  readonly session: Session
  readonly month: Month
  /** Those that whoever looks may see. */
  readonly differences: readonly MonthDifference[]
  /** Why what was just asked for was not done. */
  readonly refusal?: string | undefined
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** A month of a source: what our ledger says, what the source says, what accounts for the rest, and what does not. */
export const monthPage = (model: MonthModel): Html => {
  const { session, month, differences, refusal, errors = {}, notice } = model
  const of = month.month.toPlainYearMonth()
  return section({
    session,
    at: 'months',
    title: `${month.source}, ${monthInWords(of)}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      ${month.state !== 'open' && typedWords(model.typed)}
      <div class="eh-columns"><div>${sumOf(month)}</div><div>${standing(month)}${actions(model)}</div></div>
      ${
        differences.length > 0
          ? differenceTable(model)
          : month.differences === 0 &&
            insetText('Every account agrees, or what it differs by is accounted for above.')
      }
      ${differences.length < month.differences && html`<p class="govuk-body">${differences.length} of ${month.differences} are shown: those without a reason first, the largest of them, and of people whose records you may open.</p>`}
      <p class="govuk-body"><a class="govuk-link" href="/receipts/reconciliation?month=${of.toString()}">Bank, ledger and sources in ${monthInWords(of)}</a></p>`,
  })
}

const sumOf = (month: Month): Html =>
  table({
    caption: `As at ${formatDate(month.asAt)}`,
    columns: [{ label: 'What' }, { label: 'Amount', numeric: true }],
    rows: [
      [
        month.isListed ? 'The source’s own list of balances' : 'What the source’s files add up to',
        formatPounds(month.theirs),
      ],
      ...parts.map(([part, says]) => [says, formatPounds(month[part])]),
      ['Not accounted for', html`<strong>${formatPounds(month.unexplained)}</strong>`],
      ['Our ledger', html`<strong>${formatPounds(month.ours)}</strong>`],
    ],
  })

const standing = (month: Month): Html =>
  summaryList([
    ['State', monthTag(month)],
    ['Accounts', String(month.accounts)],
    [
      'Accounts that differ',
      month.withoutReason === 0
        ? String(month.differences)
        : `${month.differences}, ${month.withoutReason} without a reason`,
    ],
    ['Compared by', month.madeByName],
    ...(month.state !== 'open' && month.proposedByName !== null
      ? ([['Proposed by', month.proposedByName]] as const)
      : []),
    ...(month.closedByName !== null && month.closedOn
      ? ([['Signed by', `${month.closedByName}, ${formatDate(month.closedOn)}`]] as const)
      : []),
  ])

const formTo = ({ session, month }: MonthModel, what: string, content: Html): Html => html`
  <form method="post" action="${addressOf(month.source, month.month.toPlainYearMonth())}/${what}" novalidate>${csrf(session)}${content}</form>`

const actions = (model: MonthModel): Html | false => {
  const { session, month } = model
  if (month.state === 'closed') return insetText('The month is closed and keeps these figures.')
  if (month.state === 'open')
    return (
      session.permissions.includes('months:propose') &&
      html`
      ${formTo(model, 'compare', button('Compare again', { secondary: true, once: true }))}
      ${month.withoutReason === 0 && formTo(model, 'propose', button('Propose to close the month', { once: true }))}`
    )
  const isOwn = month.proposedBy === session.staffId
  return html`
    ${
      session.permissions.includes('months:sign') && !isOwn
        ? formTo(model, 'sign', button('Sign: close the month', { once: true }))
        : html`<p class="govuk-body">${isOwn ? 'You proposed it, so somebody else signs it.' : 'A team leader or an approver signs it.'}</p>`
    }
    ${
      isOwn
        ? formTo(model, 'withdraw', button('Take it back', { secondary: true, once: true }))
        : session.permissions.includes('months:sign') &&
          formTo(model, 'open', button('Send it back', { secondary: true, once: true }))
    }`
}

const differenceTable = (model: MonthModel): Html => {
  const { session, month, differences } = model
  return html`
    ${table({
      caption: 'Accounts that differ, the largest first',
      columns: [
        { label: 'Account' },
        { label: `Ours, ${formatDate(month.asAt)}`, numeric: true },
        { label: `Theirs, ${formatDate(month.asAt)}`, numeric: true },
        { label: 'Accounted for', numeric: true },
        { label: 'Not accounted for', numeric: true },
        { label: 'Reason' },
      ],
      rows: differences.map(difference => [
        difference.accountId === null
          ? html`${difference.reference} <span class="eh-quiet">not here</span>`
          : html`<a class="govuk-link" href="/accounts/${difference.accountId}">${difference.reference}</a>`,
        formatPounds(difference.ours),
        formatPounds(difference.theirs),
        formatPounds(difference.accounted),
        html`<strong>${formatPounds(difference.unexplained)}</strong>`,
        difference.explainedWhy === null
          ? tag('none yet', 'red')
          : html`${difference.explainedWhy} <span class="eh-quiet">${difference.explainedByName}</span>`,
      ]),
    })}
    ${month.state === 'open' && session.permissions.includes('months:propose') && reasonForm(model)}`
}

/** Those without a reason come first in the list, so that the next is chosen already. */
const reasonForm = (model: MonthModel): Html => {
  const { differences, typed = {}, errors = {} } = model
  return html`
    <h2 class="govuk-heading-s">Why does an account differ?</h2>
    ${formTo(
      model,
      'explain',
      html`
      ${select({
        name: 'reference',
        label: 'Account',
        value: typed['reference'],
        error: errors['reference'],
        choices: differences.map(({ reference, unexplained }) => ({
          value: reference,
          label: `${reference}, ${formatPounds(unexplained)}`,
        })),
      })}
      ${input({ name: 'why', label: 'Reason', value: typed['why'], error: errors['why'] })}
      ${button('Save', { secondary: true, once: true })}`,
    )}`
}
