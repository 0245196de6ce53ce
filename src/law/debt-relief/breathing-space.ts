import { cite } from '#values/citation.ts'
import { lastDayOf } from '#values/dates.ts'
import { dated } from '../dated.ts'

// The notice gives a moratorium's days and is what counts; these are for checking it and for when it says nothing.

export const breathingSpaceDays = dated<number>({
  title: 'How long a breathing space lasts',
  extent: ['England', 'Wales'],
  unit: 'days beginning with the day it starts',
  lookedUpOn: 'the day it starts',
  values: {
    '2021-05-04': {
      source: cite('SI 2020/1311', 'reg 26'),
      note: 'It starts on the day after it is entered on the register. That the first day counts is read from how regs 17(3) and 18(1) are written: lawyer to confirm.',
      value: 60,
    },
  },
})

export const mentalHealthCrisisDays = dated<number>({
  title: 'How long a mental health crisis moratorium goes on after the treatment ends',
  extent: ['England', 'Wales'],
  unit: 'days after the day the treatment ends',
  lookedUpOn: 'the day the treatment ends',
  values: {
    '2021-05-04': { source: cite('SI 2020/1311', 'reg 32'), value: 30 },
  },
})

export const creditorReviewDays = dated<number>({
  title: 'Days in which a creditor may ask for a breathing space to be reviewed',
  extent: ['England', 'Wales'],
  unit: 'days beginning with the day it starts',
  lookedUpOn: 'the day it starts',
  values: {
    '2021-05-04': { source: cite('SI 2020/1311', 'reg 17(3)'), value: 20 },
  },
})

/** The last protected day of a breathing space that starts on a day; recovery may begin again the day after. */
export const lastDayOfBreathingSpace = (start: Temporal.PlainDate): Temporal.PlainDate =>
  lastDayOf(breathingSpaceDays.on(start).value, { beginningWith: start })

/** The last day on which we may ask its adviser to look again. */
export const lastDayToAskForReview = (start: Temporal.PlainDate): Temporal.PlainDate =>
  lastDayOf(creditorReviewDays.on(start).value, { beginningWith: start })
