import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { section } from '../pages/shared.ts'
import type { Settlement, Unsettled } from './learn.ts'

/** What the card provider paid over, day by day, whether the bank has it, and what is missing from it. */
export const settlementsPage = ({
  session,
  settlements,
  unsettled,
}: {
  readonly session: Session
  readonly settlements: readonly Settlement[]
  readonly unsettled: readonly Unsettled[]
}): Html =>
  section({
    session,
    at: 'settlements',
    title: 'Card settlements',
    content: html`
      <p class="govuk-body">Card payments are on their accounts as soon as they are paid. Their money reaches the bank in lumps, which are explained by them and not posted again.</p>
      ${
        settlements.length === 0
          ? html`<p class="govuk-body">GOV.UK Pay has told of none yet. It is asked each night.</p>`
          : table({
              caption: 'By the day they were settled, the latest first',
              columns: [
                { label: 'Settled' },
                { label: 'Payments', numeric: true },
                { label: 'Paid', numeric: true },
                { label: 'Paid back', numeric: true },
                { label: 'Fees', numeric: true },
                { label: 'To the bank', numeric: true },
                { label: 'At the bank' },
              ],
              rows: settlements.map(one => [
                html`${formatDate(one.settledOn)}${one.astray > 0 && html`<br>${tag(`${one.astray} on no account`, 'yellow')}`}`,
                String(one.payments),
                formatPounds(one.gross),
                formatPounds(one.refunds),
                formatPounds(one.fees),
                formatPounds(one.total),
                one.bankLineId === null
                  ? tag('not seen yet', 'grey')
                  : html`<a class="govuk-link" href="/receipts/lines/${one.bankLineId}">The bank’s line</a>`,
              ]),
            })
      }
      ${
        unsettled.length > 0 &&
        table({
          caption: 'Paid more than a week ago, and in no settlement',
          columns: [{ label: 'Receipt' }, { label: 'Paid' }, { label: 'Amount', numeric: true }],
          rows: unsettled.map(one => [
            html`<a class="govuk-link" href="/card-payments/${one.requestId}">${one.reference}</a>`,
            formatDate(one.paidOn),
            formatPounds(one.amount),
          ]),
        })
      }`,
  })
