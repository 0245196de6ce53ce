import { cite } from '#values/citation.ts'
import { formatDate, plusDays } from '#values/dates.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, optional } from '../fields.ts'
import {
  breathingSpaceDays,
  lastDayForAdviser,
  lastDayOfBreathingSpace,
  lastDayOfCrisis,
  lastDayToAskForReview,
  mentalHealthCrisisDays,
  midwayOf,
  registeredBy,
  startOfBreathingSpace,
} from './breathing-space.ts'

const next = (day: Temporal.PlainDate) => plusDays(day, 1)

const standard = calculation({
  slug: 'standard',
  title: 'Standard',
  fields: {
    type: choice('Kind', { standard: 'Standard' }),
    register_entry_date: day('Day it was entered on the register'),
  },
  work({ register_entry_date: entered }) {
    const start = startOfBreathingSpace(entered)
    const last = lastDayOfBreathingSpace(start)
    const midway = midwayOf(start)
    return {
      answer: {
        start,
        last_protected_day: last,
        recovery_may_resume: next(last),
        midway_window_first: midway.first,
        midway_window_last: midway.last,
        creditor_review_request_last_day: lastDayToAskForReview(start),
        adviser_decision_last_day: lastDayForAdviser(start),
      },
      working: [
        `Entered on ${formatDate(entered)}, it starts the day after, ${formatDate(start)}.`,
        `${breathingSpaceDays.on(start).value} days beginning with that day end on ${formatDate(last)}; recovery may begin again on ${formatDate(next(last))}.`,
        `The adviser looks at it from ${formatDate(midway.first)} to ${formatDate(midway.last)}.`,
        `We may ask for it to be reviewed until ${formatDate(lastDayToAskForReview(start))}, and the adviser decides by ${formatDate(lastDayForAdviser(start))}.`,
        'The days in the notice are what counts: these are to check them by.',
      ],
      sources: [cite('SI 2020/1311', 'regs 17(3), 18(1), 25, 26 and 27')],
    }
  },
})

const crisis = calculation({
  slug: 'mental-health-crisis',
  title: 'Mental health crisis',
  fields: {
    type: choice('Kind', { mental_health_crisis: 'Mental health crisis' }),
    treatment_end_date: day('Day the treatment ended'),
    day_of_ending: optional(
      choice('The day it ended', {
        not_counted: 'Is not one of the 30 (kinder)',
        counted: 'Is the first of the 30',
      }),
    ),
  },
  work({ treatment_end_date: ended, day_of_ending }) {
    const last = lastDayOfCrisis(ended, { countsThatDay: day_of_ending === 'counted' })
    return {
      answer: { last_protected_day: last, recovery_may_resume: next(last) },
      working: [
        `${mentalHealthCrisisDays.on(ended).value} days ${day_of_ending === 'counted' ? 'beginning with' : 'after'} ${formatDate(ended)} end on ${formatDate(last)}.`,
        `Recovery may begin again on ${formatDate(next(last))}.`,
      ],
      sources: [cite('SI 2020/1311', 'reg 32')],
    }
  },
})

const register = calculation({
  slug: 'register',
  title: 'Register and notice',
  fields: {
    type: choice('Kind', { register_deadline: 'Register and notice' }),
    information_received: day('Day the information was received'),
  },
  work({ information_received: received }) {
    const by = registeredBy(received)
    return {
      answer: { register_and_notify_by: by },
      working: [
        `By the end of the business day after ${formatDate(received)}, which is ${formatDate(by)}.`,
      ],
      sources: [cite('SI 2020/1311', 'reg 25(2)')],
    }
  },
})

export const breathingSpace: Family = {
  name: 'breathing_space',
  title: 'Breathing space',
  about:
    'The days of a breathing space or mental health crisis moratorium. The notice from the Insolvency Service says them and is what counts; these are for checking it and for looking ahead.',
  calculations: [standard, crisis, register],
}
