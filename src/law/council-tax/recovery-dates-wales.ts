import { daysBetween, formatDate, isBefore, lastDayOf, plusDays } from '#values/dates.ts'
import { refuse } from '../refuse.ts'
import { finalNoticeInWales } from './process.ts'
import { lastDayToApplyFor } from './recovery-dates.ts'

type Day = Temporal.PlainDate

export type WelshRecovery = {
  readonly earliestFinalNotice: Day
  /** Whether the final notice that was issued, if any, was not too early. */
  readonly isValid: boolean
  readonly payBy: Day
  readonly balancePayable: Day
  readonly earliestComplaint: Day
  readonly daysFromMissedToComplaint: number
  readonly lastDayToApply: Day
}

type Dates = {
  readonly missedInstalmentDue: Day
  readonly reminderIssued?: Day | undefined
  readonly finalNoticeIssued?: Day | undefined
}

const later = (a: Day, b: Day): Day => (isBefore(a, b) ? b : a)

/**
 * Recovery in Wales since 1 April 2026: when a final notice may be issued, and what follows it. A notice that was issued too
 * early counts for nothing: the dates are then those of the earliest good one. Refuses an instalment missed before 1 April
 * 2026, for which the transitional rules are not known to us, and dates that are out of order.
 *
 * Law: WSI 2025/1109, read from announcements and not from the instrument: medium confidence. SI 1992/613 reg 34(3).
 */
export function welshRecovery(dates: Dates): WelshRecovery {
  refuseImpossible(dates)
  const { missedInstalmentDue, reminderIssued, finalNoticeIssued } = dates
  const { daysAfterDefault, daysAfterReminder, daysToPay } = finalNoticeInWales.on(
    finalNoticeIssued ?? missedInstalmentDue,
  ).value
  const afterDefault = plusDays(missedInstalmentDue, daysAfterDefault)
  const earliestFinalNotice = reminderIssued
    ? later(afterDefault, plusDays(reminderIssued, daysAfterReminder))
    : afterDefault
  const isValid = !finalNoticeIssued || !isBefore(finalNoticeIssued, earliestFinalNotice)
  const issued = isValid && finalNoticeIssued ? finalNoticeIssued : earliestFinalNotice
  const payBy = lastDayOf(daysToPay, { beginningWith: issued })
  const balancePayable = plusDays(payBy, 1)
  const earliestComplaint = plusDays(balancePayable, 1)
  return {
    earliestFinalNotice,
    isValid,
    payBy,
    balancePayable,
    earliestComplaint,
    daysFromMissedToComplaint: daysBetween(missedInstalmentDue, earliestComplaint),
    lastDayToApply: lastDayToApplyFor(balancePayable),
  }
}

function refuseImpossible({ missedInstalmentDue, reminderIssued, finalNoticeIssued }: Dates): void {
  const first = finalNoticeInWales.history.at(-1)?.from
  if (!first || isBefore(missedInstalmentDue, first))
    refuse(
      `How the Welsh rules that began on ${first ? formatDate(first) : 'an unknown day'} treat an instalment missed before is not known to us. Read WSI 2025/1109.`,
    )
  for (const [name, issued] of [
    ['reminder', reminderIssued],
    ['final notice', finalNoticeIssued],
  ] as const)
    if (issued && !isBefore(missedInstalmentDue, issued))
      refuse(
        `The ${name} of ${formatDate(issued)} came before the instalment of ${formatDate(missedInstalmentDue)} was missed.`,
      )
  if (reminderIssued && finalNoticeIssued && isBefore(finalNoticeIssued, reminderIssued))
    refuse(
      `The reminder of ${formatDate(reminderIssued)} came after the final notice of ${formatDate(finalNoticeIssued)}.`,
    )
}
