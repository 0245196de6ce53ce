import { formatDate } from '#values/dates.ts'
import { calculation, type Family, type Worked } from '../calculation.ts'
import { dayOfFailureField, dayOfFailureOf } from '../council-tax/recovery-dates.calculation.ts'
import { summonsFields, withHearing } from '../council-tax/summons.calculation.ts'
import { choice, day, optional } from '../fields.ts'
import {
  furtherNoticeDays,
  ratesApplicationYears,
  ratesFurtherDays,
  ratesReminderDays,
  ratesSummonsDays,
} from './process.ts'
import {
  afterFurtherNotice,
  afterLaterDefault,
  afterRatesReminder,
  type BalancePayable,
  lastDayToApplyForRates,
} from './recovery-dates.ts'

const furtherNotice = calculation({
  slug: 'further-notice',
  title: 'After a further notice',
  fields: {
    further_notice_served: day('Day the further notice was served'),
    ...summonsFields,
    day_of_failure: dayOfFailureField,
  },
  work(asked) {
    const { further_notice_served: served } = asked
    const made = afterFurtherNotice(served, dayOfFailureOf(asked.day_of_failure))
    const { value: days, source } = furtherNoticeDays.on(served)
    const worked: Worked = {
      answer: {
        pay_by: made.payBy,
        balance_payable_end_of: made.balancePayableEndOf,
        earliest_complaint: made.earliestComplaint,
      },
      also: { last_day_to_apply: made.lastDayToApply },
      working: [
        `${days} days beginning with the day of service, ${formatDate(served)}, end on ${formatDate(made.payBy)}.`,
        ...balanceInWords(made, served),
      ],
      sources: [source],
    }
    const { earliestComplaint } = made
    return withHearing(worked, { ...asked, earliestComplaint, of: ratesSummonsDays })
  },
})

const laterDefault = calculation({
  slug: 'later-default',
  title: 'After a further notice was met, a later default',
  fields: {
    further_notice_served: day('Day the further notice was served'),
    later_instalment_due: day('Day the later instalment was due'),
    ...summonsFields,
    day_of_failure: optional(
      choice('The day of the failure is', {
        day_after: 'The day after it was due (kinder)',
        last_day: 'The day it was due (literal)',
      }),
    ),
  },
  work(asked) {
    const { further_notice_served: served, later_instalment_due: due } = asked
    const made = afterLaterDefault(
      { furtherNoticeServed: served, instalmentDue: due },
      dayOfFailureOf(asked.day_of_failure),
    )
    const worked: Worked = {
      answer: {
        balance_payable_end_of: made.balancePayableEndOf,
        earliest_complaint: made.earliestComplaint,
        further_notice_required: false,
      },
      also: { last_day_to_apply: made.lastDayToApply },
      working: [
        `A further notice was served on ${formatDate(served)}, and the year has only one: the instalment of ${formatDate(due)} needs no other.`,
        ...balanceInWords(made, served),
      ],
      sources: [ratesFurtherDays.on(served).source],
    }
    const { earliestComplaint } = made
    return withHearing(worked, { ...asked, earliestComplaint, of: ratesSummonsDays })
  },
})

const balanceInWords = (made: BalancePayable, served: Temporal.PlainDate): readonly string[] => [
  `Unpaid then, the balance is payable at the end of a further ${ratesFurtherDays.on(served).value} days, on ${formatDate(made.balancePayableEndOf)}.`,
  `The council may complain from ${formatDate(made.earliestComplaint)}.`,
]

const reminder = calculation({
  slug: 'reminder',
  title: 'After a reminder',
  fields: { reg11_reminder_served: day('Day the reminder was served'), ...summonsFields },
  work(asked) {
    const { reg11_reminder_served: served } = asked
    const { payBy, earliestComplaint } = afterRatesReminder(served)
    const { value: days, source } = ratesReminderDays.on(served)
    const worked: Worked = {
      answer: { pay_by: payBy, earliest_complaint: earliestComplaint },
      working: [
        `${days} days beginning with the day of service, ${formatDate(served)}, end on ${formatDate(payBy)}.`,
        `The council may complain from ${formatDate(earliestComplaint)}.`,
      ],
      sources: [source],
    }
    return withHearing(worked, { ...asked, earliestComplaint, of: ratesSummonsDays })
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
  calculations: [furtherNotice, laterDefault, reminder, limit],
}
