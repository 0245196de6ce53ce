import { formatDate, isBefore, lastDayOf, lastDayOfYears, plusDays } from '#values/dates.ts'
import { refuse } from '../refuse.ts'
import { deliveredByPost } from '../time/service.ts'
import { nextWorkingDay } from '../time/calendar.ts'
import { liabilityOrderYears, summonsDays } from './liability-orders.ts'
import { finalNoticeDays, furtherDays, lastDayOfSharedRecovery, reminderDays } from './process.ts'

type Day = Temporal.PlainDate

/**
 * “The day of the failure” after a reminder may be the day after the last of the seven days or the last itself. The day
 * after gives whoever owes a day more.
 */
export type DayOfFailure = 'the day after' | 'the last day'

/** England, and Wales until it had its own. */
export type SharedNation = 'England' | 'Wales'

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
  const payBy = lastDayOf(reminderDays.on(issuedOn).value, { beginningWith: issuedOn })
  const further = furtherDays.on(issuedOn).value
  const literal = lastDayOf(further, { beginningWith: payBy })
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
 * The earliest hearing of a summons that was posted, on a working day. Refuses a summons before the council may complain.
 *
 * Law: SI 1992/613 reg 35(2A): fourteen days must have elapsed since service.
 */
export function hearingOf(
  posted: Day,
  { earliestComplaint, days }: { readonly earliestComplaint: Day; readonly days?: 14 | 15 },
): { readonly served: Day; readonly earliestHearing: Day } {
  if (isBefore(posted, earliestComplaint))
    return refuse(
      `The council may complain from ${formatDate(earliestComplaint)}, and the summons was posted on ${formatDate(posted)}.`,
    )
  const served = deliveredByPost(posted, 'first class')
  const must = summonsDays.on(served).value
  return { served, earliestHearing: nextWorkingDay(plusDays(served, days ?? must + 1)) }
}

/**
 * When a third default makes the balance payable: the day after, without another notice.
 *
 * Law: SI 1992/613 reg 23(4).
 */
export function afterThirdDefault(nation: SharedNation, instalmentDue: Day): Day {
  refuseNewWales(nation, instalmentDue)
  return plusDays(instalmentDue, 1)
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
  const payBy = lastDayOf(finalNoticeDays.on(issuedOn).value, { beginningWith: issuedOn })
  return { payBy, earliestComplaint: plusDays(payBy, 1) }
}
