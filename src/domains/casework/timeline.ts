import type { Letter } from '#correspondence'
import type { StatementLine } from '#debts'
import type { Hold } from '#protections'
import { formatPounds } from '#values/money.ts'
import type { Contact } from './contact.ts'

/** The kinds of thing that happen to a person. */
export const timelineKinds = ['contact', 'money', 'letter', 'hold'] as const

/** One thing that happened, told in a line, for the single timeline of a person or an account. */
export type TimelineItem = {
  readonly at: Temporal.Instant
  readonly kind: (typeof timelineKinds)[number]
  readonly says: string
  readonly detail?: string
  readonly href?: string
}

/** Everything in one list, newest first. Equal moments keep the order: money, letters, holds, contacts. */
export function timeline({
  contacts,
  statements,
  letters,
  holds,
}: {
  readonly contacts: readonly Contact[]
  readonly statements: readonly (StatementLine & { readonly accountReference: string })[]
  readonly letters: readonly Letter[]
  readonly holds: readonly Hold[]
}): readonly TimelineItem[] {
  const items: TimelineItem[] = [
    ...statements.map(moneyItem),
    ...letters.map((letter): TimelineItem => ({
      at: letter.dispatchedAt,
      kind: 'letter',
      says: `${letter.title} sent for ${letter.accountReference}`,
      href: `/letters/${letter.id}`,
    })),
    ...holds.map((hold): TimelineItem => ({
      at: hold.recordedAt,
      kind: 'hold',
      says: `Recovery held: ${hold.kind}`,
      detail: hold.reason,
    })),
    ...contacts.map(contactItem),
  ]
  return items.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
}

function moneyItem({
  accountReference: reference,
  kind,
  amount,
  narrative,
  effectiveOn,
}: StatementLine & { readonly accountReference: string }): TimelineItem {
  const size = formatPounds(amount < 0n ? -amount : amount)
  return {
    // When it counts from, not when a file told us: a year's history is not one night's.
    at: effectiveOn.toZonedDateTime('Europe/London').toInstant(),
    kind: 'money',
    says:
      kind === 'payment'
        ? `${size} paid on ${reference}`
        : `${size} ${amount < 0n ? 'off' : 'added to'} ${reference}`,
    detail: narrative,
  }
}

function contactItem({
  at,
  by,
  channel,
  direction,
  outcome,
  note,
  promised,
  promisedOn,
}: Contact): TimelineItem {
  const who =
    direction === 'to them' ? `${by} by ${channel}` : `They got in touch by ${channel}; ${by}`
  const promise =
    promised !== null && promisedOn
      ? ` (${formatPounds(promised)} by ${promisedOn.toLocaleString('en-GB')})`
      : ''
  return {
    at,
    kind: 'contact',
    says: `${who}: ${outcome}${promise}`,
    ...(note !== '' && { detail: note }),
  }
}
