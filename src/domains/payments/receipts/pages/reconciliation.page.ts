import { formatDate } from '#values/dates.ts'
import { formatPounds, sum } from '#values/money.ts'
import { insetText, table, warningText } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import type { Difference, Share, ThreeWays } from '../board.ts'
import type { Closing, Gap } from '../follows-on.ts'
import { section } from './shared.ts'

export type ReconciliationModel = {
  readonly session: Session
  readonly month: Temporal.PlainYearMonth
  readonly shares: readonly Share[]
  readonly sources: readonly ThreeWays[]
  readonly closings: readonly Closing[]
  readonly gaps: readonly Gap[]
  /** The payments behind one difference, where one was asked for. */
  readonly asked?:
    | {
        readonly source: string
        readonly which: 'untold' | 'unseen'
        readonly differences: readonly Difference[]
      }
    | undefined
}

const monthInWords = (month: Temporal.PlainYearMonth): string =>
  month.toPlainDate({ day: 1 }).toLocaleString('en-GB', { month: 'long', year: 'numeric' })

const asked = (month: Temporal.PlainYearMonth, source?: string, which?: string): string =>
  `/receipts/reconciliation?month=${month.toString()}${source === undefined ? '' : `&source=${encodeURIComponent(source)}&which=${which}`}`

/** Bank, ledger and source systems over a month, and each difference by name down to the payment. */
export const reconciliationPage = (model: ReconciliationModel): Html => {
  const { session, month, shares, sources, closings, gaps } = model
  return section({
    session,
    at: 'reconciliation',
    title: 'Reconciliation',
    content: html`
      <p class="govuk-body"><a class="govuk-link" href="${asked(month.subtract({ months: 1 }))}">${monthInWords(month.subtract({ months: 1 }))}</a> · <strong>${monthInWords(month)}</strong> · <a class="govuk-link" href="${asked(month.add({ months: 1 }))}">${monthInWords(month.add({ months: 1 }))}</a></p>
      ${gaps.length > 0 && missing(gaps)}
      ${
        shares.length === 0
          ? insetText('No statement has a line of this month.')
          : table({
              caption: 'What came in at the bank, and where it is',
              columns: [
                { label: 'Where' },
                { label: 'Lines', numeric: true },
                { label: 'Amount', numeric: true },
              ],
              rows: [
                ...shares.map(({ what, items, amount }) => [what, items, formatPounds(amount)]),
                [
                  html`<strong>By the statements</strong>`,
                  shares.reduce((all, { items }) => all + items, 0),
                  html`<strong>${formatPounds(sum(shares.map(({ amount }) => amount)))}</strong>`,
                ],
              ],
            })
      }
      ${
        closings.length > 0 &&
        table({
          caption: 'At the bank, by its last statement',
          columns: [
            { label: 'Bank account' },
            { label: 'Day' },
            { label: 'Balance', numeric: true },
          ],
          rows: closings.map(({ account, closedOn, closed }) => [
            account,
            formatDate(closedOn),
            formatPounds(closed),
          ]),
        })
      }
      ${
        sources.length > 0 &&
        table({
          caption: 'Bank, ledger and source systems',
          columns: [
            { label: 'Source' },
            { label: 'From the bank, on its accounts', numeric: true },
            { label: 'It has told of', numeric: true },
            { label: 'It has not told of', numeric: true },
            { label: 'It told of, no statement has', numeric: true },
          ],
          rows: sources.map(line => [
            line.source,
            formatPounds(line.posted),
            formatPounds(line.told),
            difference(month, line.source, 'untold', line.untold, line.untoldItems),
            difference(month, line.source, 'unseen', line.unseen, line.unseenItems),
          ]),
        })
      }
      ${model.asked && behind(model.asked)}`,
  })
}

const missing = (gaps: readonly Gap[]): Html => html`
  ${warningText('Statements are missing. Ask the bank for them; until they have come, look before anybody is chased: they may have paid.')}
  ${table({
    caption: 'Opening where none before them closed',
    columns: [
      { label: 'Bank account' },
      { label: 'Statement of' },
      { label: 'Opens at', numeric: true },
      { label: 'The last before it' },
      { label: 'Closed at', numeric: true },
    ],
    rows: gaps.map(one => [
      one.account,
      html`<a class="govuk-link" href="/receipts/statements/${one.fileId}">${formatDate(one.fromOn)}</a>`,
      formatPounds(one.opened),
      formatDate(one.closedOn),
      formatPounds(one.closedBefore),
    ]),
  })}`

const difference = (
  month: Temporal.PlainYearMonth,
  source: string,
  which: string,
  amount: bigint,
  items: number,
): Html | string =>
  items === 0
    ? formatPounds(0n)
    : html`<a class="govuk-link" href="${asked(month, source, which)}#behind" aria-label="${which === 'untold' ? 'Not told of' : 'On no statement'}, ${source}: ${formatPounds(amount)}">${formatPounds(amount)}</a> <span class="eh-quiet">${items}</span>`

const behind = ({
  source,
  which,
  differences,
}: NonNullable<ReconciliationModel['asked']>): Html => html`
  <div id="behind">
  ${
    differences.length === 0
      ? insetText('There is no such difference any more.')
      : table({
          caption: `${source}: ${which === 'untold' ? 'at the bank and on the account here, not told of by the source' : 'told of by the source, on no statement'}`,
          columns: [{ label: 'Day' }, { label: 'Account' }, { label: 'Amount', numeric: true }],
          rows: differences.map(one => [
            one.receiptId === null
              ? formatDate(one.receivedOn)
              : html`<a class="govuk-link" href="/receipts/${one.receiptId}">${formatDate(one.receivedOn)}</a>`,
            html`<a class="govuk-link" href="/accounts/${one.accountId}">${one.reference}</a>`,
            formatPounds(one.amount),
          ]),
        })
  }
  ${differences.length === 200 && html`<p class="govuk-body">The first 200 are shown.</p>`}
  </div>`
