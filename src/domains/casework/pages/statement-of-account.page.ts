import { type Account, componentsOf, type StatementLine, whatHappened } from '#debts'
import type { Authority } from '#parties'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { summaryList, table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { layout } from '#web/layout.ts'
import type { Case } from '../case-head.ts'
import { notToBeToldOf } from './authority.page.ts'
import { periodInWords } from './person.page.ts'

/** Everything on an account in words for whoever owes it, to print or keep as a PDF and hand or send to them. */
export const statementOfAccountPage = ({
  lead: { session, party, today },
  account,
  authorities,
  statement,
}: {
  readonly lead: Case
  readonly account: Account
  /** Everybody who speaks for any of those who owe it. */
  readonly authorities: readonly Authority[]
  readonly statement: readonly StatementLine[]
}): Html =>
  layout({
    title: `Statement of ${account.debtType} ${account.reference}`,
    session,
    at: 'work',
    content: html`
      <div class="eh-actions">
        <p class="govuk-body"><a class="govuk-link" href="/accounts/${account.id}">Back to the account</a>. Print this page, or keep it as a PDF, and give it only to whoever owes the account or may be told of it. Use the way of reaching them that is on their page.</p>
        ${notToBeToldOf([account], authorities, { today, called: 'this debt' })}
      </div>
      <span class="govuk-caption-l">${session.council.name}</span>
      <h1 class="govuk-heading-l">Statement of account</h1>
      ${summaryList([
        ['For', name(party.name)],
        ['What it is', `${capitalised(account.debtType)} ${account.reference}`],
        ['For when', periodInWords(account)],
        ['Made on', formatDate(today)],
        ['Our figures are of', formatDate(account.asAt)],
        [
          account.balance < 0n ? 'You are in credit by' : 'Left to pay in all',
          html`<strong>${formatPounds(account.balance < 0n ? -account.balance : account.balance)}</strong>`,
        ],
        ...(account.overdue > 0n
          ? ([['Of this, late', formatPounds(account.overdue)]] as const)
          : []),
        ...(account.nextDueOn ? ([['Next due', formatDate(account.nextDueOn)]] as const) : []),
      ])}
      ${table({
        caption: 'What makes it up',
        columns: [{ label: 'Part' }, { label: 'Amount', numeric: true }],
        rows: componentsOf(statement).map(({ name: part, amount }) => [part, formatPounds(amount)]),
      })}
      ${table({
        caption: 'What happened',
        columns: [
          { label: 'Day' },
          { label: 'What' },
          { label: 'Charged', numeric: true },
          { label: 'Paid or taken off', numeric: true },
          { label: 'Left to pay', numeric: true },
        ],
        rows: statement.map(line => [
          formatDate(line.effectiveOn),
          capitalised(whatHappened(line)),
          line.amount > 0n && formatPounds(line.amount),
          line.amount < 0n && formatPounds(-line.amount),
          line.balance < 0n
            ? `${formatPounds(-line.balance)} in credit`
            : formatPounds(line.balance),
        ]),
      })}
      <h2 class="govuk-heading-m">If you cannot pay, or think this is wrong</h2>
      <p class="govuk-body">Please tell us now. We can look at what you can afford and agree smaller payments. If something here is wrong, tell us why, and we will look at it and answer you. If you paid in the last few days, it may not be here yet.</p>`,
  })
