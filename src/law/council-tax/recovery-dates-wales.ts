import { daysBetween, formatDate, lastDayOf, plusDays } from '#values/dates.ts'
import { refuse } from '../refuse.ts'
import { finalNoticeInWales } from './process.ts'

type Day = Temporal.PlainDate

export type WelshRecovery = {
  readonly earliestFinalNotice: Day
  /** Whether the final notice that was issued, if any, was not too early. */
  readonly isValid: boolean
  readonly payBy: Day
  readonly balancePayable: Day
  readonly earliestComplaint: Day
  readonly daysFromMissedToComplaint: number
}

const later = (a: Day, b: Day): Day => (Temporal.PlainDate.compare(a, b) < 0 ? b : a)

/**
 * Recovery in Wales since 1 April 2026: when a final notice may be issued, and what follows it. A notice that was issued too
 * early counts for nothing: the dates are then those of the earliest good one.
 *
 * Law: WSI 2025/1109, read from announcements and not from the instrument: medium confidence. Refuses an instalment missed
 * before 1 April 2026, for which the transitional rules are not known to us.
 */
export function welshRecovery({
  missedInstalmentDue,
  reminderIssued,
  finalNoticeIssued,
}: {
  readonly missedInstalmentDue: Day
  readonly reminderIssued?: Day | undefined
  readonly finalNoticeIssued?: Day | undefined
}): WelshRecovery {
  const [first] = finalNoticeInWales.history.toReversed()
  if (!first || Temporal.PlainDate.compare(missedInstalmentDue, first.from) < 0)
    return refuse(
      `How the Welsh rules that began on ${first ? formatDate(first.from) : 'an unknown day'} treat an instalment missed before is not known to us. Read WSI 2025/1109.`,
    )
  if (reminderIssued && Temporal.PlainDate.compare(reminderIssued, missedInstalmentDue) <= 0)
    return refuse(
      `The reminder of ${formatDate(reminderIssued)} came before the instalment of ${formatDate(missedInstalmentDue)} was missed.`,
    )
  const { daysAfterDefault, daysAfterReminder, daysToPay } = finalNoticeInWales.on(
    finalNoticeIssued ?? missedInstalmentDue,
  ).value
  const afterDefault = plusDays(missedInstalmentDue, daysAfterDefault)
  const earliestFinalNotice = reminderIssued
    ? later(afterDefault, plusDays(reminderIssued, daysAfterReminder))
    : afterDefault
  const isValid =
    !finalNoticeIssued || Temporal.PlainDate.compare(finalNoticeIssued, earliestFinalNotice) >= 0
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
  }
}
