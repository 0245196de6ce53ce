import { cite } from '#values/citation.ts'
import { lastDayOf, plusDays } from '#values/dates.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'
import { workingDaysAfter } from '../time/calendar.ts'

// The notice gives a moratorium's days and is what counts; these are for checking it and for when it says nothing.

const both: readonly Nation[] = ['England', 'Wales']
type Told = Pick<
  Parameters<typeof parameter<number>>[0],
  'id' | 'title' | 'unit' | 'lookedUpOn' | 'confidence' | 'checked'
> & { readonly provision: string; readonly value: number; readonly note?: string }

const number = ({ provision, value, note, ...rest }: Told) =>
  parameter<number>({
    extent: both,
    ...rest,
    values: {
      '2021-05-04': {
        source: cite('SI 2020/1311', provision),
        value,
        ...(note !== undefined && { note }),
      },
    },
  })

export const breathingSpaceDays = number({
  id: 'bs.standard.days',
  title: 'How long a breathing space lasts',
  unit: 'days beginning with the day it starts',
  lookedUpOn: 'the day it starts',
  confidence: 'high',
  checked: 'against a secondary source',
  provision: 'reg 26',
  value: 60,
  note: 'That the first day counts is read from how regs 17(3) and 18(1) are written: lawyer to confirm.',
})

export const registerDays = number({
  id: 'bs.register.next_business_day',
  title: 'Time to enter a breathing space on the register and tell creditors',
  unit: 'business days after the information is received',
  lookedUpOn: 'the day the information was received',
  confidence: 'high',
  checked: 'against its text',
  provision: 'reg 25(2)',
  value: 1,
})

export const startsAfterEntry = number({
  id: 'bs.start',
  title: 'When a breathing space starts',
  unit: 'days after it is entered on the register',
  lookedUpOn: 'the day of the entry',
  confidence: 'medium',
  checked: 'to confirm',
  provision: 'reg 26(1)',
  value: 1,
})

export const midwayReview = parameter<{ readonly first: number; readonly last: number }>({
  id: 'bs.midway_review',
  title: 'When the adviser looks at a breathing space midway',
  extent: both,
  unit: 'days of the breathing space, its first day being 1',
  lookedUpOn: 'the day it starts',
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2021-05-04': {
      source: cite('SI 2020/1311', 'reg 27'),
      note: 'Not in a mental health crisis.',
      value: { first: 25, last: 35 },
    },
  },
})

export const creditorReviewDays = number({
  id: 'bs.creditor_review_request.days',
  title: 'Days in which a creditor may ask for a breathing space to be reviewed',
  unit: 'days beginning with the day it starts, or the day a further debt came under it',
  lookedUpOn: 'the day it starts',
  confidence: 'high',
  checked: 'against its text',
  provision: 'reg 17(3)',
  value: 20,
})

export const adviserDecisionDays = number({
  id: 'bs.adviser_decision.days',
  title: 'Days in which the adviser decides a creditor’s request',
  unit: 'days beginning with the day it starts',
  lookedUpOn: 'the day it starts',
  confidence: 'high',
  checked: 'against its text',
  provision: 'reg 18(1)',
  value: 35,
})

export const mentalHealthCrisisDays = number({
  id: 'bs.mental_health.extra_days',
  title: 'How long a mental health crisis moratorium goes on after the treatment ends',
  unit: 'days after the day the treatment ends',
  lookedUpOn: 'the day the treatment ends',
  confidence: 'high',
  checked: 'against a secondary source',
  provision: 'reg 32',
  value: 30,
  note: 'Whether the day the treatment ends is the first of them is not settled. It is not counted: lawyer to confirm.',
})

export const repeatMonths = number({
  id: 'bs.standard.repeat_months',
  title: 'How long after a breathing space there may be no other',
  unit: 'months',
  lookedUpOn: 'the day it starts',
  confidence: 'high',
  checked: 'against a secondary source',
  provision: 'reg 24(3)',
  value: 12,
  note: 'There is no such limit for a mental health crisis.',
})

export const limitationWeeks = number({
  id: 'bs.limitation_extension_weeks',
  title: 'How long a time limit that ends within a moratorium goes on after it',
  unit: 'weeks after the moratorium ends',
  lookedUpOn: 'the day the moratorium ends',
  confidence: 'medium',
  checked: 'to confirm',
  provision: 'reg 8',
  value: 8,
})

type Day = Temporal.PlainDate

/** The last protected day of a breathing space that starts on a day; recovery may begin again the day after. */
export const lastDayOfBreathingSpace = (start: Day): Day =>
  lastDayOf(breathingSpaceDays.on(start).value, { beginningWith: start })

/** The last day on which we may ask its adviser to look again. */
export const lastDayToAskForReview = (start: Day): Day =>
  lastDayOf(creditorReviewDays.on(start).value, { beginningWith: start })

/** The last day on which the adviser decides that. */
export const lastDayForAdviser = (start: Day): Day =>
  lastDayOf(adviserDecisionDays.on(start).value, { beginningWith: start })

/** The day a breathing space that was entered on a day starts. Law: SI 2020/1311 reg 26(1). */
export const startOfBreathingSpace = (entered: Day): Day =>
  plusDays(entered, startsAfterEntry.on(entered).value)

/** The days between which the adviser looks at it midway. Law: SI 2020/1311 reg 27. */
export function midwayOf(start: Day): { readonly first: Day; readonly last: Day } {
  const { first, last } = midwayReview.on(start).value
  return {
    first: lastDayOf(first, { beginningWith: start }),
    last: lastDayOf(last, { beginningWith: start }),
  }
}

/** The last protected day of a mental health crisis whose treatment ended on a day. Law: SI 2020/1311 reg 32. */
export const lastDayOfCrisis = (
  treatmentEnded: Day,
  { countsThatDay = false }: { readonly countsThatDay?: boolean } = {},
): Day =>
  plusDays(
    treatmentEnded,
    mentalHealthCrisisDays.on(treatmentEnded).value - (countsThatDay ? 1 : 0),
  )

/** The day by whose end it is on the register and creditors are told. Law: SI 2020/1311 reg 25(2). */
export const registeredBy = (received: Day): Day =>
  workingDaysAfter(received, registerDays.on(received).value)
