import type { Account } from '#debts'
import type {
  Address,
  Band,
  BelowReview,
  ContactPoint,
  Party,
  ProposedMatch,
  SourceRecord,
} from '#parties'
import { formatDate } from '#values/dates.ts'
import { formatPounds, sum } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html, type Insert, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { matchQuality, percent } from './match-quality.ts'

export type MatchesModel = {
  readonly session: Session
  readonly matches: readonly ProposedMatch[]
  readonly bands: readonly Band[]
  /** Below what is shown to an officer; not known until the council's records have been learned from. */
  readonly missed: BelowReview | undefined
  readonly settings: { readonly automaticAt: number; readonly reviewAt: number } | undefined
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

const addressOf = ({ leftId, rightId }: ProposedMatch) => `/matches/${leftId}/${rightId}`

/** Pairs that may be one person, the likeliest first; how right matching was and what it misses; how sure is sure enough. */
export const matchesPage = (model: MatchesModel): Html => {
  const { session, matches, bands, notice, errors = {} } = model
  return layout({
    title: 'Who is who',
    session,
    at: 'matches',
    errors,
    notice,
    content: html`
      ${heading(session.council.name, 'Who is who')}
      <p class="govuk-body">People and organisations in different systems that may be one. Nothing goes to anybody across a pair that nobody has decided.</p>
      ${
        matches.length === 0
          ? html`<p class="govuk-body">There is no pair to look at.</p>`
          : table({
              caption: 'To look at, the likeliest first',
              columns: [
                { label: 'Who' },
                { label: 'And who' },
                { label: 'How likely', numeric: true },
                { label: 'Mark' },
              ],
              rows: matches.map((match, n) => [
                html`<a class="govuk-link"${n === 0 && html` data-key="n"`} href="${addressOf(match)}">${name(match.leftName)}</a>`,
                name(match.rightName),
                percent(match.probability),
                html`${match.conflict && tag(match.conflict, 'red')} ${match.state === 'not sure' && tag('not sure', 'grey')}`,
              ]),
            })
      }
      ${matchQuality(bands, model.missed)}
      ${settingsOf(model)}`,
  })
}

const settingsOf = ({ session, settings, typed = {}, errors = {} }: MatchesModel): Insert => {
  if (!settings)
    return html`<p class="govuk-body">There are too few records yet to learn from. Pairs are found once there are some hundreds.</p>`
  if (!session.permissions.includes('matches:set'))
    return html`<p class="govuk-body-s">Pairs of ${percent(settings.automaticAt)} or more are joined by themselves; less likely than ${percent(settings.reviewAt)} they are left apart.</p>`
  return html`
    <h2 class="govuk-heading-s">How sure is sure enough</h2>
    <form method="post" action="/matches/settings" novalidate>
      ${csrf(session)}
      ${input({
        name: 'automatic',
        label: 'Join by itself from, in per cent',
        hint: 'From 90 to 100. Two insurance numbers, dates of birth or company numbers, and a person and an organisation, are never joined by themselves.',
        value: typed['automatic'] ?? String(settings.automaticAt * 100),
        error: errors['automatic'],
        width: 5,
      })}
      ${input({
        name: 'review',
        label: 'Show to an officer from, in per cent',
        value: typed['review'] ?? String(settings.reviewAt * 100),
        error: errors['review'],
        width: 5,
      })}
      ${button('Set', { secondary: true })}
    </form>`
}

export type Side = {
  readonly party: Party
  readonly records: readonly SourceRecord[]
  readonly addresses: readonly Address[]
  readonly contactPoints: readonly ContactPoint[]
  readonly accounts: readonly Account[]
}

/** Two people side by side, what agrees and what does not, and three ways to decide by one key each. */
export const matchPage = ({
  session,
  match,
  sides,
  next,
  typed = {},
  errors = {},
  refusal,
}: {
  readonly session: Session
  readonly match: ProposedMatch
  readonly sides: readonly [Side, Side]
  readonly next: ProposedMatch | undefined
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
}): Html =>
  layout({
    title: 'One or two?',
    session,
    at: 'matches',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/matches">Who is who</a>`, 'One or two?')}
      ${refusal !== undefined && insetText(refusal)}
      ${match.conflict && warningText(`They ${match.conflict.startsWith('two') ? 'have' : 'are'} ${match.conflict}: say why if you decide that they are one.`)}
      <div class="eh-columns">${sides.map(side => html`<section>${sideOf(side)}</section>`)}</div>
      ${table({
        caption: `What speaks for their being one, ${percent(match.probability)} likely in all`,
        columns: [
          { label: 'What' },
          { label: match.leftName },
          { label: match.rightName },
          { label: 'Says' },
        ],
        rows: evidenceFor(session, match).map(({ respect, one, other, level, bits }) => [
          capitalised(respect),
          shown(respect, one),
          shown(respect, other),
          html`${tag(...weightInWords(bits ?? 0))} <span class="eh-quiet">${level}</span>`,
        ]),
      })}
      ${evidenceFor(session, match) !== match.evidence && html`<p class="govuk-body">What their addresses say is not shown, because one is confidential. A team leader can see it.</p>`}
      ${decideForm({ session, match, next, typed, errors })}`,
  })

const ofHomes: readonly string[] = [
  'address',
  'second line of address',
  'region',
  'postcode or town',
]

/** What may be read of what agrees: where an address is confidential, nothing of where either lives, nor whether it agrees. */
const evidenceFor = (
  { permissions }: Session,
  { evidence, hasConfidential }: ProposedMatch,
): ProposedMatch['evidence'] =>
  hasConfidential && !permissions.includes('restricted:view')
    ? evidence.filter(({ respect }) => !ofHomes.includes(respect))
    : evidence

/** An insurance number is known here by its end. */
const shown = (respect: string, value: string): Insert =>
  respect === 'identifier' ? `… ${value.slice(-4).toUpperCase()}` : name(value)

/** How much one thing says, in words. Bits are doublings: ten make a thousand to one. */
function weightInWords(bits: number): readonly [string, 'green' | 'grey' | 'red' | 'yellow'] {
  if (bits >= 9) return ['very strongly for', 'green']
  if (bits >= 4) return ['strongly for', 'green']
  if (bits >= 1) return ['for', 'green']
  if (bits > -1) return ['says little', 'grey']
  return bits > -4 ? ['against', 'yellow'] : ['strongly against', 'red']
}

const sideOf = ({ party, records, addresses, contactPoints, accounts }: Side): Html => html`
  <h2 class="govuk-heading-m"><a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a></h2>
  ${summaryList([
    ['Born', party.dateOfBirth ? formatDate(party.dateOfBirth) : 'not known'],
    [
      'Lives',
      addresses
        .filter(({ validTo }) => !validTo)
        .map(
          ({ lines, postcode }) =>
            html`<div>${name([...lines, postcode].filter(Boolean).join(', '))}</div>`,
        ),
    ],
    ['Reached by', contactPoints.map(({ value }) => html`<div>${value}</div>`)],
    [
      'Known to',
      records.map(({ source, personNumber }) => html`<div>${source} ${personNumber}</div>`),
    ],
    [
      'Owes',
      `${formatPounds(sum(accounts.map(({ balance }) => balance)))} on ${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}`,
    ],
  ])}`

const decideForm = ({
  session,
  match,
  next,
  typed,
  errors,
}: {
  readonly session: Session
  readonly match: ProposedMatch
  readonly next: ProposedMatch | undefined
  readonly typed: Typed
  readonly errors: Errors
}): Html => {
  const isOpen = match.state === 'waiting' || match.state === 'not sure'
  return html`
    <form method="post" action="${addressOf(match)}" novalidate data-draft="match-${match.leftId}-${match.rightId}">
      ${csrf(session)}
      ${
        !isOpen &&
        html`<p class="govuk-body">Decided: <strong>${match.state === 'joined' ? 'joined by itself' : match.state}</strong>${match.because && html`, because ${match.because}`}.</p>`
      }
      ${input({
        name: 'because',
        label: isOpen ? 'Why, if it needs saying' : 'Why is it taken back?',
        value: typed['because'],
        error: errors['because'],
      })}
      ${
        isOpen
          ? html`
      ${button('Same person', { name: 'decision', value: 'same', key: 's', once: true })}
      ${button('Different people', { name: 'decision', value: 'different', key: 'd', secondary: true, once: true })}
      ${button('Not sure', { name: 'decision', value: 'not sure', key: 'u', secondary: true, once: true })}
      <p class="govuk-body-s">Keys: <kbd>s</kbd> same, <kbd>d</kbd> different, <kbd>u</kbd> not sure${next && html`, <a class="govuk-link" data-key="n" href="${addressOf(next)}"><kbd>n</kbd> the next pair</a>`}.</p>`
          : button('Take it back', { name: 'decision', value: 'undo', secondary: true, once: true })
      }
    </form>`
}
