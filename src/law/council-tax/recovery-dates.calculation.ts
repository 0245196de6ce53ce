import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, optional } from '../fields.ts'
import {
  afterFinalNotice,
  afterReminder,
  afterThirdDefault,
  hearingOf,
  type SharedNation,
} from './recovery-dates.ts'
import { welshRecovery } from './recovery-dates-wales.ts'

const regime = choice('Where', { E: 'England', W: 'Wales, until 31 March 2026' })
const nations: Readonly<Record<'E' | 'W', SharedNation>> = { E: 'England', W: 'Wales' }

const reminder = calculation({
  slug: 'reminder',
  title: 'After a reminder',
  fields: {
    regime,
    instalment_due: day('Day the instalment was due'),
    reminder_posted: day('Day the reminder was posted'),
    summons_posted_first_class: optional(day('Day the summons was posted, first class')),
    day_of_failure: optional(
      choice('The day of the failure is', {
        day_after: 'The day after the seven days (kinder)',
        last_day: 'The last of the seven days (literal)',
      }),
    ),
    days_after_summons: optional(
      choice('The earliest hearing is', {
        fifteenth: 'The fifteenth day after service (kinder)',
        fourteenth: 'The fourteenth, as some courts list',
      }),
    ),
  },
  work(asked) {
    const made = afterReminder({
      nation: nations[asked.regime],
      instalmentDue: asked.instalment_due,
      issuedOn: asked.reminder_posted,
      dayOfFailure: asked.day_of_failure === 'last_day' ? 'the last day' : 'the day after',
    })
    const hearing =
      asked.summons_posted_first_class &&
      hearingOf(asked.summons_posted_first_class, {
        earliestComplaint: made.earliestComplaint,
        ...(asked.days_after_summons === 'fourteenth' && { days: 14 }),
      })
    return {
      answer: {
        pay_by: made.payBy,
        balance_payable_end_of: made.balancePayableEndOf,
        earliest_complaint: made.earliestComplaint,
        liability_order_last_day: made.lastDayToApply,
        ...(hearing && {
          summons_deemed_served: hearing.served,
          earliest_hearing: hearing.earliestHearing,
        }),
      },
      working: [
        `Seven days beginning with the day of issue, ${formatDate(asked.reminder_posted)}, end on ${formatDate(made.payBy)}.`,
        `Unpaid then, the balance is payable at the end of a further seven days, on ${formatDate(made.balancePayableEndOf)}.`,
        `The council may complain from ${formatDate(made.earliestComplaint)}, and until ${formatDate(made.lastDayToApply)} at the latest.`,
        ...(hearing && asked.summons_posted_first_class
          ? [
              `A summons posted on ${formatDate(asked.summons_posted_first_class)} counts as served on ${formatDate(hearing.served)}.`,
              `Fourteen days must have elapsed since, so the earliest hearing on a working day is ${formatDate(hearing.earliestHearing)}.`,
            ]
          : []),
      ],
      sources: [
        cite('SI 1992/613', 'reg 23(1) and (3)'),
        cite('SI 1992/613', 'reg 34(3)'),
        ...(hearing ? [cite('SI 1992/613', 'reg 35(2A)')] : []),
      ],
    }
  },
})

const thirdDefault = calculation({
  slug: 'third-default',
  title: 'After two reminders, a third default',
  fields: {
    regime,
    third_default_after_two_reminders_instalment_due: day('Day the instalment was due'),
  },
  work({ regime, third_default_after_two_reminders_instalment_due: due }) {
    const payable = afterThirdDefault(nations[regime], due)
    return {
      answer: { balance_payable: payable, earliest_complaint: payable, reminder_required: false },
      working: [
        `After two reminders in the year no other is needed: the balance is payable the day after ${formatDate(due)}, on ${formatDate(payable)}.`,
      ],
      sources: [cite('SI 1992/613', 'reg 23(4)')],
    }
  },
})

const finalNotice = calculation({
  slug: 'final-notice',
  title: 'After a final notice',
  fields: { regime, final_notice_issued: day('Day the final notice was issued') },
  work({ regime, final_notice_issued: issued }) {
    const { payBy, earliestComplaint } = afterFinalNotice(nations[regime], issued)
    return {
      answer: { pay_by: payBy, earliest_complaint: earliestComplaint },
      working: [
        `Seven days beginning with the day of issue, ${formatDate(issued)}, end on ${formatDate(payBy)}.`,
        `The council may complain from ${formatDate(earliestComplaint)}.`,
      ],
      sources: [cite('SI 1992/613', 'regs 33 and 34(1)')],
    }
  },
})

export const councilTaxTimelineInEngland: Family = {
  name: 'council_tax_timeline_england',
  title: 'Council tax recovery dates in England',
  about:
    'The earliest days on which each step of council tax recovery may follow the one before, in England, and in Wales until 31 March 2026. The least the law asks: a policy may give more.',
  calculations: [reminder, thirdDefault, finalNotice],
}

const inWales = calculation({
  slug: 'final-notice',
  title: 'Missed instalment to complaint',
  fields: {
    regime: choice('Where', { W: 'Wales' }),
    missed_instalment_due: day('Day the missed instalment was due'),
    reminder_issued: optional(day('Day a reminder was issued')),
    final_notice_issued: optional(day('Day the final notice was issued')),
  },
  work(asked) {
    const made = welshRecovery({
      missedInstalmentDue: asked.missed_instalment_due,
      reminderIssued: asked.reminder_issued,
      finalNoticeIssued: asked.final_notice_issued,
    })
    return {
      answer: {
        earliest_final_notice: made.earliestFinalNotice,
        final_notice_valid: made.isValid,
        pay_by: made.payBy,
        balance_payable: made.balancePayable,
        earliest_complaint: made.earliestComplaint,
        days_from_missed_to_complaint: made.daysFromMissedToComplaint,
      },
      working: [
        `A final notice may be issued from 41 days after ${formatDate(asked.missed_instalment_due)}${asked.reminder_issued ? ` and from 14 days after the reminder of ${formatDate(asked.reminder_issued)}` : ''}: from ${formatDate(made.earliestFinalNotice)}.`,
        ...(made.isValid
          ? []
          : [
              'The one that was issued came too early and counts for nothing: it must be issued again.',
            ]),
        `It gives 21 days, to ${formatDate(made.payBy)}; unpaid, the balance is payable on ${formatDate(made.balancePayable)}.`,
        `The council may complain from ${formatDate(made.earliestComplaint)}, ${made.daysFromMissedToComplaint} days after the instalment.`,
      ],
      sources: [cite('WSI 2025/1109', 'amending SI 1992/613 regs 23 and 34')],
    }
  },
})

export const councilTaxTimelineInWales: Family = {
  name: 'council_tax_timeline_wales',
  title: 'Council tax recovery dates in Wales',
  about:
    'The earliest days of a final notice and a complaint in Wales since 1 April 2026. Read from official announcements, not from the instrument.',
  calculations: [inWales],
}
