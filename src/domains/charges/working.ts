import { daysOfYear } from '#law/county-court/interest-rates.ts'
import { formatCitation } from '#values/citation.ts'
import { formatDate, isBefore, plusDays } from '#values/dates.ts'
import { divide, formatPounds, type Pence } from '#values/money.ts'
import { stoppedDays } from './changes.ts'
import type { Component, Stop } from './component.ts'
import { interestThrough, type Movement } from './interest-by-day.ts'
import { kindsOfCharge } from './kinds.ts'

type Day = Temporal.PlainDate

/** So many days on which the same was owed, and what they come to before rounding. */
export type WorkingRow = {
  readonly from: Day
  readonly to: Day
  readonly days: number
  readonly owed: Pence
  /** In pounds to a hundredth of a penny: the whole is rounded once, at its end. */
  readonly exact: string
}

export type Working = {
  readonly through: Day
  readonly rows: readonly WorkingRow[]
  readonly interest: Pence
  readonly daily: Pence
  /** The same in sentences, fit to be quoted in a letter or a diary. */
  readonly sentences: readonly string[]
}

/** How interest through a day is worked out: rate, days, what was owed on them, and the penny. */
export function workingOf(
  component: Component,
  {
    through,
    movements,
    stops,
  }: {
    readonly through: Day
    readonly movements: readonly Movement[]
    readonly stops: readonly Stop[]
  },
): Working {
  const worked = interestThrough(through, component, movements, stoppedDays(stops))
  const year = daysOfYear.on(component.startsOn).value
  const rows = worked.stretches.map(({ from, to, days, owed }) => ({
    from: plusDays(from, 1),
    to,
    days,
    owed,
    exact: exactly(owed * BigInt(component.basisPoints) * BigInt(days), 100_00n * BigInt(year)),
  }))
  const { law, title } = kindsOfCharge[component.kind]
  return {
    through,
    rows,
    interest: worked.interest,
    daily: worked.daily,
    sentences: [
      `${title}, ${component.authority}: ${worked.percent}% a year, simple, from ${formatDate(component.startsOn)}. A day is a ${year}th of any year, and the whole is rounded to the penny once.`,
      ...rows
        .filter(({ owed }) => owed > 0n)
        .map(
          ({ from, to, days, owed, exact }) =>
            `${formatDate(from)} to ${formatDate(to)}: ${formatPounds(owed)} × ${worked.percent}% × ${days}/${year} = ${exact}.`,
        ),
      ...stops.map(stopInWords),
      `Interest through ${formatDate(through)}: ${formatPounds(worked.interest)} for ${worked.days} ${worked.days === 1 ? 'day' : 'days'}.${capInWords(component, worked.interest)}`,
      `Law: ${formatCitation(law)}.`,
    ],
  }
}

const capInWords = ({ cap }: Component, interest: Pence): string =>
  cap === null
    ? ''
    : ` It is never more than ${formatPounds(cap)}${interest === cap ? ', and has come to that' : ''}.`

const stopInWords = ({ fromOn, untilOn, kind }: Stop): string =>
  `None from ${formatDate(fromOn)}${untilOn ? ` until ${formatDate(untilOn)}` : ''}: ${kind === 'decision' ? 'stopped by a decision' : kind}.`

/** A fraction of pennies as pounds with four decimals. */
function exactly(numerator: bigint, denominator: bigint): string {
  const hundredths = divide(numerator * 100n, denominator, 'half away from zero')
  const digits = String(hundredths).padStart(5, '0')
  return `£${BigInt(digits.slice(0, -4)).toLocaleString('en-GB')}.${digits.slice(-4)}`
}

/** The last day that interest can be shown for: yesterday, or its own last day. */
export const shownThrough = ({ endsOn }: Pick<Component, 'endsOn'>, today: Day): Day => {
  const yesterday = plusDays(today, -1)
  return endsOn && isBefore(endsOn, yesterday) ? endsOn : yesterday
}
