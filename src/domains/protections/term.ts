import { lastDayOfBreathingSpace } from '#law/debt-relief/breathing-space.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type HoldKind, isByLaw } from './hold.ts'
import * as refusals from './refusals.ts'

/** What an officer says of a hold's days: when it began, the last day it covers, when to look at it again. */
export type Days = {
  readonly kind: HoldKind
  readonly from?: Temporal.PlainDate | undefined
  readonly until?: Temporal.PlainDate | undefined
  readonly reviewOn?: Temporal.PlainDate | undefined
}

export type Term = {
  readonly startsAt: Temporal.Instant
  readonly endsAt?: Temporal.Instant
  readonly reviewOn?: Temporal.PlainDate
}

/**
 * From when until when a hold runs. It protects from the moment we know, even when its first day is still to come, and
 * to the end of its last. A breathing space goes by its notice: the day it starts is needed, its last day is worked
 * out when not given, and it cannot be longer than the law's. A hold of the council's own has an end or a day to be
 * looked at again, so that none is forgotten. Refuses days that cannot be meant.
 *
 * Law: SI 2020/1311 regs 26 and 32.
 */
export function termOf(
  { kind, from, until, reviewOn }: Days,
  { now, today }: { readonly now: Temporal.Instant; readonly today: Temporal.PlainDate },
): Outcome<Term> {
  const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(one, other) < 0
  if (from && isBefore(from, today.subtract({ years: 1 }))) return refused(refusals.tooLongAgo)
  if (from && isBefore(today.add({ days: 14 }), from)) return refused(refusals.tooFarAhead)
  if (from && until && isBefore(until, from)) return refused(refusals.endsBeforeItStarts)
  if (until && isBefore(until, today) && !(isByLaw(kind) && from))
    return refused(refusals.endsBeforeToday)
  if (reviewOn && isBefore(reviewOn, today)) return refused(refusals.reviewBeforeToday)
  if (!isByLaw(kind) && !until && !reviewOn) return refused(refusals.neitherEndNorReview)

  let last = until
  if (kind === 'breathing space') {
    if (!from) return refused(refusals.noStartOfBreathingSpace)
    const lawful = lastDayOfBreathingSpace(from)
    if (until && isBefore(lawful, until)) return refused(refusals.tooLongForBreathingSpace(lawful))
    last ??= lawful
  }
  return done({
    startsAt: from && !isBefore(today, from) ? startOf(from) : now,
    ...(last && { endsAt: startOf(last.add({ days: 1 })) }),
    ...(reviewOn && { reviewOn }),
  })
}

const startOf = (day: Temporal.PlainDate): Temporal.Instant =>
  day.toZonedDateTime('Europe/London').toInstant()
