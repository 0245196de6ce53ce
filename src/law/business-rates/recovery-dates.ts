import { lastDayOf, lastDayOfYears, plusDays } from '#values/dates.ts'
import type { DayOfFailure } from '../council-tax/recovery-dates.ts'
import {
  furtherNoticeDays,
  ratesApplicationYears,
  ratesFurtherDays,
  ratesReminderDays,
} from './process.ts'

type Day = Temporal.PlainDate

/**
 * What follows when a further notice of business rates is not met. It is counted from service, not from issue.
 *
 * Law: SI 1989/1058 reg 8.
 */
export function afterFurtherNotice(
  served: Day,
  dayOfFailure: DayOfFailure = 'the day after',
): { readonly payBy: Day; readonly balancePayableEndOf: Day; readonly earliestComplaint: Day } {
  const payBy = lastDayOf(furtherNoticeDays.on(served).value, { beginningWith: served })
  const literal = lastDayOf(ratesFurtherDays.on(served).value, { beginningWith: payBy })
  const balancePayableEndOf = dayOfFailure === 'the last day' ? literal : plusDays(literal, 1)
  return { payBy, balancePayableEndOf, earliestComplaint: plusDays(balancePayableEndOf, 1) }
}

/** What follows a reminder of business rates. Law: SI 1989/1058 regs 11 and 12(1). */
export function afterRatesReminder(served: Day): {
  readonly payBy: Day
  readonly earliestComplaint: Day
} {
  const payBy = lastDayOf(ratesReminderDays.on(served).value, { beginningWith: served })
  return { payBy, earliestComplaint: plusDays(payBy, 1) }
}

/** The last day to apply for a liability order for rates. Law: SI 1989/1058 reg 12(3). */
export const lastDayToApplyForRates = (due: Day): Day =>
  lastDayOfYears(ratesApplicationYears.on(due).value, { beginningWith: due })
