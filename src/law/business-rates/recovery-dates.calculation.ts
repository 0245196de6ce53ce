import { formatDate } from '#values/dates.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, optional } from '../fields.ts'
import { furtherNoticeDays, ratesApplicationYears, ratesReminderDays } from './process.ts'
import { afterFurtherNotice, afterRatesReminder, lastDayToApplyForRates } from './recovery-dates.ts'

const furtherNotice = calculation({
  slug: 'further-notice',
  title: 'After a further notice',
  fields: {
    further_notice_served: day('Day the further notice was served'),
    day_of_failure: optional(
      choice('The day of the failure is', {
        day_after: 'The day after the seven days (kinder)',
        last_day: 'The last of the seven days (literal)',
      }),
    ),
  },
  work({ further_notice_served: served, day_of_failure }) {
    const made = afterFurtherNotice(
      served,
      day_of_failure === 'last_day' ? 'the last day' : 'the day after',
    )
    return {
      answer: {
        pay_by: made.payBy,
        balance_payable_end_of: made.balancePayableEndOf,
        earliest_complaint: made.earliestComplaint,
      },
      working: [
        `Seven days beginning with the day of service, ${formatDate(served)}, end on ${formatDate(made.payBy)}.`,
        `Unpaid then, the balance is payable at the end of a further seven days, on ${formatDate(made.balancePayableEndOf)}.`,
        `The council may complain from ${formatDate(made.earliestComplaint)}.`,
      ],
      sources: [furtherNoticeDays.on(served).source],
    }
  },
})

const reminder = calculation({
  slug: 'reminder',
  title: 'After a reminder',
  fields: { reg11_reminder_served: day('Day the reminder was served') },
  work({ reg11_reminder_served: served }) {
    const { payBy, earliestComplaint } = afterRatesReminder(served)
    return {
      answer: { pay_by: payBy, earliest_complaint: earliestComplaint },
      working: [
        `Seven days beginning with the day of service, ${formatDate(served)}, end on ${formatDate(payBy)}.`,
        `The council may complain from ${formatDate(earliestComplaint)}.`,
      ],
      sources: [ratesReminderDays.on(served).source],
    }
  },
})

const limit = calculation({
  slug: 'last-day-to-apply',
  title: 'Last day to apply',
  fields: { sum_became_due: day('Day the sum became due') },
  work({ sum_became_due: due }) {
    const last = lastDayToApplyForRates(due)
    const { value, source } = ratesApplicationYears.on(due)
    return {
      answer: { last_day_to_apply: last },
      working: [`${value} years beginning with ${formatDate(due)} end on ${formatDate(last)}.`],
      sources: [source],
    }
  },
})

export const businessRatesTimeline: Family = {
  name: 'business_rates_timeline',
  title: 'Business rates recovery dates',
  about:
    'The earliest days on which each step of business rates recovery may follow the one before. Its periods begin with service, not with issue.',
  calculations: [furtherNotice, reminder, limit],
}
