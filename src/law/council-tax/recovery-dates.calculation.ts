import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, optional } from '../fields.ts'
import {
  afterFinalNotice,
  afterReminder,
  afterThirdDefault,
  type DayOfFailure,
  noticesIn,
  type SharedNation,
} from './recovery-dates.ts'
import { summonsFields, withHearing } from './summons.calculation.ts'

const regime = choice('Where', { E: 'England', W: 'Wales, until 31 March 2026' })
const nations: Readonly<Record<'E' | 'W', SharedNation>> = { E: 'England', W: 'Wales' }

/** How “the day of the failure” is read: business rates ask it too. */
export const dayOfFailureField = optional(
  choice('The day of the failure is', {
    day_after: 'The day after the seven days (kinder)',
    last_day: 'The last of the seven days (literal)',
  }),
)

export const dayOfFailureOf = (reading: 'day_after' | 'last_day' | undefined): DayOfFailure =>
  reading === 'last_day' ? 'the last day' : 'the day after'

const reminder = calculation({
  slug: 'reminder',
  title: 'After a reminder',
  fields: {
    regime,
    instalment_due: day('Day the instalment was due'),
    reminder_posted: day('Day the reminder was posted'),
    ...summonsFields,
    day_of_failure: dayOfFailureField,
  },
  work(asked) {
    const { reminder_posted: issuedOn } = asked
    const nation = nations[asked.regime]
    const made = afterReminder({
      nation,
      instalmentDue: asked.instalment_due,
      issuedOn,
      dayOfFailure: dayOfFailureOf(asked.day_of_failure),
    })
    const { reminder, further } = noticesIn[nation]
    const worked = {
      answer: {
        pay_by: made.payBy,
        balance_payable_end_of: made.balancePayableEndOf,
        earliest_complaint: made.earliestComplaint,
        liability_order_last_day: made.lastDayToApply,
      },
      working: [
        `${reminder.on(issuedOn).value} days beginning with the day of issue, ${formatDate(issuedOn)}, end on ${formatDate(made.payBy)}.`,
        `Unpaid then, the balance is payable at the end of a further ${further.on(issuedOn).value} days, on ${formatDate(made.balancePayableEndOf)}.`,
        `The council may complain from ${formatDate(made.earliestComplaint)}, and until ${formatDate(made.lastDayToApply)} at the latest.`,
      ],
      sources: [cite('SI 1992/613', 'reg 23(1) and (3)'), cite('SI 1992/613', 'reg 34(3)')],
    }
    return withHearing(worked, { ...asked, earliestComplaint: made.earliestComplaint })
  },
})

const thirdDefault = calculation({
  slug: 'third-default',
  title: 'After two reminders, a third default',
  fields: {
    regime,
    third_default_after_two_reminders_instalment_due: day('Day the instalment was due'),
    ...summonsFields,
  },
  work(asked) {
    const { third_default_after_two_reminders_instalment_due: due } = asked
    const made = afterThirdDefault(nations[asked.regime], due)
    const worked = {
      answer: {
        balance_payable: made.balancePayable,
        earliest_complaint: made.earliestComplaint,
        reminder_required: false,
      },
      also: { liability_order_last_day: made.lastDayToApply },
      working: [
        `After ${made.reminders} reminders in the year no other is needed: the balance is payable the day after ${formatDate(due)}, on ${formatDate(made.balancePayable)}.`,
        `The council may complain from that day, and until ${formatDate(made.lastDayToApply)} at the latest.`,
      ],
      sources: [cite('SI 1992/613', 'reg 23(4)'), cite('SI 1992/613', 'reg 34(3)')],
    }
    return withHearing(worked, { ...asked, earliestComplaint: made.earliestComplaint })
  },
})

const finalNotice = calculation({
  slug: 'final-notice',
  title: 'After a final notice',
  fields: {
    regime,
    final_notice_issued: day('Day the final notice was issued'),
    ...summonsFields,
  },
  work(asked) {
    const { final_notice_issued: issued } = asked
    const nation = nations[asked.regime]
    const { payBy, earliestComplaint } = afterFinalNotice(nation, issued)
    const worked = {
      answer: { pay_by: payBy, earliest_complaint: earliestComplaint },
      working: [
        `${noticesIn[nation].finalNotice.on(issued).value} days beginning with the day of issue, ${formatDate(issued)}, end on ${formatDate(payBy)}.`,
        `The council may complain from ${formatDate(earliestComplaint)}.`,
      ],
      sources: [cite('SI 1992/613', 'regs 33 and 34(1)')],
    }
    return withHearing(worked, { ...asked, earliestComplaint })
  },
})

export const councilTaxTimelineInEngland: Family = {
  name: 'council_tax_timeline_england',
  title: 'Council tax recovery dates in England',
  about:
    'The earliest days on which each step of council tax recovery may follow the one before, in England, and in Wales until 31 March 2026. The least the law asks: a policy may give more.',
  calculations: [reminder, thirdDefault, finalNotice],
}
