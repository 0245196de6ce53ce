import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import type { PaymentIn } from '../receipt.ts'

/** The payments on an account that came in by the bank, each with why it is there, for the account's page. */
export const paymentsIn = (payments: readonly PaymentIn[]): Html | false =>
  payments.length > 0 &&
  table({
    caption: 'Payments at the bank, and why they are here',
    columns: [{ label: 'Came in' }, { label: 'Amount', numeric: true }, { label: 'Why' }],
    rows: payments.map(({ receiptId, receivedOn, amount, why }) => [
      html`<a class="govuk-link" href="/receipts/${receiptId}">${formatDate(receivedOn)}</a>`,
      formatPounds(amount),
      why,
    ]),
  })
