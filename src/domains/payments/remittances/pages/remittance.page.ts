import { formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, table, tag } from '#web/govuk/display.ts'
import { button, radios } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../receipts/pages/shared.ts'
import type { KeptRow, Money, Remittance } from '../remittance.ts'

export type RemittanceModel = {
  readonly session: Session
  readonly remittance: Remittance
  readonly rows: readonly KeptRow[]
  /** The last row shown, where there are more. */
  readonly next: number | undefined
  readonly queries: readonly KeptRow[]
  /** Sums in suspense that may be its money, until it has one. */
  readonly money: readonly Money[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** One agent's file: whether it agrees with the bank, what to ask about, and what became of each row. */
export const remittancePage = (model: RemittanceModel): Html => {
  const { session, remittance, rows, next, queries, errors = {}, notice } = model
  return section({
    session,
    at: 'remittances',
    title: `Paid over by ${remittance.agent}`,
    errors,
    notice,
    content: html`
      ${summaryList([
        [
          'File',
          `${remittance.fileName}, taken in by ${remittance.takenBy} on ${formatDateOf(remittance.takenAt)}`,
        ],
        [
          'Collected, kept, paid over',
          `${formatPounds(remittance.collected)}, ${formatPounds(remittance.kept)}, ${formatPounds(remittance.remitted)} in ${remittance.rows} ${remittance.rows === 1 ? 'row' : 'rows'}`,
        ],
        ['On accounts', `${formatPounds(remittance.postedAmount)} in ${remittance.posted}`],
        ['Put aside', remittance.putAside],
        ...(remittance.takenBack > 0n
          ? ([['Taken back, and waiting for rows', formatPounds(remittance.takenBack)]] as const)
          : []),
        ['At the bank', atTheBank(remittance)],
      ])}
      ${postForm(model)}
      ${
        queries.length > 0 &&
        table({
          caption: 'To ask the agent about',
          columns: [
            { label: 'Row', numeric: true },
            { label: 'Their reference, and ours' },
            { label: 'What to ask' },
          ],
          rows: queries.map(row => [
            row.row,
            html`${name(row.placement)}<br><span class="eh-quiet">${name(row.given)}</span>`,
            html`<a class="govuk-link" href="/receipts/remittances/${remittance.id}/rows/${row.row}">${row.query}</a>`,
          ]),
        })
      }
      ${table({
        caption: 'Rows',
        columns: [
          { label: 'Row', numeric: true },
          { label: 'Paid' },
          { label: 'Account' },
          { label: 'Collected', numeric: true },
          { label: 'Kept', numeric: true },
          { label: 'Paid over', numeric: true },
          { label: 'What became of it' },
        ],
        rows: rows.map(row => [
          row.row,
          row.paidOn ? formatDate(row.paidOn) : '',
          row.accountId === null
            ? name(row.given)
            : html`<a class="govuk-link" href="/accounts/${row.accountId}">${row.reference}</a>`,
          pounds(row.collected),
          pounds(row.fee),
          pounds(row.remitted),
          becameOf(remittance, row),
        ]),
      })}
      ${next !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="?after=${next}">The next rows</a></p>`}`,
  })
}

const pounds = (amount: Pence | null): string => (amount === null ? '' : formatPounds(amount))

const atTheBank = ({ receiptId, banked, left, remitted }: Remittance): Html => {
  if (receiptId === null || banked === null) return html`Not yet known which payment it is`
  const apart = banked - remitted
  return html`<a class="govuk-link" href="/receipts/${receiptId}">${formatPounds(banked)}</a>${
    apart === 0n
      ? ', as the file says'
      : `: ${formatPounds(apart < 0n ? -apart : apart)} ${apart < 0n ? 'less' : 'more'} than the file says`
  }${left !== null && left > 0n && `; ${formatPounds(left)} of it is in suspense`}`
}

const states = {
  'to post': { label: 'to post', colour: 'yellow' },
  posted: { label: 'on account', colour: 'green' },
  'taken back': { label: 'taken back', colour: 'blue' },
  'put aside': { label: 'put aside', colour: 'red' },
  closed: { label: 'closed', colour: 'grey' },
} as const

const becameOf = (remittance: Remittance, row: KeptRow): Html => {
  const state = tag(states[row.state].label, states[row.state].colour)
  return row.receiptId === null
    ? html`<a class="govuk-link" href="/receipts/remittances/${remittance.id}/rows/${row.row}">${state}</a>`
    : html`<a class="govuk-link" href="/receipts/${row.receiptId}">${state}</a>`
}

const postForm = ({
  session,
  remittance,
  money,
  typed = {},
  errors = {},
}: RemittanceModel): Html => {
  if (remittance.toPost === 0) return html``
  const what = `${remittance.toPost} ${remittance.toPost === 1 ? 'row' : 'rows'}, ${formatPounds(remittance.toPostAmount)}`
  if (!session.permissions.includes('receipts:post'))
    return insetText(`${what}, to post. A local-taxation officer or a team leader posts them.`)
  const coversAll = remittance.takenBack >= remittance.toPostAmount
  if (remittance.receiptId === null && money.length === 0 && !coversAll)
    return insetText(
      `${what}, to post. No payment in suspense is as large: they wait for the bank’s statement. If the agent took money back, say of its row which payment that was: its money makes up for what the sum at the bank is less.`,
    )
  return html`
    <form method="post" action="/receipts/remittances/${remittance.id}" novalidate>
      ${csrf(session)}
      ${
        remittance.receiptId === null
          ? radios({
              name: 'receipt',
              label: 'Which payment at the bank is it?',
              hint: 'The nearest to what the file says it is comes first.',
              value: typed['receipt'],
              error: errors['receipt'],
              choices: [
                ...(coversAll
                  ? [{ value: 'none', label: 'Nothing came in: what they took back is as much' }]
                  : []),
                ...money.map(({ id, left, receivedOn, payer, given }) => ({
                  value: id,
                  label: `${formatPounds(left)} on ${formatDate(receivedOn)}${left === remittance.remitted ? ', the very sum' : ''}`,
                  hint: html`${name(`${payer} ${given}`.trim())}`,
                })),
              ],
            })
          : html`<input type="hidden" name="receipt" value="${remittance.receiptId}">`
      }
      ${button(`Post ${what}`, { once: true })}
    </form>`
}
