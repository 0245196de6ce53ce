import { daysBetween, formatDate, isBefore, plusDays } from '#values/dates.ts'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'

export const rentPeriods = ['week', 'month'] as const
export type RentPeriod = (typeof rentPeriods)[number]

/** Money that will surely come by the last day: a benefit payment that was decided, a direct debit that stands. */
export type Expected = {
  readonly on: Temporal.PlainDate
  readonly amount: Pence
  readonly by: string
}

/** What is known of a tenancy that ends. */
export type Ending = {
  /** Pence owed now; less than nothing in credit. */
  readonly balance: Pence
  /** The last day for which the balance has rent already. */
  readonly chargedTo: Temporal.PlainDate
  readonly lastDay: Temporal.PlainDate
  /** Pence a period; undefined where nobody has said. */
  readonly rent: Pence | undefined
  readonly every: RentPeriod | undefined
  /** The day of the week on which a rent week begins: 1 is Monday. */
  readonly weekBegins: number
  /** The first days of the weeks in which no rent is charged: a year of 48 charged weeks has four. */
  readonly freeWeeks: readonly Temporal.PlainDate[]
  readonly expected: readonly Expected[]
}

/** A line of the working: what it is, and what it adds to what is owed. */
export type WorkingLine = { readonly says: string; readonly amount: Pence }

export type Projected = { readonly balance: Pence; readonly working: readonly WorkingLine[] }

/**
 * What will be owed at the end of the last day of a tenancy, line by line: the balance, rent for each day that is still to be charged, less
 * what will surely be paid by then. Rent of part of a week or month is by the day, and parts of a penny are dropped: nobody is
 * told of more than they will owe. Where the balance has rent beyond the last day, that is taken off. Refuses where the rent, or
 * how often it is charged, is not known.
 *
 * To confirm: that the council’s tenancy agreements charge rent by the day to the last one, and in credit where it was charged ahead.
 */
export function projectedBalance(ending: Ending): Outcome<Projected> {
  const { balance, chargedTo, lastDay, rent, every, expected } = ending
  if (rent === undefined) return refused(refusals.rentNotKnown)
  if (every === undefined) return refused(refusals.frequencyNotKnown)
  const of = { ...ending, rent, every }
  const isAhead = isBefore(lastDay, chargedTo)
  const charges = isAhead
    ? rentFor(of, plusDays(lastDay, 1), chargedTo).map(({ says, amount }) => ({
        says: `Taken off, charged ahead: ${says}`,
        amount: -amount,
      }))
    : rentFor(of, plusDays(chargedTo, 1), lastDay)
  const sure = expected.filter(({ on }) => !isBefore(lastDay, on) && isBefore(chargedTo, on))
  const working = [
    { says: `Owed with rent charged to ${formatDate(chargedTo)}`, amount: balance },
    ...charges,
    ...sure.map(({ on, amount, by }) => ({
      says: `Expected on ${formatDate(on)}: ${by}`,
      amount: -amount,
    })),
  ]
  return done({ balance: working.reduce((all, { amount }) => all + amount, 0n), working })
}

type WithRent = Ending & { readonly rent: Pence; readonly every: RentPeriod }

type Span = {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  /** Days of the span, and of the week or month that it is of. */
  readonly days: number
  readonly of: number
  readonly isFree: boolean
}

/** Rent from one day to another, both counted: whole weeks or months that follow each other in one line. */
function rentFor(
  ending: WithRent,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): readonly WorkingLine[] {
  const { rent, every } = ending
  const lines: WorkingLine[] = []
  let whole: Span[] = []
  const closeWhole = () => {
    const [first] = whole
    const last = whole.at(-1)
    if (first && last) {
      const count = whole.length
      lines.push({
        says: `${count} whole ${every}${count === 1 ? '' : 's'}, ${formatDate(first.from)} to ${formatDate(last.to)}`,
        amount: rent * BigInt(count),
      })
    }
    whole = []
  }
  for (const span of spansOf(ending, from, to)) {
    if (!span.isFree && span.days === span.of) {
      whole.push(span)
      continue
    }
    closeWhole()
    const days = `${span.days} ${span.days === 1 ? 'day' : 'days'}`
    lines.push(
      span.isFree
        ? { says: `No rent in the free week, ${days} to ${formatDate(span.to)}`, amount: 0n }
        : {
            says: `${days} of ${span.of} of the ${every}, ${formatDate(span.from)} to ${formatDate(span.to)}`,
            amount: (rent * BigInt(span.days)) / BigInt(span.of),
          },
    )
  }
  closeWhole()
  return lines
}

/** The weeks or months that a stretch of days touches, each with how much of it. Nothing where it ends before it begins. */
function spansOf(
  { every, weekBegins, freeWeeks }: WithRent,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): readonly Span[] {
  const spans: Span[] = []
  for (let day = from; !isBefore(to, day); day = plusDays(spans.at(-1)?.to ?? day, 1)) {
    const begins =
      every === 'week'
        ? plusDays(day, -((day.dayOfWeek - weekBegins + 7) % 7))
        : day.with({ day: 1 })
    const of = every === 'week' ? 7 : day.daysInMonth
    const ends = plusDays(begins, of - 1)
    const end = isBefore(to, ends) ? to : ends
    spans.push({
      from: day,
      to: end,
      days: daysBetween(day, end) + 1,
      of,
      isFree: every === 'week' && freeWeeks.some(free => free.equals(begins)),
    })
  }
  return spans
}

/**
 * What to pay a week so that nothing is owed when they leave: over the whole weeks that are left, today's among them, and at least one. The last
 * payment may be less. Nothing where nothing will be owed, or the last day has passed.
 */
export function payBeforeLeaving(
  projected: Pence,
  today: Temporal.PlainDate,
  lastDay: Temporal.PlainDate,
): { readonly aWeek: Pence; readonly weeks: number } | undefined {
  if (projected <= 0n || isBefore(lastDay, today)) return undefined
  const weeks = Math.max(1, Math.floor((daysBetween(today, lastDay) + 1) / 7))
  return { aWeek: (projected + BigInt(weeks) - 1n) / BigInt(weeks), weeks }
}
