import { formatDate, isBefore, lastDayOf, lastDayOfYears, plusDays } from '#values/dates.ts'
import type { DayOfFailure } from '../council-tax/recovery-dates.ts'
import { refuse } from '../refuse.ts'
import {
  furtherNoticeDays,
  ratesApplicationYears,
  ratesFurtherDays,
  ratesReminderDays,
} from './process.ts'

type Day = Temporal.PlainDate

export type BalancePayable = {
  readonly payBy: Day
  /** The unpaid balance is payable at the end of this day. */
  readonly balancePayableEndOf: Day
  readonly earliestComplaint: Day
  /** The last day to apply, from the earliest day that the balance can be read to have become due. */
  readonly lastDayToApply: Day
}

/**
 * What follows when a further notice of business rates is not met. It is counted from service, not from issue.
 *
 * Law: SI 1989/1058 reg 8(2)(a).
 */
export const afterFurtherNotice = (
  served: Day,
  dayOfFailure: DayOfFailure = 'the day after',
): BalancePayable =>
  unpaidBy(lastDayToMeet(served), ratesFurtherDays.on(served).value, dayOfFailure)

/**
 * What follows when a further notice was met and a later instalment of the year is not paid on its day: no other notice is
 * needed. Refuses an instalment that the notice itself is about, which falls due within its days.
 *
 * Law: SI 1989/1058 reg 8(2)(b).
 */
export function afterLaterDefault(
  { furtherNoticeServed, instalmentDue }: { furtherNoticeServed: Day; instalmentDue: Day },
  dayOfFailure: DayOfFailure = 'the day after',
): BalancePayable {
  const lastDay = lastDayToMeet(furtherNoticeServed)
  if (!isBefore(lastDay, instalmentDue))
    return refuse(
      `The instalment of ${formatDate(instalmentDue)} falls due by ${formatDate(lastDay)}, so it is for the further notice itself.`,
    )
  return unpaidBy(instalmentDue, ratesFurtherDays.on(furtherNoticeServed).value, dayOfFailure)
}

const lastDayToMeet = (served: Day): Day =>
  lastDayOf(furtherNoticeDays.on(served).value, { beginningWith: served })

function unpaidBy(payBy: Day, furtherDays: number, dayOfFailure: DayOfFailure): BalancePayable {
  const literal = lastDayOf(furtherDays, { beginningWith: payBy })
  const balancePayableEndOf = dayOfFailure === 'the last day' ? literal : plusDays(literal, 1)
  return {
    payBy,
    balancePayableEndOf,
    earliestComplaint: plusDays(balancePayableEndOf, 1),
    lastDayToApply: lastDayToApplyForRates(literal),
  }
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
