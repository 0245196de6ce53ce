import { isKnown, workingDaysAfter } from '#law/time/calendar.ts'
import { daysBetween, isBefore } from '#values/dates.ts'
import { median } from '#values/median.ts'
import type { EscalationKind } from './kinds.ts'
import type { EscalationTargets } from './targets.ts'

/** Days of one escalation: asked, to be decided by, first seen by somebody who could decide, and decided. */
export type Clock = {
  readonly kind: EscalationKind
  readonly askedOn: Temporal.PlainDate
  readonly decideBy: Temporal.PlainDate
  readonly seenOn: Temporal.PlainDate | null
  readonly decidedOn: Temporal.PlainDate | null
}

/** The last day of the council's target, of which the day of asking is not one. */
export const decideBy = (
  kind: EscalationKind,
  askedOn: Temporal.PlainDate,
  { safetyDays, otherDays, otherDaysAre }: EscalationTargets,
): Temporal.PlainDate => {
  if (kind === 'safety') return askedOn.add({ days: safetyDays })
  return otherDaysAre === 'working days' && areHolidaysKnown(askedOn, otherDays)
    ? workingDaysAfter(askedOn, otherDays)
    : askedOn.add({ days: otherDays })
}

/** Beyond the bank holidays that were announced a target is counted in calendar days: sooner, and never too late. */
const areHolidaysKnown = (from: Temporal.PlainDate, days: number): boolean =>
  isKnown(from) && isKnown(from.add({ days: days * 2 + 14 }))

/** Whether its day has passed and nobody has decided it. On its last day it is not overdue. */
export const isOverdue = ({ decideBy, decidedOn }: Clock, today: Temporal.PlainDate): boolean =>
  decidedOn === null && isBefore(decideBy, today)

/** “2 days overdue”, “today”, “3 days left”. */
export function leftInWords(
  { decideBy }: Pick<Clock, 'decideBy'>,
  today: Temporal.PlainDate,
): string {
  const left = daysBetween(today, decideBy)
  if (left === 0) return 'today'
  const days = Math.abs(left) === 1 ? '1 day' : `${Math.abs(left)} days`
  return left < 0 ? `${days} overdue` : `${days} left`
}

/** How long escalations took. Days may be a half: the middle of two. */
export type Measured = {
  readonly decided: number
  readonly within: number
  /** Whole per cent of those decided, never rounded up to a hundred. */
  readonly share: number | undefined
  readonly daysToSee: number | undefined
  readonly daysToDecide: number | undefined
}

/** What was measured of those that were decided: one that waits has taken no time yet that could be compared. */
export function measure(clocks: readonly Clock[]): Measured {
  const decided = clocks.flatMap(({ decidedOn, ...clock }) =>
    decidedOn === null ? [] : [{ ...clock, decidedOn }],
  )
  const within = decided.filter(({ decidedOn, decideBy }) => !isBefore(decideBy, decidedOn)).length
  return {
    decided: decided.length,
    within,
    share: decided.length === 0 ? undefined : Math.floor((within * 100) / decided.length),
    daysToSee: median(
      decided.flatMap(({ askedOn, seenOn }) => (seenOn ? [daysBetween(askedOn, seenOn)] : [])),
    ),
    daysToDecide: median(decided.map(({ askedOn, decidedOn }) => daysBetween(askedOn, decidedOn))),
  }
}
