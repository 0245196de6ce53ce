import { daysBetween, plusDays } from '#values/dates.ts'
import { refuse } from '../refuse.ts'

type Day = Temporal.PlainDate

export type Years = { readonly first: number; readonly last: number }

/** The days of some years that count, such as working days. Refuses what is beyond the years: it never guesses. */
export type CountedDays = {
  readonly years: Years
  includes(day: Day): boolean
  /** So many of the days that count after a day, which itself does not. */
  after(from: Day, days: number): readonly Day[]
  /** The last of those, or the day itself where none is asked for. */
  nthAfter(from: Day, days: number): Day
  /** The same backwards. */
  nthBefore(from: Day, days: number): Day
  /** The day itself if it counts, otherwise the next that does. */
  onOrAfter(day: Day): Day
}

/**
 * Timelines ask this of whole books of accounts, so every day has its place in a table and none is walked to. Twelve months
 * of thirty-one places each: places that are no day are never asked for.
 */
export function countedDays(years: Years, counts: (day: Day) => boolean): CountedDays {
  const january = years.first * 12 + 1
  const placeOf = ({ year, month, day }: Day): number => (year * 12 + month - january) * 31 + day
  const first = new Temporal.PlainDate(years.first, 1, 1)
  const end = new Temporal.PlainDate(years.last + 1, 1, 1)
  const counted: Day[] = []
  // How many days count before each day and until its end; the days around the years are there to be counted from.
  const before = new Int16Array(placeOf(end) + 1).fill(-1)
  const until = before.slice()
  until[0] = 0
  for (let n = 0; n < daysBetween(first, end); n += 1) {
    const day = plusDays(first, n)
    const place = placeOf(day)
    before[place] = counted.length
    if (counts(day)) counted.push(day)
    until[place] = counted.length
  }
  before[placeOf(end)] = counted.length

  const beyond = (day: Day): never =>
    refuse(
      `Bank holidays are known for ${years.first} to ${years.last}, which is not enough to answer for ${day}.`,
    )
  const look = (table: Int16Array, day: Day): number => {
    const found = table[placeOf(day)]
    return found === undefined || found < 0 ? beyond(day) : found
  }
  const at = (place: number, from: Day): Day => counted[place] ?? beyond(from)
  const isForwards = (days: number): boolean =>
    days >= 0 || refuse('A number of days is counted from none upwards.')

  return {
    years,
    includes: day => look(until, day) > look(before, day),
    after(from, days) {
      const start = look(until, from)
      return isForwards(days) && start + days <= counted.length
        ? counted.slice(start, start + days)
        : beyond(from)
    },
    nthAfter: (from, days) =>
      isForwards(days) && days === 0 ? from : at(look(until, from) + days - 1, from),
    nthBefore: (from, days) =>
      isForwards(days) && days === 0 ? from : at(look(before, from) - days, from),
    onOrAfter: day => at(look(before, day), day),
  }
}
