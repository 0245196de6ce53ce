import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList } from '#web/govuk/display.ts'
import { button, input, radios } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../receipts/pages/shared.ts'
import type { KeptRow, Remittance } from '../remittance.ts'
import { isWaiting } from '../settle-row.ts'
import type { PassedOn } from '../take-back-row.ts'

export type RowModel = {
  readonly session: Session
  readonly remittance: Remittance
  readonly row: KeptRow
  /** The payments that it may take back. */
  readonly payments: readonly PassedOn[]
  readonly typed?: Typed
  readonly errors?: Errors
}

const pounds = (amount: Pence | null): string =>
  amount === null ? 'Cannot be read' : formatPounds(amount)

/** One row of an agent's file: what it says, what is asked about it, and how it is settled. */
export const rowPage = (model: RowModel): Html => {
  const { session, remittance, row, errors = {} } = model
  return section({
    session,
    at: 'remittances',
    title: `Row ${row.row} of ${remittance.fileName}`,
    errors,
    content: html`
      ${row.query !== null && insetText(row.query)}
      ${summaryList([
        ['Agent, and their reference', name(`${remittance.agent}, ${row.placement}`)],
        ['Our reference, as they gave it', name(row.given)],
        ['What they call it', name(`${row.code}${row.notes === '' ? '' : `: ${row.notes}`}`)],
        ['Paid to them', row.paidOn ? formatDate(row.paidOn) : 'No day that can be used'],
        ['Collected', pounds(row.collected)],
        ['Kept', pounds(row.fee)],
        ['Paid over', pounds(row.remitted)],
        ...(row.why === ''
          ? []
          : ([
              ['Known', `${row.why}${row.settledBy === null ? '' : ` ${row.settledBy}.`}`],
            ] as const)),
      ])}
      ${settleForm(model)}
      <p class="govuk-body"><a class="govuk-link" href="/receipts/remittances/${remittance.id}">Back to what ${name(remittance.agent)} paid over</a></p>`,
  })
}

const settleForm = ({
  session,
  remittance,
  row,
  payments,
  typed = {},
  errors = {},
}: RowModel): Html => {
  if (!isWaiting(row) && (row.query === null || row.state === 'closed')) return html``
  if (!session.permissions.includes('receipts:post'))
    return insetText('A local-taxation officer or a team leader settles it.')
  const waits = isWaiting(row)
  const takesBack = row.state === 'put aside' && (row.remitted ?? 0n) < 0n
  return html`
    <form method="post" action="/receipts/remittances/${remittance.id}/rows/${row.row}" novalidate data-draft="remittance/${remittance.id}/${row.row}">
      ${csrf(session)}
      ${input({
        name: 'why',
        label: 'What did they answer, or how is it known?',
        value: typed['why'],
        error: errors['why'],
      })}
      ${
        payments.length > 0 &&
        radios({
          name: 'payment',
          label: 'Which payment did they take back?',
          hint: 'It leaves its account, which owes it again, and its money makes up for what the bank’s sum is less than the rows.',
          value: typed['payment'],
          error: errors['payment'],
          choices: payments.map(({ receiptId, agent, paidOn, remitted }) => ({
            value: receiptId,
            label: `${formatPounds(remitted)}, paid to ${agent} on ${formatDate(paidOn)}`,
          })),
        })
      }
      ${
        takesBack &&
        payments.length === 0 &&
        insetText(
          'No payment of just this amount that an agent passed on is on its account. If they took several back in one, or a part of one, move those to suspense by hand, and close this row.',
        )
      }
      ${payments.length > 0 && button('Take that payment back', { once: true, name: 'what', value: 'take back' })}
      ${
        waits &&
        !takesBack &&
        input({
          name: 'reference',
          label: 'The account that it is for',
          value: typed['reference'] ?? row.reference ?? row.given,
          error: errors['reference'],
          width: 20,
        })
      }
      ${waits && !takesBack && button(row.state === 'put aside' ? 'Let it be posted' : 'Post it to that account', { once: true, name: 'what', value: 'accept' })}
      ${row.state === 'to post' && button('Put it aside, so that the others can be posted', { once: true, secondary: true, name: 'what', value: 'put aside' })}
      ${button(waits ? 'Close it: it is no payment' : 'It is answered', { once: true, secondary: waits, name: 'what', value: 'close' })}
    </form>`
}
