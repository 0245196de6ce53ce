import { plusDays } from '#values/dates.ts'
import { daysExcept } from '../time/calendar.ts'
import { controlMonths, daysNotCounted, noticeDays } from './taking-control.ts'

type Day = Temporal.PlainDate

export type NoticeDates = {
  readonly clearDays: readonly Day[]
  readonly earliestControl: Day
  readonly lastDayForControl: Day
}

const counted = new Map(daysNotCounted.history.map(({ value }) => [value, daysExcept(value)]))

/**
 * When control of goods may be taken after notice of enforcement was given, and until when. The day of giving is not
 * counted, nor are the days that the law names; control may be taken on any day of the week, Sundays too. For a notice sent
 * by post, the day it was given is the day it counts as delivered. Refuses a year whose bank holidays are not known.
 *
 * Law: SI 2013/1894 regs 6(1) and (2), 9(1), 12 and 13.
 */
export function noticeDates(given: Day): NoticeDates {
  const excluded = daysNotCounted.on(given).value
  const days = counted.get(excluded) ?? daysExcept(excluded)
  const clearDays = days.after(given, noticeDays.on(given).value)
  return {
    clearDays,
    earliestControl: plusDays(clearDays.at(-1) ?? given, 1),
    lastDayForControl: lastDayOfMonths(controlMonths.on(given).value, given),
  }
}

/** The last day of months that begin with a day. From 29 February they end on the 28th of a year that has no 29th. */
function lastDayOfMonths(months: number, { year, month, day }: Day): Day {
  const then = year * 12 + month - 1 + months
  const monthBegins = new Temporal.PlainDate(Math.floor(then / 12), (then % 12) + 1, 1)
  return plusDays(monthBegins, Math.min(day - 1, monthBegins.daysInMonth) - 1)
}
