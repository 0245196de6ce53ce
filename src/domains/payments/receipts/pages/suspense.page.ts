import { daysBetween, formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import type { Waiting } from '../board.ts'
import type { Receipt } from '../receipt.ts'
import { ageInWords, saidBy, section } from './shared.ts'

/** What came in and is not known whose, the longest waiting first. */
export const suspensePage = ({
  session,
  today,
  waiting,
  receipts,
  notice,
}: {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly waiting: Waiting
  readonly receipts: readonly Receipt[]
  readonly notice?: string | undefined
}): Html =>
  section({
    session,
    at: 'suspense',
    title: 'Payments in',
    notice,
    content: html`
      <p class="govuk-body">${
        waiting.receipts === 0
          ? 'Every payment that came in is on an account.'
          : html`${formatPounds(waiting.amount)} in ${waiting.receipts} ${waiting.receipts === 1 ? 'payment' : 'payments'} came in and nobody knows yet whose it is. Somebody may be chased for what they have paid.`
      }</p>
      ${
        waiting.late > 0 &&
        warningText(
          `${waiting.late} ${waiting.late === 1 ? 'has' : 'have'} waited more than ${waiting.lateAfter} ${waiting.lateAfter === 1 ? 'day' : 'days'}.`,
        )
      }
      ${
        waiting.lines > 0 &&
        html`<p class="govuk-body"><a class="govuk-link" href="/receipts/lines">${waiting.lines} ${waiting.lines === 1 ? 'line' : 'lines'} of statements to explain</a></p>`
      }
      ${
        receipts.length > 0 &&
        table({
          caption: 'In suspense, the longest waiting first',
          columns: [
            { label: 'Came in' },
            { label: 'Waiting' },
            { label: 'Who, and what they gave' },
            { label: 'Amount', numeric: true },
            { label: 'Looked into by' },
          ],
          rows: receipts.map((receipt, n) => {
            const days = daysBetween(receipt.receivedOn, today)
            return [
              html`<a class="govuk-link" href="/receipts/${receipt.id}"${n === 0 && html` data-key="n"`}>${formatDate(receipt.receivedOn)}</a>`,
              days > waiting.lateAfter ? tag(ageInWords(days), 'red') : ageInWords(days),
              saidBy(receipt.payer, receipt.given),
              formatPounds(receipt.own),
              receipt.ownerName === null ? '' : name(receipt.ownerName),
            ]
          }),
        })
      }
      ${receipts.length < waiting.receipts && html`<p class="govuk-body">The first ${receipts.length} are shown.</p>`}`,
  })
