import { plusDays } from '#values/dates.ts'
import { isBankHoliday } from '../time/calendar.ts'
import { controlMonths, noticeDays } from './taking-control.ts'

type Day = Temporal.PlainDate

export type NoticeDates = {
  readonly clearDays: readonly Day[]
  readonly earliestControl: Day
  readonly lastDayForControl: Day
}

/**
 * Not a clear day of notice: a Sunday, a bank holiday, Good Friday or Christmas Day. Christmas Day is left out by name even
 * on a Saturday, when the published list has only its substitute; 26 December on a Saturday is itself a bank holiday under
 * the Act as well as the Monday.
 *
 * Law: SI 2013/1894 reg 6(2); Banking and Financial Dealings Act 1971 Sch 1.
 */
export function isNotCounted(day: Day): boolean {
  if (day.dayOfWeek === 7 || isBankHoliday(day)) return true
  return day.month === 12 && (day.day === 25 || (day.day === 26 && day.dayOfWeek === 6))
}

/**
 * When control of goods may be taken after notice of enforcement was given, and until when. The day of giving is not
 * counted; control may be taken on any day of the week, Sundays too. For a notice sent by post, the day it was given is the
 * day it counts as delivered.
 *
 * Law: SI 2013/1894 regs 6(1) and (2), 9(1), 12 and 13.
 */
export function noticeDates(given: Day): NoticeDates {
  const clearDays: Day[] = []
  let day = given
  while (clearDays.length < noticeDays.on(given).value) {
    day = plusDays(day, 1)
    if (!isNotCounted(day)) clearDays.push(day)
  }
  return {
    clearDays,
    earliestControl: plusDays(day, 1),
    lastDayForControl: plusDays(given, -1).add({ months: controlMonths.on(given).value }),
  }
}
