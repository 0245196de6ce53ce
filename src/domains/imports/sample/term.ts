import { type Billed, instalmentCount, monthlyFrom } from '#law/council-tax/instalments.ts'
import { demandDays } from '#law/council-tax/process.ts'
import type { Nation } from '#law/dated.ts'
import { type Day, dayOf, financialYearOf } from './days.ts'

/** One way of being billed by instalments for a year, or for what is left of one. */
export type Term = {
  readonly periodFrom: Day
  readonly periodTo: Day
  /** Twelve for a whole year. */
  readonly months: number
  /** When each instalment is due, in order. */
  readonly dues: readonly Day[]
}

/** The years of council tax and rates as they stand on a day, each by the year that it begins in. */
export type Years = {
  /** The latest that is billed: its bills are out some days before its first instalment. */
  readonly billed: number
  /** The latest that is over, and of which nobody's present bill is still: that may be so for a quarter after its end. */
  readonly over: number
}

export const yearsOn = (date: Temporal.PlainDate): Years => ({
  billed: financialYearOf(date.add({ days: demandDays.on(date).value })),
  over: financialYearOf(date.subtract({ days: 91 })) - 1,
})

type Asked = {
  readonly of: Billed
  readonly year: number
  readonly dayOfMonth: number
  /** How many months after April began they moved in, on the first: nothing is said of whoever was there in April. */
  readonly monthsIn?: number
  /** Where whoever asks for more instalments than is usual has them, and they asked. */
  readonly onRequestIn?: Nation | undefined
}

const terms = new Map<string, Term>()

/**
 * As many instalments as the law gives, on a day of the month: from April, or from the month after they moved in, which
 * is when they were billed. There are few such terms, so each is worked out once.
 */
export function termOf({ of, year, dayOfMonth, monthsIn = 0, onRequestIn }: Asked): Term {
  const name = `${of} ${year} ${dayOfMonth} ${monthsIn} ${onRequestIn}`
  const known = terms.get(name)
  if (known !== undefined) return known

  const starts = Temporal.PlainDate.from({ year, month: 4, day: 1 })
  const from = starts.add({ months: monthsIn })
  const isPart = monthsIn > 0
  const issuedOn = isPart ? from : from.subtract({ days: demandDays.on(from).value })
  const count = instalmentCount(issuedOn, { of, year, onRequestIn })
  const first = from.add({ months: isPart ? 1 : 0 }).with({ day: dayOfMonth })
  const term = {
    periodFrom: dayOf(from),
    periodTo: dayOf(starts.add({ years: 1 })) - 1,
    months: 12 - monthsIn,
    dues: monthlyFrom(first, count).map(dayOf),
  }
  terms.set(name, term)
  return term
}
