import { formatPounds, type Pence } from '#values/money.ts'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { button } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { RefundList } from '../list.ts'
import { dayInWords, section, whoIs } from './shared.ts'

export type ListsModel = {
  readonly session: Session
  readonly lists: readonly RefundList[]
  /** What is agreed and on no list. */
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
export const listsPage = ({ session, lists, waiting, staff, refusal }: ListsModel): Html =>
  section({
    session,
    at: 'lists',
    title: 'Lists for finance',
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      <p class="govuk-body">${
        waiting.refunds === 0
          ? 'Every refund that was agreed is on a list.'
          : `${formatPounds(waiting.total)} in ${waiting.refunds === 1 ? '1 refund' : `${waiting.refunds} refunds`} is agreed and on no list yet.`
      }</p>
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
