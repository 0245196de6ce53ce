import { interestOnStretches, type Stretch } from '#law/county-court/interest.ts'
import { daysBetween, isBefore, plusDays } from '#values/dates.ts'
import type { Pence } from '#values/money.ts'

type Day = Temporal.PlainDate

/** What decides how much interest a debt bears, and when. */
export type Bearing = {
  /** The first day that bears interest, and the last, where it has one. */
  readonly startsOn: Day
  readonly endsOn: Day | null
  /** Hundredths of a per cent a year. */
  readonly basisPoints: number
  /** The sum of a judgment; null where it runs on the principal as it is each day. */
  readonly principal: Pence | null
  /** The most it may ever come to. */
  readonly cap: Pence | null
}

/** What moved the principal on a day. */
export type Movement = { readonly on: Day; readonly amount: Pence; readonly isCharge: boolean }

/** Days that bear no interest: from one until another, which bears it again; undefined: until somebody says. */
export type StoppedDays = { readonly from: Day; readonly until: Day | undefined }

export type InterestByDay = {
  readonly percent: number
  /** So many days on which the same is owed; `from` is the day before the first of them. Stopped days are in none. */
  readonly stretches: readonly Stretch[]
  readonly days: number
  /** The whole, rounded once, and never more than the cap. */
  readonly interest: Pence
  /** What one more day would add, to the nearest penny: nothing where it is stopped, has ended or has come to its cap. */
  readonly daily: Pence
}

/**
 * Interest for the days from the first through a day, simple, on what is owed each day: what was paid on a day takes off
 * from the next, as the calculators of law/county-court reckon it. A day that is stopped bears nothing, ever.
 */
export function interestThrough(
  through: Day,
  bearing: Bearing,
  movements: readonly Movement[],
  stopped: readonly StoppedDays[],
): InterestByDay {
  const { startsOn, endsOn, basisPoints, cap } = bearing
  const last = endsOn && isBefore(endsOn, through) ? endsOn : through
  const stretches = stretchesOf(last, bearing, movements, stopped)
  const percent = basisPoints / 100
  const { interest: uncapped, days } = interestOnStretches(stretches, { percent, from: startsOn })
  const interest = cap !== null && uncapped > cap ? cap : uncapped
  const next = plusDays(last, 1)
  const bearsNoMore =
    (endsOn && isBefore(endsOn, next)) || isStopped(next, stopped) || interest === cap
  const oneMore = { owed: owedOn(next, bearing, movements), from: last, to: next, days: 1 }
  return {
    percent,
    stretches,
    days,
    interest,
    daily: bearsNoMore ? 0n : interestOnStretches([oneMore], { percent, from: startsOn }).daily,
  }
}

/** The days on which the same is owed, one after another, without those that are stopped. */
function stretchesOf(
  last: Day,
  bearing: Bearing,
  movements: readonly Movement[],
  stopped: readonly StoppedDays[],
): readonly Stretch[] {
  const { startsOn } = bearing
  const end = plusDays(last, 1)
  const edges = [
    startsOn,
    end,
    ...movements.map(({ on }) => plusDays(on, 1)),
    ...stopped.flatMap(({ from, until }) => (until ? [from, until] : [from])),
  ]
    .filter(day => !isBefore(day, startsOn) && !isBefore(end, day))
    .toSorted(Temporal.PlainDate.compare)
  const stretches: Stretch[] = []
  for (const [n, first] of edges.entries()) {
    const next = edges[n + 1]
    if (!next || !isBefore(first, next) || isStopped(first, stopped)) continue
    const owed = owedOn(first, bearing, movements)
    const before = stretches.at(-1)
    const [from, to] = [plusDays(first, -1), plusDays(next, -1)]
    if (before?.owed === owed && before.to.equals(from)) stretches.pop()
    const since = before?.owed === owed && before.to.equals(from) ? before.from : from
    stretches.push({ owed, from: since, to, days: daysBetween(since, to) })
  }
  return stretches
}

const isStopped = (day: Day, stopped: readonly StoppedDays[]): boolean =>
  stopped.some(({ from, until }) => !isBefore(day, from) && (!until || isBefore(day, until)))

/**
 * What bears interest on a day: the principal after everything that counts from an earlier day. A judgment's sum goes down by
 * what was paid since, and not up by what was charged since.
 */
export function owedOn(
  day: Day,
  { principal, startsOn }: Pick<Bearing, 'principal' | 'startsOn'>,
  movements: readonly Movement[],
): Pence {
  const counted = movements.filter(
    ({ on, isCharge, amount }) =>
      isBefore(on, day) &&
      (principal === null || (!isBefore(on, plusDays(startsOn, -1)) && (!isCharge || amount < 0n))),
  )
  const owed = counted.reduce((sum, { amount }) => sum + amount, principal ?? 0n)
  return owed > 0n ? owed : 0n
}

/** The first day of a day's month. */
export const monthOf = (day: Day): Day => day.with({ day: 1 })
export const lastOfMonth = (day: Day): Day => plusDays(monthOf(day).add({ months: 1 }), -1)

/** The interest of one month: what the whole through its end is more than the whole through the end of the month before. */
export type MonthOfInterest = { readonly month: Day; readonly to: Day; readonly interest: Pence }

/** The interest through a day, month by month. The months are the whole, to the penny. */
export function interestByMonth(
  through: Day,
  bearing: Bearing,
  movements: readonly Movement[],
  stopped: readonly StoppedDays[],
): readonly MonthOfInterest[] {
  const months: MonthOfInterest[] = []
  const last = bearing.endsOn && isBefore(bearing.endsOn, through) ? bearing.endsOn : through
  let before = 0n
  for (
    let month = monthOf(bearing.startsOn);
    !isBefore(last, month);
    month = month.add({ months: 1 })
  ) {
    const end = lastOfMonth(month)
    const to = isBefore(last, end) ? last : end
    const whole = isBefore(to, bearing.startsOn)
      ? 0n
      : interestThrough(to, bearing, movements, stopped).interest
    months.push({ month, to, interest: whole - before })
    before = whole
  }
  return months
}
