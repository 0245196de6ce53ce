import { formatDate, isBefore, lastDayOf, lastDayOfYears, plusDays } from '#values/dates.ts'
import { refuse } from '../refuse.ts'
import { liabilityOrderYears } from './liability-orders.ts'
import {
  finalNoticeDays,
  finalNoticeDaysInWales,
  furtherDays,
  furtherDaysInWales,
  lastDayOfSharedRecovery,
  reminderDays,
  reminderDaysInWales,
  remindersInAYear,
  remindersInAYearInWales,
} from './process.ts'

type Day = Temporal.PlainDate

/**
 * “The day of the failure” after a reminder may be the day after the last of the seven days or the last itself. The day
 * after gives whoever owes a day more.
 */
export type DayOfFailure = 'the day after' | 'the last day'

/** England, and Wales until it had its own. */
export type SharedNation = 'England' | 'Wales'

/** The days of each notice where it is sent, and how many reminders there are. */
export const noticesIn = {
  England: {
    reminder: reminderDays,
    further: furtherDays,
    reminders: remindersInAYear,
    finalNotice: finalNoticeDays,
  },
  Wales: {
    reminder: reminderDaysInWales,
    further: furtherDaysInWales,
    reminders: remindersInAYearInWales,
    finalNotice: finalNoticeDaysInWales,
  },
} as const

function refuseNewWales(nation: SharedNation, day: Day): void {
  if (nation === 'Wales' && isBefore(lastDayOfSharedRecovery, day))
    refuse(
      `Wales has its own recovery since ${formatDate(plusDays(lastDayOfSharedRecovery, 1))}, and ${formatDate(day)} is in it.`,
    )
}

export type AfterReminder = {
  readonly payBy: Day
  /** The unpaid balance is payable at the end of this day. */
  readonly balancePayableEndOf: Day
  readonly earliestComplaint: Day
  /** The last day to apply, from the earliest day that the balance can be read to have become due. */
  readonly lastDayToApply: Day
}

/**
 * What follows when a reminder is not met.
 *
 * Law: SI 1992/613 reg 23(1) and (3), and 34(1) and (3); issue is posting, reg 17(4).
 */
export function afterReminder({
  nation,
  instalmentDue,
  issuedOn,
  dayOfFailure = 'the day after',
}: {
  readonly nation: SharedNation
  readonly instalmentDue: Day
  readonly issuedOn: Day
  readonly dayOfFailure?: DayOfFailure
}): AfterReminder {
  refuseNewWales(nation, issuedOn)
  if (!isBefore(instalmentDue, issuedOn))
    return refuse(
      `The instalment of ${formatDate(instalmentDue)} is unpaid from the day after it, and the reminder is of ${formatDate(issuedOn)}.`,
    )
  const days = noticesIn[nation]
  const payBy = lastDayOf(days.reminder.on(issuedOn).value, { beginningWith: issuedOn })
  const literal = lastDayOf(days.further.on(issuedOn).value, { beginningWith: payBy })
  const balancePayableEndOf = dayOfFailure === 'the last day' ? literal : plusDays(literal, 1)
  return {
    payBy,
    balancePayableEndOf,
    earliestComplaint: plusDays(balancePayableEndOf, 1),
    lastDayToApply: lastDayToApplyFor(literal),
  }
}

/**
 * The last day to apply for a liability order: the end of the years that begin with the day the sum became due.
 *
 * Law: SI 1992/613 reg 34(3). Not the same as a limitation period, whose first day does not count.
 */
export const lastDayToApplyFor = (due: Day): Day =>
  lastDayOfYears(liabilityOrderYears.on(due).value, { beginningWith: due })

/**
 * When a third default makes the balance payable: the day after, without another notice.
 *
 * Law: SI 1992/613 reg 23(4).
 */
export function afterThirdDefault(
  nation: SharedNation,
  instalmentDue: Day,
): {
  readonly reminders: number
  readonly balancePayable: Day
  readonly earliestComplaint: Day
  readonly lastDayToApply: Day
} {
  refuseNewWales(nation, instalmentDue)
  const reminders = noticesIn[nation].reminders.on(instalmentDue).value
  const balancePayable = plusDays(instalmentDue, 1)
  return {
    reminders,
    balancePayable,
    earliestComplaint: balancePayable,
    lastDayToApply: lastDayToApplyFor(balancePayable),
  }
}

/**
 * What follows a final notice.
 *
 * Law: SI 1992/613 regs 33 and 34(1).
 */
export function afterFinalNotice(
  nation: SharedNation,
  issuedOn: Day,
): { readonly payBy: Day; readonly earliestComplaint: Day } {
  refuseNewWales(nation, issuedOn)
  const { finalNotice } = noticesIn[nation]
  const payBy = lastDayOf(finalNotice.on(issuedOn).value, { beginningWith: issuedOn })
  return { payBy, earliestComplaint: plusDays(payBy, 1) }
}
