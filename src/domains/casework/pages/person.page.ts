import { businessSection, companyLine, type KnownCompany, type Relationship } from '#companies'
import type { Account, Added, Sharer } from '#debts'
import type { Authority, Detail, Housemate, ProposedMatch, SourceRecord } from '#parties'
import { table, tag, warningText } from '#web/govuk/display.ts'
import { html, type Html, type Insert, name } from '#web/html.ts'
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
  /** What was added to their debts: costs, interest, compensation. */
  readonly added: readonly Added[]
  /** Who else is liable for what they owe. */
  readonly sharers: readonly Sharer[]
  readonly details: readonly Detail[]
  readonly records: readonly SourceRecord[]
  readonly housemates: readonly Housemate[]
  /** Undecided pairs that this person is in. */
  readonly matches: readonly ProposedMatch[]
  readonly authorities: readonly Authority[]
  /** What the register of companies says of them. */
  readonly companies: readonly KnownCompany[]
  /** The businesses that they are an officer of, and the officers of theirs. */
  readonly relationships: readonly Relationship[]
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
  const { session, party, notice } = model
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
        ${accountsTable(model)}
        <div class="eh-columns">
          <section aria-labelledby="timeline"><h2 class="govuk-heading-s" id="timeline">What has happened</h2>
            ${timelineSection({ session, personId: party.personId, shown: model.shown, items: model.timeline, pins: model.pins })}</section>
          <div>
            ${model.authorities.length > 0 && whoMaySpeak(model)}
            <section aria-labelledby="reach"><h2 class="govuk-heading-s" id="reach">How to reach them</h2>
              ${reach(model)}</section>
            ${businessSection(model)}
            ${model.authorities.length === 0 && whoMaySpeak(model)}
          </div>
        </div>
      </div>`,
  })
}

/** What may be said to whoever rings for them: above all else on its side, where there is somebody. */
const whoMaySpeak = ({ party, authorities, today }: PersonModel): Html => html`
  <section aria-labelledby="speaks"><h2 class="govuk-heading-s" id="speaks">Who may speak for them</h2>
    ${authorityList(authorities, today)}
    <p class="govuk-body-s"><a class="govuk-link" href="/people/${party.id}/authorities">${authorities.length === 0 ? 'Nobody speaks for them. Add somebody' : 'Add somebody, or end one'}</a></p></section>`

/** Who else they may be, for somebody to look at: until then nothing crosses over. */
const maybeTheSame = ({ session, matches }: PersonModel): Html | false =>
  matches.length > 0 &&
  session.permissions.includes('matches:decide') &&
  html`<p class="govuk-body-s">${tag('may be known twice', 'yellow')} ${matches.map(
    ({ leftId, rightId, leftName, rightName }, n) =>
      html`${n > 0 && ', '}<a class="govuk-link" href="/matches/${leftId}/${rightId}">one person or two: ${leftName} and ${rightName}</a>`,
  )}</p>`

const accountsTable = ({
  accounts,
  added,
  sharers,
}: Pick<PersonModel, 'accounts' | 'added' | 'sharers'>): Html => {
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
        liability(account, sharers),
        html`<span class="eh-together">${formatDate(account.asAt)}</span>`,
        html`${formatPounds(account.overdue)}${account.overdue > 0n && account.oldestDueOn && html`<span class="eh-quiet"> since ${formatDate(account.oldestDueOn)}</span>`}`,
        html`${formatPounds(account.balance)}${added
          .filter(({ accountId }) => accountId === account.id)
          .map(
            ({ part, amount }) =>
              html`<span class="eh-quiet"> ${part} ${formatPounds(amount)}</span>`,
          )}`,
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

/** A debt of several people is one debt: it is shown to each whole, and counted once. */
const liability = (account: Account, sharers: readonly Sharer[]): Insert => {
  const others = sharers.filter(({ accountId }) => accountId === account.id)
  if (others.length === 0) return account.liability === 'joint' ? 'jointly' : 'alone'
  return html`jointly with ${others.map(
    (other, n) =>
      html`${n > 0 && ', '}<a class="govuk-link" href="/people/${other.personId}">${name(other.name)}</a>`,
  )}`
}

export const periodInWords = ({ periodFrom, periodTo, property }: Account): string =>
  [
    periodFrom && `${formatDate(periodFrom)}${periodTo ? ` to ${formatDate(periodTo)}` : ''}`,
    property,
  ]
    .filter(Boolean)
    .join(', ')
