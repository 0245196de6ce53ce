import { companyLine, type KnownCompany } from '#companies'
import type { Account } from '#debts'
import type { Authority, Detail, Housemate, ProposedMatch, SourceRecord } from '#parties'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { layout } from '#web/layout.ts'
import type { Permission } from '#web/permissions.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, sum } from '#values/money.ts'
import type { Case } from '../case-head.ts'
import type { TimelineItem } from '../timeline.ts'
import { authorityList } from './authority.page.ts'
import { reach } from './reach.ts'
import { caseHead, ownership } from './case-head.ts'
import { timelineSection } from './timeline.ts'

export type PersonModel = Case & {
  readonly details: readonly Detail[]
  readonly records: readonly SourceRecord[]
  readonly housemates: readonly Housemate[]
  /** Undecided pairs that this person is in. */
  readonly matches: readonly ProposedMatch[]
  readonly authorities: readonly Authority[]
  /** What the register of companies says of them. */
  readonly companies: readonly KnownCompany[]
  /** Which kind of thing is shown of what has happened; all of it without. */
  readonly shown?: TimelineItem['kind'] | undefined
  readonly timeline: readonly TimelineItem[]
  readonly pins: ReadonlySet<string>
  readonly notice?: string | undefined
  /** Why what was just asked for was not done. */
  readonly refusal?: string | undefined
}

/** One person, everything they owe, and what has happened: the whole case without scrolling. */
export const personPage = (model: PersonModel): Html => {
  const { session, party, accounts, notice } = model
  const may = (permission: Permission) => session.permissions.includes(permission)
  return layout({
    title: party.name,
    session,
    at: 'work',
    notice,
    content: html`
      <div class="eh-case">
        ${caseHead(
          model,
          html`<h1 class="govuk-heading-m">${name(party.name)}</h1>`,
          html`<p class="eh-actions">
            ${may('contacts:record') && html`<a class="govuk-button eh-button-small" data-key="o" href="/people/${party.id}/contacts/new">Record a contact</a>`}
            ${may('contacts:record') && html`<a class="govuk-button govuk-button--secondary eh-button-small" data-key="t" href="/people/${party.id}/notes/new">Write a note</a>`}
            ${may('holds:place') && html`<a class="govuk-button govuk-button--secondary eh-button-small" data-key="h" href="/people/${party.id}/holds/new">Place a hold</a>`}
            <a class="govuk-button govuk-button--secondary eh-button-small" data-key="v" href="/people/${party.id}/instructions">What to do differently</a>
            ${may('escalations:make') && html`<a class="govuk-button govuk-button--secondary eh-button-small" href="/people/${party.id}/escalations/new">Escalate</a>`}
            ${may('work:view') && html`<a class="govuk-button govuk-button--secondary eh-button-small" data-key="n" href="/work/next?after=${party.id}">Next case</a>`}
          </p>
          ${ownership(model)}
          ${may('people:restrict') && html`<a class="govuk-link govuk-body-s" href="/people/${party.personId}/restriction">${party.isRestricted ? 'Why it is restricted' : 'Restrict this record'}</a>`}`,
        )}
        ${model.refusal !== undefined && warningText(model.refusal)}
        ${maybeTheSame(model)}
        ${companyLine(party.personId, model.companies)}
        ${accountsTable(accounts)}
        <div class="eh-columns">
          <section aria-labelledby="timeline"><h2 class="govuk-heading-s" id="timeline">What has happened</h2>
            ${timelineSection({ session, personId: party.personId, shown: model.shown, items: model.timeline, pins: model.pins })}</section>
          <section aria-labelledby="reach"><h2 class="govuk-heading-s" id="reach">How to reach them</h2>
            ${reach(model)}
            <h2 class="govuk-heading-s">Who may speak for them</h2>
            ${authorityList(model.authorities, model.today)}
            <p class="govuk-body-s"><a class="govuk-link" href="/people/${party.id}/authorities">${model.authorities.length === 0 ? 'Nobody speaks for them. Add somebody' : 'Add somebody, or end one'}</a></p></section>
        </div>
      </div>`,
  })
}

/** Who else they may be, for somebody to look at: until then nothing crosses over. */
const maybeTheSame = ({ session, matches }: PersonModel): Html | false =>
  matches.length > 0 &&
  session.permissions.includes('matches:decide') &&
  html`<p class="govuk-body-s">${tag('may be known twice', 'yellow')} ${matches.map(
    ({ leftId, rightId, leftName, rightName }, n) =>
      html`${n > 0 && ', '}<a class="govuk-link" href="/matches/${leftId}/${rightId}">one person or two: ${leftName} and ${rightName}</a>`,
  )}</p>`

const accountsTable = (accounts: PersonModel['accounts']): Html => {
  const total = sum(accounts.map(({ balance }) => balance))
  return table({
    caption: `Accounts (${accounts.length}), ${formatPounds(total)} in all`,
    columns: [
      { label: 'Account' },
      { label: 'For' },
      { label: 'Stage' },
      { label: 'Liable' },
      { label: 'As at' },
      { label: 'Late', numeric: true },
      { label: 'Balance', numeric: true },
    ],
    rows: [
      ...accounts.map((account, n) => [
        html`<a class="govuk-link" href="/accounts/${account.id}">${account.debtType} ${account.reference}</a>`,
        periodInWords(account),
        html`${account.stage} <a class="govuk-link eh-quiet"${n === 0 && html` data-key="w"`} href="/accounts/${account.id}/why">why<span class="govuk-visually-hidden"> for ${account.reference}</span></a>`,
        account.liability === 'joint' ? 'jointly' : 'alone',
        html`<span class="eh-together">${formatDate(account.asAt)}</span>`,
        html`${formatPounds(account.overdue)}${account.overdue > 0n && account.oldestDueOn && html`<span class="eh-quiet"> since ${formatDate(account.oldestDueOn)}</span>`}`,
        formatPounds(account.balance),
      ]),
      [
        'Total',
        '',
        '',
        '',
        '',
        formatPounds(sum(accounts.map(({ overdue }) => overdue))),
        html`<strong>${formatPounds(total)}</strong>`,
      ],
    ],
  })
}

export const periodInWords = ({ periodFrom, periodTo, property }: Account): string =>
  [
    periodFrom && `${formatDate(periodFrom)}${periodTo ? ` to ${formatDate(periodTo)}` : ''}`,
    property,
  ]
    .filter(Boolean)
    .join(', ')
