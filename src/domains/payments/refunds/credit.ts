import { daysBetween, isBefore } from '#values/dates.ts'
import type { Pence } from '#values/money.ts'
import type { EntryKind } from '#debts'

/** Why an account is in credit, by what brought it there. */
export type WhyInCredit =
  | 'paid too much'
  | 'the charge was reduced'
  | 'the account was closed'
  | 'a refund came back'
  | 'money was moved here'
  | 'an entry was taken back'

/**
 * Why an account is in credit, from the entry that took it there: the kind of the entry, and of what it undid if it is a reversal.
 * A charge that was reduced after the period it was for is a closed account's.
 */
export function whyInCredit({
  kind,
  reversedKind,
  since,
  periodTo,
}: {
  readonly kind: EntryKind
  readonly reversedKind: EntryKind | null
  readonly since: Temporal.PlainDate
  readonly periodTo: Temporal.PlainDate | null
}): WhyInCredit {
  if (kind === 'payment') return 'paid too much'
  if (kind === 'transfer') return 'money was moved here'
  if (kind === 'reversal' && reversedKind === 'refund') return 'a refund came back'
  const isReduction = kind === 'adjustment' || (kind === 'reversal' && reversedKind === 'charge')
  if (!isReduction) return 'an entry was taken back'
  return periodTo !== null && isBefore(periodTo, since)
    ? 'the account was closed'
    : 'the charge was reduced'
}

/** Days that a credit may wait before it is an alarm. The council's practice, and no law's. */
export const longInCredit = 30
/** Days that a proposal may wait for a second person, or an agreed refund for a list, before it is an alarm. Practice as well. */
export const longWaiting = 5

/** How long somebody's money has been with us, and whether that is too long. */
export const ageOf = (
  since: Temporal.PlainDate,
  today: Temporal.PlainDate,
): { readonly days: number; readonly isLong: boolean } => {
  const days = Math.max(0, daysBetween(since, today))
  return { days, isLong: days > longInCredit }
}

/** What of a credit can still be proposed: what is in credit less what is spoken for, never less than nothing. */
export const leftOf = ({
  credit,
  promised,
}: {
  readonly credit: Pence
  readonly promised: Pence
}): Pence => (credit > promised ? credit - promised : 0n)
