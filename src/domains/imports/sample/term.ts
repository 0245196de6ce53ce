import { type Day, dayOf } from './days.ts'

/** One way of being billed by instalments for a year, or for what is left of one. */
export type Term = {
  readonly periodFrom: Day
  readonly periodTo: Day
  /** When each instalment is due, in order. */
  readonly dues: readonly Day[]
}

const terms = new Map<string, Term>()

/**
 * Ten instalments, April to January, on a day of the month; or, for whoever moved in `monthsIn` months after April began,
 * billed in the month after with one instalment less than the months left. There are few, so each is worked out once.
 */
export function termOf(year: number, monthsIn: number, dayOfMonth: number): Term {
  const name = `${year} ${monthsIn} ${dayOfMonth}`
  const known = terms.get(name)
  if (known !== undefined) return known

  const starts = Temporal.PlainDate.from({ year, month: 4, day: 1 })
  const isPart = monthsIn > 0
  const firstOn = starts.add({ months: isPart ? monthsIn + 1 : 0 }).with({ day: dayOfMonth })
  const term = {
    periodFrom: dayOf(starts.add({ months: monthsIn })),
    periodTo: dayOf(starts.add({ years: 1 })) - 1,
    dues: Array.from({ length: isPart ? 10 - monthsIn : 10 }, (_, months) =>
      dayOf(firstOn.add({ months })),
    ),
  }
  terms.set(name, term)
  return term
}
