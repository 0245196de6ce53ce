import { formatDate } from '#values/dates.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, optional } from '../fields.ts'
import { finalNoticeInWales } from './process.ts'
import { welshRecovery } from './recovery-dates-wales.ts'
import { summonsFields, withHearing } from './summons.calculation.ts'

const inWales = calculation({
  slug: 'final-notice',
  title: 'Missed instalment to complaint',
  fields: {
    regime: choice('Where', { W: 'Wales' }),
    missed_instalment_due: day('Day the missed instalment was due'),
    reminder_issued: optional(day('Day a reminder was issued')),
    final_notice_issued: optional(day('Day the final notice was issued')),
    ...summonsFields,
  },
  work(asked) {
    const { missed_instalment_due: missed, reminder_issued: reminder } = asked
    const made = welshRecovery({
      missedInstalmentDue: missed,
      reminderIssued: reminder,
      finalNoticeIssued: asked.final_notice_issued,
    })
    const { value: days, source } = finalNoticeInWales.on(asked.final_notice_issued ?? missed)
    const worked = {
      answer: {
        earliest_final_notice: made.earliestFinalNotice,
        final_notice_valid: made.isValid,
        pay_by: made.payBy,
        balance_payable: made.balancePayable,
        earliest_complaint: made.earliestComplaint,
        days_from_missed_to_complaint: made.daysFromMissedToComplaint,
      },
      also: { liability_order_last_day: made.lastDayToApply },
      working: [
        `A final notice may be issued from ${days.daysAfterDefault} days after ${formatDate(missed)}${reminder ? ` and from ${days.daysAfterReminder} days after the reminder of ${formatDate(reminder)}` : ''}: from ${formatDate(made.earliestFinalNotice)}.`,
        ...(made.isValid
          ? []
          : [
              'The one that was issued came too early and counts for nothing: it must be issued again. The days below are those of the earliest good one.',
            ]),
        `It gives ${days.daysToPay} days, to ${formatDate(made.payBy)}; unpaid, the balance is payable on ${formatDate(made.balancePayable)}.`,
        `The council may complain from ${formatDate(made.earliestComplaint)}, ${made.daysFromMissedToComplaint} days after the instalment.`,
      ],
      sources: [source],
    }
    return withHearing(worked, { ...asked, earliestComplaint: made.earliestComplaint })
  },
})

export const councilTaxTimelineInWales: Family = {
  name: 'council_tax_timeline_wales',
  title: 'Council tax recovery dates in Wales',
  about:
    'The earliest days of a final notice and a complaint in Wales since 1 April 2026. Read from official announcements, not from the instrument.',
  calculations: [inWales],
}
