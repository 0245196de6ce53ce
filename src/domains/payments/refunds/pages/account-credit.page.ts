import { type Account, type Liable } from '#debts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence, sum } from '#values/money.ts'
import type { Outcome } from '#values/outcome.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, table, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { ageOf } from '../credit.ts'
import type { Credit } from '../credits.ts'
import type { CreditHistory } from '../history.ts'
import type { Callable, OwedElsewhere } from '../owed-elsewhere.ts'
import { refundForm } from './refund-form.ts'
import { setOffForm } from './set-off-form.ts'
import { creditHistory } from './credit-history.ts'
import { daysInWords, section } from './shared.ts'

export type AccountCreditModel = {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly account: Account
  /** Undefined where it is not in credit now. */
  readonly credit: Credit | undefined
  /** What of the credit can still be proposed. */
  readonly left: Pence
  readonly liable: readonly Liable[]
  /** Whether a credit may go anywhere, as things stand. */
  readonly may: Outcome<void>
  readonly owed: readonly OwedElsewhere[]
  readonly callable: readonly Callable[]
  readonly history: CreditHistory
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** One account's credit: how much and why, what speaks against paying it back, and the way to propose it. */
export const accountCreditPage = (model: AccountCreditModel): Html => {
  const { session, account, credit, may, history, errors = {}, refusal, notice } = model
  return section({
    session,
    at: 'credits',
    title: `Credit on ${account.debtType} ${account.reference}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      ${!may.ok && credit && warningText(may.refusal.says)}
      <div class="eh-columns">
        <div>${facts(model)}</div>
        <div>${owedTable(model)}${callableTable(model)}</div>
      </div>
      ${
        credit &&
        may.ok &&
        model.left > 0n &&
        html`
      <div class="eh-columns">
        <div>${refundForm(model)}</div>
        <div>${setOffForm(model)}</div>
      </div>`
      }
      ${creditHistory(history)}`,
  })
}

const facts = ({ account, credit, left, liable, today }: AccountCreditModel): Html =>
  summaryList([
    [
      'Account',
      html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>`,
    ],
    [
      'Who is liable',
      html`${liable.map(({ partyId, name: who, kind }) => html`<a class="govuk-link" href="/people/${partyId}">${name(who)}</a>${kind === 'joint' && ' (jointly)'} `)}`,
    ],
    ...(credit
      ? ([
          ['In credit', html`<strong>${formatPounds(credit.credit)}</strong>`],
          [
            'Since',
            `${formatDate(credit.since)} (${daysInWords(ageOf(credit.since, today).days)})`,
          ],
          ['Why', capitalised(credit.why)],
          ...(credit.promised > 0n
            ? ([
                ['Spoken for', `${formatPounds(credit.promised)} by proposals that wait`],
                ['Can still be proposed', formatPounds(left)],
              ] as const)
            : []),
        ] as const)
      : ([['In credit', 'Nothing: there is nothing to pay back']] as const)),
  ])

/** Money that is owed on other accounts is offered first: fewer letters, and one thing less to pay. */
const owedTable = ({ owed, credit }: AccountCreditModel): Html | false =>
  credit !== undefined &&
  owed.length > 0 &&
  html`${insetText(`${formatPounds(sum(owed.map(({ balance }) => balance)))} is owed on other accounts of the same people. Ask them first whether they would rather have the credit put to it.`)}
  ${table({
    caption: 'What they owe on other accounts',
    columns: [
      { label: 'Account' },
      { label: 'Owed', numeric: true },
      { label: 'Late', numeric: true },
    ],
    rows: owed.map(({ accountId, reference, debtType, balance, overdue }) => [
      html`<a class="govuk-link" href="/accounts/${accountId}">${reference}</a><br><span class="eh-quiet">${debtType}</span>`,
      formatPounds(balance),
      formatPounds(overdue),
    ]),
  })}`

const callableTable = ({ callable, credit }: AccountCreditModel): Html | false =>
  credit !== undefined &&
  callable.length > 0 &&
  html`${warningText('Some of it came by card or direct debit, and its payer’s bank may still take that back. Paid back by us as well, it would go twice: look whether a claim is on its way before you propose it.')}
  ${table({
    caption: 'Payments that their payer’s bank may take back',
    columns: [{ label: 'Came in' }, { label: 'By' }, { label: 'Amount', numeric: true }],
    rows: callable.map(({ on, how, amount }) => [formatDate(on), how, formatPounds(amount)]),
  })}`
