import { formatPounds, type Pence } from '#values/money.ts'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { button } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { HeldBack } from '../held-back.ts'
import type { RefundList } from '../list.ts'
import { dayInWords, section, whoIs } from './shared.ts'

export type ListsModel = {
  readonly session: Session
  readonly lists: readonly RefundList[]
  /** What is agreed and may not leave any more, on a list or not. */
  readonly held: readonly HeldBack[]
  /** What is agreed, on no list, and may leave. */
  readonly waiting: { readonly refunds: number; readonly total: Pence }
  readonly staff: ReadonlyMap<string, string>
  readonly refusal?: string | undefined
}

export const listTag = ({ state }: Pick<RefundList, 'state'>): Html =>
  state === 'proposed'
    ? tag('waits to be released', 'yellow')
    : state === 'released'
      ? tag('released', 'green')
      : tag('withdrawn', 'grey')

export const listName = ({ serial }: Pick<RefundList, 'serial'>): string =>
  serial === null ? 'No number yet' : `List ${String(serial).padStart(6, '0')}`

/** The lists by which agreed refunds go to finance. */
export const listsPage = ({ session, lists, held, waiting, staff, refusal }: ListsModel): Html =>
  section({
    session,
    at: 'lists',
    title: 'Lists for finance',
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <p class="govuk-body">${
        waiting.refunds === 0
          ? held.length === 0
            ? 'Every refund that was agreed is on a list.'
            : 'No other refund that was agreed waits for a list.'
          : `${formatPounds(waiting.total)} in ${waiting.refunds === 1 ? '1 refund' : `${waiting.refunds} refunds`} is agreed and on no list yet.`
      }</p>
      ${held.length > 0 && heldTable(held)}
      ${
        waiting.refunds > 0 &&
        session.permissions.includes('refunds:propose') &&
        html`
      <form method="post" action="/refunds/lists" novalidate>
        ${csrf(session)}${button('Propose the list', { once: true })}
      </form>`
      }
      ${
        lists.length > 0 &&
        table({
          caption: 'The latest first',
          columns: [
            { label: 'List' },
            { label: 'Proposed' },
            { label: 'Refunds', numeric: true },
            { label: 'Total', numeric: true },
            { label: 'How far' },
            { label: 'Not yet heard of', numeric: true },
          ],
          rows: lists.map(list => [
            html`<a class="govuk-link" href="/refunds/lists/${list.id}">${listName(list)}</a>`,
            `${dayInWords(list.proposedAt)}, ${whoIs(staff)(list.proposedBy)}`,
            String(list.refunds),
            formatPounds(list.total),
            listTag(list),
            list.state === 'released' ? String(list.awaited) : '',
          ]),
        })
      }`,
  })

/** What was agreed and is kept from finance: whoever looks stops each on its own page. */
const heldTable = (held: readonly HeldBack[]): Html => html`
  ${warningText(`${held.length === 1 ? '1 refund that was agreed goes' : `${held.length} refunds that were agreed go`} to nobody as things are. Open it, and stop it unless what stands in its way ends.`)}
  ${table({
    caption: 'Held back',
    columns: [
      { label: 'To' },
      { label: 'Account' },
      { label: 'Amount', numeric: true },
      { label: 'Why' },
    ],
    rows: held
      .filter(({ payee }) => payee !== null)
      .map(({ refundId, payee, reference, amount, why }) => [
        html`<a class="govuk-link" href="/refunds/${refundId}">${name(payee ?? '')}</a>`,
        reference,
        formatPounds(amount),
        why,
      ]),
  })}`
