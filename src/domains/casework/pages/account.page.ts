import { type Account, componentsOf, explainBalance, type Liable, type StatementLine } from '#debts'
import { details, summaryList, table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { layout } from '#web/layout.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import {
  creditHistory,
  type CreditHistory,
  directDebitLine,
  type Mandate,
  type PaymentIn,
  paymentsIn,
} from '#payments'
import { type PartOfDebt, partsTable } from '#charges'
import { type Hold, holdsList } from '#protections'
import { type Message, toldToSource } from '#write-back'
import type { Authority } from '#parties'
import type { Case } from '../case-head.ts'
import { byWhom, segmentTag } from '../segments/pages/segment.page.ts'
import type { AccountSegment } from '../segments/segment.ts'
import { notToBeToldOf } from './authority.page.ts'
import { caseHead } from './case-head.ts'
import { periodInWords } from './person.page.ts'

export type AccountModel = {
  /** The case of whoever comes first among those who owe it. */
  readonly lead: Case
  readonly account: Account
  readonly stage: string
  readonly liable: readonly Liable[]
  /** Everybody who speaks or spoke for any of them. */
  readonly authorities: readonly Authority[]
  /** Every hold that reaches it, through anybody who owes it. */
  readonly holds: readonly Hold[]
  readonly now: Temporal.Instant
  readonly statement: readonly StatementLine[]
  /** The debt itself, costs and interest apart. */
  readonly parts: readonly PartOfDebt[]
  readonly mandates: readonly Mandate[]
  readonly payments: readonly PaymentIn[]
  /** What was done with its credit, if it ever had one. */
  readonly credit: CreditHistory
  readonly told: readonly Message[]
  readonly decisions: readonly { readonly on: Temporal.PlainDate; readonly says: string }[]
  /** Undefined while nothing on it is late. */
  readonly segment: AccountSegment | undefined
}

/** One debt: what the balance is made of and how it came about, the ledger, who owes it, what was decided. */
export const accountPage = ({
  lead,
  account,
  stage,
  liable,
  authorities,
  holds,
  now,
  statement,
  parts,
  mandates,
  payments,
  credit,
  told,
  decisions,
  segment,
}: AccountModel): Html =>
  layout({
    title: `${account.debtType} ${account.reference}`,
    session: lead.session,
    at: 'work',
    content: html`
      <div class="eh-case">
        ${caseHead(
          lead,
          html`<p class="govuk-body"><a class="govuk-link" href="/people/${lead.party.personId}">${name(lead.party.name)}</a></p>`,
        )}
        <div class="eh-case__head">
          <h1 class="govuk-heading-m">${capitalised(account.debtType)} ${account.reference}</h1>
          <p class="eh-case__sum"><strong>${formatPounds(account.balance)}</strong> balance
            <span class="eh-case__late">${formatPounds(account.overdue)} late</span></p>
          <p class="eh-actions"><a class="govuk-button govuk-button--secondary eh-button-small" data-key="w" href="/accounts/${account.id}/why">Why is it here?</a>
          ${
            lead.session.permissions.includes('referrals:view') &&
            html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/referrals">Lists it is on</a>
          <a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/remedies">Remedies</a>`
          }
          <a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/answers">What recovery needs to know</a>
          <a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/statement">Statement to print</a>
          ${lead.session.permissions.includes('letters:view') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/pack">Notice pack</a>`}
            ${lead.session.permissions.includes('steps:propose') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/steps">Propose a step</a>`}
            ${account.family === 'housing' && lead.session.permissions.includes('tenancies:view') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/tenancy">End of the tenancy</a>`}
            ${lead.session.permissions.includes('questions:ask') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/questions/new">Ask another team</a>`}
            ${lead.session.permissions.includes('escalations:make') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/people/${lead.party.id}/escalations/new?account=${account.id}">Escalate</a>`}
            ${lead.session.permissions.includes('card-payments:take') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/card-payment">Take a card payment</a>`}
            ${account.balance < 0n && lead.session.permissions.includes('refunds:view') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/credit">Pay the credit back</a>`}
            ${lead.session.permissions.includes('charges:view') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/accounts/${account.id}/charges">Costs and interest</a>`}</p>
        </div>
        ${notToBeToldOf([account], authorities, { today: lead.today, called: 'this debt' })}
        <div class="eh-columns">
          <div>
            ${summaryList([
              ['For', periodInWords(account)],
              ['Stage', stage],
              [
                'Who owes it',
                html`${liable.map(({ partyId, name: who, kind }) => html`<a class="govuk-link" href="/people/${partyId}">${name(who)}</a>${kind === 'joint' && ' (jointly)'} `)}`,
              ],
              [
                'Late since',
                account.overdue > 0n && account.oldestDueOn
                  ? formatDate(account.oldestDueOn)
                  : 'Nothing is late',
              ],
              ...(segment
                ? ([
                    [
                      'Cannot or will not pay?',
                      html`${segmentTag(segment.standing.segment)} <a class="govuk-link" href="/accounts/${account.id}/segment">${byWhom[segment.standing.by]}<span class="govuk-visually-hidden">: whether they cannot or will not pay</span></a>`,
                    ],
                  ] as const)
                : []),
              ['Next due', account.nextDueOn ? formatDate(account.nextDueOn) : 'Nothing more'],
              ...(lead.session.permissions.includes('direct-debits:view')
                ? ([['Paid by', directDebitLine(account.id, mandates)]] as const)
                : []),
              ['From', `${account.source}, as at ${formatDate(account.asAt)}`],
              ['Raised by', account.owningService],
              ['Law', account.governingLaw],
            ])}
          </div>
          <div>
            ${table({
              caption: 'What the balance is made of',
              columns: [{ label: 'Part' }, { label: 'Amount', numeric: true }],
              rows: [
                ...componentsOf(statement).map(({ name: part, amount }) => [
                  part,
                  formatPounds(amount),
                ]),
                ['Balance', html`<strong>${formatPounds(account.balance)}</strong>`],
              ],
            })}
            ${details(
              'Explain this balance',
              html`<ol class="govuk-list govuk-list--number">${explainBalance(statement).map(step => html`<li>${step}</li>`)}</ol>`,
            )}
          </div>
        </div>
        ${parts.length > 1 && partsTable(account.id, parts)}
        ${holds.length > 0 && holdsList(holds, { now, accounts: [account] })}
        ${lead.session.permissions.includes('receipts:view') && paymentsIn(payments)}
        ${lead.session.permissions.includes('refunds:view') && creditHistory(credit)}
        ${table({
          caption: 'Ledger',
          columns: [
            { label: 'Counts from' },
            { label: 'What' },
            { label: 'Reference' },
            { label: 'Recorded' },
            { label: 'Amount', numeric: true },
            { label: 'Balance', numeric: true },
          ],
          rows: statement.map(line => [
            formatDate(line.effectiveOn),
            line.narrative || capitalised(line.kind),
            line.reference,
            formatDate(line.recordedAt.toZonedDateTimeISO('Europe/London').toPlainDate()),
            formatPounds(line.amount),
            formatPounds(line.balance),
          ]),
        })}
        ${toldToSource(told, lead.session)}
        ${
          decisions.length > 0 &&
          html`<h2 class="govuk-heading-s">Decisions</h2>
        <ul class="govuk-list eh-tight">${decisions.map(
          ({ on, says }) =>
            html`<li><a class="govuk-link" href="/accounts/${account.id}/why?date=${on.toString()}">${formatDate(on)}</a> ${says}</li>`,
        )}</ul>`
        }
      </div>`,
  })
