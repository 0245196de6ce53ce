import { formatDate, isBefore } from '#values/dates.ts'
import { type Pence, sum } from '#values/money.ts'
import type { Component, ComponentEntry, Stop } from './component.ts'
import {
  interestByMonth,
  lastOfMonth,
  type Movement,
  type MonthOfInterest,
  type StoppedDays,
} from './interest-by-day.ts'

type Day = Temporal.PlainDate

/** An entry that brings the ledger to what interest comes to: an addition, something taken off, or a reversal. */
export type Change = {
  readonly component: Component
  readonly is: 'added' | 'taken off' | 'reversed'
  readonly amount: Pence
  readonly month: Day
  readonly on: Day
  readonly nth: number
  /** The entry that is said backwards. */
  readonly entry?: ComponentEntry
  readonly narrative: string
}

export type Facts = {
  readonly component: Component
  readonly movements: readonly Movement[]
  readonly stops: readonly Stop[]
  readonly entries: readonly ComponentEntry[]
  /** Whether a moratorium runs now: nothing is added while it does. */
  readonly isHeld: boolean
}

export const stoppedDays = (stops: readonly Stop[]): readonly StoppedDays[] =>
  stops.map(({ fromOn, untilOn }) => ({ from: fromOn, until: untilOn ?? undefined }))

/** Through which day interest is posted: whole months, and the rest once its last day is known and past. */
export function postedThrough({ endsOn }: Pick<Component, 'endsOn'>, today: Day): Day {
  const monthBefore = lastOfMonth(today.subtract({ months: 1 }))
  return endsOn && !isBefore(today, endsOn) && isBefore(monthBefore, endsOn) ? endsOn : monthBefore
}

/**
 * What is to be posted so that the ledger has, month by month, what the facts now give. Nothing where it has. What is less than was
 * posted is taken off, by a reversal where nothing of the month is left; what is more is added, unless a moratorium runs: then it
 * waits. Never less is left than was waived of it: a waiver is not given back as money.
 */
export function changesTo(facts: Facts, today: Day): readonly Change[] {
  const { component, movements, stops, entries, isHeld } = facts
  const through = postedThrough(component, today)
  const wanted = new Map(
    interestByMonth(through, component, movements, stoppedDays(stops)).map(month => [
      month.month.toString(),
      month,
    ]),
  )
  const own = Map.groupBy(
    entries.filter(({ what }) => what !== 'waived'),
    ({ month }) => month?.toString() ?? '',
  )
  const months = [...new Set([...wanted.keys(), ...own.keys()])].toSorted()
  const differences = months.map(month => {
    const posted = own.get(month) ?? []
    const found = wanted.get(month) ?? none(month)
    return { found, posted, by: found.interest - sum(posted.map(({ amount }) => amount)) }
  })
  const more = isHeld ? 0n : sum(differences.filter(({ by }) => by > 0n).map(({ by }) => by))
  let spare = component.charged + more - component.waived
  const changes: Change[] = []
  // The newest first: what a waiver leaves standing is the oldest.
  for (const { found, posted, by } of differences.toReversed()) {
    if (by === 0n || (by > 0n && isHeld)) continue
    if (by > 0n) {
      changes.push(added(facts, found, posted, by))
      continue
    }
    const less = -by < spare ? -by : spare > 0n ? spare : 0n
    spare -= less
    if (less > 0n) changes.push(...lessened(facts, found, posted, less))
  }
  return changes.toReversed()
}

const none = (month: string): MonthOfInterest => {
  const first = Temporal.PlainDate.from(month)
  return { month: first, to: lastOfMonth(first), interest: 0n }
}

const monthInWords = (month: Day): string =>
  month.toLocaleString('en-GB', { month: 'long', year: 'numeric' })

function added(
  { component }: Facts,
  { month, to }: MonthOfInterest,
  posted: readonly ComponentEntry[],
  amount: Pence,
): Change {
  const again = posted.length > 0 ? ', read again because what was owed then changed' : ''
  return {
    component,
    is: 'added',
    amount,
    month,
    on: to,
    nth: posted.length + 1,
    narrative: `Interest for ${monthInWords(month)} at ${component.basisPoints / 100}% a year${again}`,
  }
}

/** By a reversal of each entry of the month where it all goes and nothing was taken off yet; otherwise by what is too much. */
function lessened(
  { component, stops }: Facts,
  { month, to }: MonthOfInterest,
  posted: readonly ComponentEntry[],
  amount: Pence,
): readonly Change[] {
  const why = whyLess(month, component, stops)
  const live = posted.filter(({ isReversed, kind }) => !isReversed && kind === 'interest')
  const isWhole =
    sum(live.map(entry => entry.amount)) === amount &&
    posted.every(({ isReversed, kind }) => isReversed || kind === 'interest' || kind === 'reversal')
  if (isWhole)
    return live.map(entry => ({
      component,
      is: 'reversed' as const,
      amount: entry.amount,
      month,
      on: entry.effectiveOn,
      nth: 0,
      entry,
      narrative: `Interest for ${monthInWords(month)} taken back: ${why}`,
    }))
  return [
    {
      component,
      is: 'taken off',
      amount,
      month,
      on: to,
      nth: posted.length + 1,
      narrative: `Interest for ${monthInWords(month)} corrected: ${why}`,
    },
  ]
}

function whyLess(month: Day, { endsOn, endedWhy }: Component, stops: readonly Stop[]): string {
  const end = lastOfMonth(month)
  const stop = stops.find(
    ({ fromOn, untilOn }) =>
      !isBefore(end, fromOn) && (untilOn === null || isBefore(month, untilOn)),
  )
  return stop
    ? `none runs from ${formatDate(stop.fromOn)}, ${stop.kind === 'decision' ? 'by a decision' : `because of a ${stop.kind}`.replace('a insolvency', 'an insolvency')}`
    : endsOn && isBefore(endsOn, end)
      ? `it ended on ${formatDate(endsOn)}: ${endedWhy ?? 'by a decision'}`
      : 'less was owed then than was known'
}
