import { instructionTag, lastDay } from '#protections'
import { formatDate, isBefore } from '#values/dates.ts'
import { formatPounds, sum } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { tag } from '#web/govuk/display.ts'
import { html, type Html, type Insert } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Promised } from '../contact.ts'
import { ageBand, type Case, freshness, runningHolds } from '../case-head.ts'

/** Seconds after which an open page asks again what is true of the case: another officer's hold is seen by then. */
const askedAgainAfter = 3

/** What every page about a person begins with: the same everywhere, and always as it is now. */
export const caseHead = (theirs: Case, title: Insert, actions?: Insert): Html => html`
  <div class="eh-case__head">
    ${title}
    ${caseNow(theirs)}
    ${actions}
  </div>`

/** The part of it that changes while somebody looks, which the page asks for again. */
export const caseNow = (theirs: Case): Html => {
  const { party, accounts, instructions, next, promised, today } = theirs
  return html`
  <div id="case-now" class="eh-case__now" data-poll="/people/${party.personId}/now" data-poll-seconds="${askedAgainAfter}" role="status">
    <p class="eh-case__tags">
      ${party.kind === 'person' && party.dateOfBirth && html`<span class="eh-quiet">${ageBand(party.dateOfBirth, today)}</span>`}
      ${party.isRestricted && tag('Restricted', 'red')}
      ${party.deceasedOn && tag(`Died ${formatDate(party.deceasedOn)}`, 'grey')}
      ${party.isPlaceholder && tag('Name not known', 'yellow')}
      ${party.hasOddCharacters && tag('Hidden or mixed characters in the name', 'yellow')}
      ${furthest(accounts) && tag(furthest(accounts) ?? '', 'blue')}
      ${runningHolds(theirs).map(hold => html`<a class="govuk-link" href="/holds/${hold.id}">${tag(holdInWords(hold), 'purple')}</a> `)}
      ${promised && tag(promiseInWords(promised, today), isBefore(promised.on, today) ? 'yellow' : 'green')}
      ${theirs.safeRoute && tag(theirs.safeRoute.route, 'red')}
      ${instructions.map(one => html`${instructionTag(one, today)} `)}
    </p>
    <p class="eh-case__sum"><strong>${formatPounds(sum(accounts.map(({ balance }) => balance)))}</strong> owed in all
      <span class="eh-case__late">${formatPounds(sum(accounts.map(({ overdue }) => overdue)))} late</span></p>
    <p class="eh-case__next eh-quiet">${capitalised([next && `next: ${next}`, ...freshness(accounts).map(heardInWords)].filter(Boolean).join(' · '))}</p>
  </div>`
}

/** The stages that recovery can have reached, the furthest first. Lists that say nothing of how far it is are after all of them. */
const furthestFirst = [
  'judgment',
  'agent placement review',
  'remedy decision',
  'deduction decision',
  'liability order',
  'court claim review',
  'court outcome check',
  'summons',
  'summons list',
  'letter before claim',
  'late payment letter',
  'final notice',
  'second letter',
  'second reminder',
  'reminder',
  'invoice reminder',
]

/** The furthest that recovery of anything still owed has got; nothing where it has not begun. */
export const furthest = (
  accounts: readonly Pick<Case['accounts'][number], 'balance' | 'stage'>[],
): string | undefined => {
  const reached = new Set(accounts.filter(({ balance }) => balance > 0n).map(({ stage }) => stage))
  reached.delete('billed')
  const stage = furthestFirst.find(stage => reached.has(stage)) ?? [...reached][0]
  return stage && capitalised(stage)
}

const holdInWords = (hold: Case['holds'][number]) => {
  const last = lastDay(hold)
  return `On hold: ${hold.kind}${last ? ` until ${formatDate(last)}` : ''}`
}

/** A promise to be kept, or one whose day has passed: the list of work says whether it was kept. */
const promiseInWords = ({ amount, on }: Promised, today: Temporal.PlainDate): string =>
  `Promised ${formatPounds(amount)} by ${formatDate(on)}${isBefore(on, today) ? ', which has passed' : ''}`

/** “council tax as at 25 November 2026, heard 06:10” */
const heardInWords = ({ source, asAt, heardAt }: ReturnType<typeof freshness>[number]): string => {
  const heard = heardAt?.toZonedDateTimeISO('Europe/London')
  return `${source} as at ${formatDate(asAt)}${heard ? `, heard ${heard.toPlainTime().toString({ smallestUnit: 'minute' })}` : ''}`
}

/** Whose case it is, and the button that takes it or gives it up. */
export const ownership = ({ session, party, owner }: Case): Html => {
  const isMine = owner?.staffId === session.staffId
  const mayWork = session.permissions.includes('contacts:record')
  return html`
  <form method="post" action="/people/${party.personId}/owner" class="eh-inline">
    ${csrf(session)}
    <span class="eh-quiet">${owner ? (isMine ? 'Your case.' : `${owner.name}’s case.`) : 'Nobody’s case.'}</span>
    ${mayWork && (!owner || isMine) && html`<button class="eh-link-button" name="take" value="${isMine ? 'no' : 'yes'}">${isMine ? 'Give it up' : 'Take it'}</button>`}
  </form>
  ${session.permissions.includes('cases:assign') && html`<a class="govuk-link govuk-body-s" href="/people/${party.personId}/owner">Give it to an officer</a>`}`
}
