import type { CompanyEvent } from '#companies'
import type { Letter } from '#correspondence'
import type { StatementLine } from '#debts'
import type { Disclosure } from '#enquiries'
import type { IdentityEvent, ReachEvent } from '#parties'
import type { Hold } from '#protections'
import { formatPounds } from '#values/money.ts'
import { causes, help } from './causes/causes.ts'
import type { Contact } from './contact.ts'
import type { Escalation } from './escalations/escalation.ts'
import type { Note } from './note.ts'
import type { SegmentEventOn } from './segments/events.ts'

/** The kinds of thing that happen to a person. */
export const timelineKinds = [
  'contact',
  'note',
  'money',
  'letter',
  'hold',
  'decision',
  'identity',
  'reach',
  'disclosure',
  'company',
  'escalation',
  'segment',
] as const

/** One thing that happened, told in a line, for the single timeline of a person or an account. */
export type TimelineItem = {
  /** Of what can be pinned. */
  readonly id?: string
  readonly at: Temporal.Instant
  readonly kind: (typeof timelineKinds)[number]
  readonly says: string
  readonly detail?: string
  readonly href?: string
  /** Where it is put right; not of what cannot be, or was. */
  readonly correctAt?: string
  readonly isCorrected?: boolean
}

type Told = {
  readonly personId: string
  readonly contacts: readonly Contact[]
  readonly notes: readonly Note[]
  readonly statements: readonly (StatementLine & { readonly accountReference: string })[]
  readonly letters: readonly Letter[]
  readonly holds: readonly Hold[]
  readonly decisions: readonly {
    readonly accountId: string
    readonly reference: string
    readonly on: Temporal.PlainDate
    readonly says: string
  }[]
  readonly identity: readonly IdentityEvent[]
  readonly reach: readonly ReachEvent[]
  readonly disclosures: readonly Disclosure[]
  readonly companies: readonly CompanyEvent[]
  readonly escalations: readonly Escalation[]
  readonly segments: readonly SegmentEventOn[]
}

/** Everything in one list, newest first. Equal moments keep the order: money, decisions, letters, holds, who they are, how they are reached, disclosures, companies, escalations, segments, notes, contacts. */
export function timeline(told: Told): readonly TimelineItem[] {
  const items: TimelineItem[] = [
    ...told.statements.map(moneyItem),
    ...told.decisions.map(({ accountId, reference, on, says }): TimelineItem => ({
      at: startOf(on),
      kind: 'decision',
      says: `${reference}: ${says}`,
      href: `/accounts/${accountId}/why?date=${on.toString()}`,
    })),
    ...told.letters.map((letter): TimelineItem => ({
      id: letter.id,
      at: letter.dispatchedAt,
      kind: 'letter',
      says: `${letter.title} sent for ${letter.accountReference}`,
      href: `/letters/${letter.id}`,
    })),
    ...told.holds.map((hold): TimelineItem => ({
      id: hold.id,
      at: hold.recordedAt,
      kind: 'hold',
      says: `Recovery held: ${hold.kind}`,
      detail: hold.reason,
      href: `/holds/${hold.id}`,
    })),
    ...told.identity.map(event => eventItem(event, 'identity')),
    ...told.reach.map(event => eventItem(event, 'reach')),
    ...told.disclosures.map(disclosureItem),
    ...told.companies.map(({ at, says }): TimelineItem => ({
      at,
      kind: 'company',
      says,
      href: `/people/${told.personId}/company`,
    })),
    ...told.escalations.flatMap(escalationItems),
    ...told.segments.map(segmentItem),
    ...told.notes.map(note => noteItem(note, told.personId)),
    ...told.contacts.map(contact => contactItem(contact, told.personId)),
  ]
  return items.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
}

const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime('Europe/London').toInstant()

function moneyItem({
  accountReference,
  kind,
  amount,
  narrative,
  effectiveOn,
}: Told['statements'][number]): TimelineItem {
  const size = formatPounds(amount < 0n ? -amount : amount)
  return {
    // When it counts from, not when a file told us: a year's history is not one night's.
    at: startOf(effectiveOn),
    kind: 'money',
    says:
      kind === 'payment'
        ? `${size} paid on ${accountReference}`
        : `${size} ${amount < 0n ? 'off' : 'added to'} ${accountReference}`,
    detail: narrative,
  }
}

const eventItem = (
  { at, by, says, why }: IdentityEvent | ReachEvent,
  kind: 'identity' | 'reach',
): TimelineItem => ({ at, kind, says: `${says}; ${by}`, ...(why && { detail: why }) })

/** What another team asked about them, and every word that it was told. */
const disclosureItem = ({ askedAt, by, purpose, reference, told }: Disclosure): TimelineItem => ({
  at: askedAt,
  kind: 'disclosure',
  says: `Debt check for ${purpose}, ${reference}, by ${by}`,
  detail: told.join(' '),
})

/** That something was put before a team leader, and what they decided. */
const escalationItems = (one: Escalation): readonly TimelineItem[] => {
  const about = { kind: 'escalation', href: `/escalations/${one.id}` } as const
  const asked = {
    ...about,
    at: one.askedAt,
    says: `Escalated: ${one.kind}`,
    detail: one.recommends,
  }
  return one.decidedAt === null
    ? [asked]
    : [
        {
          ...about,
          at: one.decidedAt,
          says: `Escalation ${one.decision}: ${one.kind}`,
          detail: one.comment ?? '',
        },
        asked,
      ]
}

/** What was said of the segment of an account: by an officer, or by the person whom it is about. */
const segmentItem = ({
  accountId,
  reference,
  kind,
  segment,
  words,
  saidBy,
  saidAt,
}: SegmentEventOn): TimelineItem => ({
  at: saidAt,
  kind: 'segment',
  says: `${reference}: segment ${kind}${segment === null ? '' : ` as “${segment}”`}; ${saidBy}`,
  detail: words,
  href: `/accounts/${accountId}/segment`,
})

/** What was written on one person and turned out to be another's is not read here any more. */
const ofAnother = ({ at, by }: Contact | Note, kind: 'contact' | 'note'): TimelineItem => ({
  at,
  kind,
  says: `${by} recorded something that was about somebody else; it is with them now`,
})

const corrections = (
  { id, correctsId, correctedById }: Contact | Note,
  where: string,
): Pick<TimelineItem, 'id' | 'correctAt' | 'isCorrected'> & { readonly puts: string } => ({
  id,
  ...(correctedById === null ? { correctAt: `${where}?corrects=${id}` } : { isCorrected: true }),
  puts: correctsId === null ? '' : ', a correction',
})

function noteItem(note: Note, personId: string): TimelineItem {
  if (note.isOfAnother) return ofAnother(note, 'note')
  const { puts, ...marks } = corrections(note, `/people/${personId}/notes/new`)
  return {
    ...marks,
    at: note.at,
    kind: 'note',
    says: `Note of ${note.by}${puts}`,
    detail: note.says,
  }
}

function contactItem(contact: Contact, personId: string): TimelineItem {
  if (contact.isOfAnother) return ofAnother(contact, 'contact')
  const { at, by, channel, direction, outcome, note, promised, promisedOn } = contact
  const said = [...saidWhy(contact), ...(note === '' ? [] : [note])].join(' ')
  const { puts, ...marks } = corrections(contact, `/people/${personId}/contacts/new`)
  const who =
    direction === 'to them' ? `${by} by ${channel}` : `They got in touch by ${channel}; ${by}`
  const promise =
    promised !== null && promisedOn
      ? ` (${formatPounds(promised)} by ${promisedOn.toLocaleString('en-GB')})`
      : ''
  return {
    ...marks,
    at,
    kind: 'contact',
    says: `${who}${puts}: ${outcome}${promise}`,
    ...(said !== '' && { detail: said }),
  }
}

/** “Why: illness or disability. Help offered: a hardship payment.” */
const saidWhy = ({ cause, helpOffered }: Contact): readonly string[] => [
  ...(cause === null ? [] : [`Why: ${causes[cause]}.`]),
  ...(helpOffered.length === 0
    ? []
    : [`Help offered: ${helpOffered.map(one => help[one]).join('; ')}.`]),
]
