import { cite } from '#values/citation.ts'
import { plusDays } from '#values/dates.ts'
import { parameter } from '../parameter.ts'
import { isKnown, nextWorkingDay, workingDaysAfter } from './calendar.ts'

export type PostClass = 'first class' | 'second class'

export const deliveryDays = parameter<Readonly<Record<PostClass, number>>>({
  id: 'service.interpretation_act',
  title: 'When a letter counts as delivered',
  extent: ['England', 'Wales'],
  unit: 'working days after posting',
  lookedUpOn: 'the day it was posted',
  confidence: 'high',
  checked: 'to confirm',
  also: [cite('Local Government Act 1972', 's233')],
  values: {
    '1979-01-01': {
      source: cite('Interpretation Act 1978', 's7'),
      note: 'In the ordinary course of post, by Practice Direction (QBD) [1985] 1 WLR 489, unless the contrary is proved.',
      value: { 'first class': 2, 'second class': 4 },
    },
  },
})

type DeemedService = {
  readonly postDays: number
  /** The time of a business day before which an e-mail is served that day, and what is handed to somebody. */
  readonly emailBefore: string
  readonly personallyBefore: string
}

export const serviceOfDocuments = parameter<DeemedService>({
  id: 'service.cpr_6_26',
  title: 'When a document other than a claim form is deemed served',
  extent: ['England', 'Wales'],
  unit: 'days after posting, then the next business day; the same business day for what is in time by e-mail or by hand',
  lookedUpOn: 'the day it was sent',
  confidence: 'high',
  checked: 'to confirm',
  values: {
    '2008-10-01': {
      source: cite('CPR', 'r6.26'),
      value: { postDays: 2, emailBefore: '16:30', personallyBefore: '16:30' },
    },
  },
})

export const serviceOfClaimForm = parameter<number>({
  id: 'service.cpr_6_14',
  title: 'When a claim form is deemed served',
  extent: ['England', 'Wales'],
  unit: 'business days after the step that serves it was completed',
  lookedUpOn: 'the day the step was completed',
  confidence: 'high',
  checked: 'to confirm',
  values: { '2008-10-01': { source: cite('CPR', 'r6.14'), value: 2 } },
})

export const councilTaxIssue = parameter<boolean>({
  id: 'service.ct_issue',
  title:
    'A council tax notice is issued on the day it is left at, or posted to, the proper address',
  extent: ['England', 'Wales'],
  unit: 'rule',
  lookedUpOn: 'the day it was left or posted',
  confidence: 'high',
  checked: 'against its text',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'reg 17(4)'),
      note: 'Otherwise it is issued when it is served.',
      value: true,
    },
  },
})

export const deliveryByHand = parameter<boolean>({
  id: 'service.by_hand',
  title: 'A notice that is handed over or left at the proper address is served on that day',
  extent: ['England', 'Wales'],
  unit: 'rule',
  lookedUpOn: 'the day it was handed over or left',
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '1974-04-01': {
      source: cite('Local Government Act 1972', 's233'),
      note: 'Whether it holds for notices under a contract, a tenancy or a lease, which may say otherwise, to confirm.',
      value: true,
    },
  },
})

/** Days within which second-class post has come, over any Christmas or Easter. */
export const longestPost = 12

/** Whether the bank holidays are known of every day on which a letter that is posted on a day can come. */
export const isPostKnown = (posted: Temporal.PlainDate): boolean =>
  isKnown(posted) && isKnown(plusDays(posted, longestPost))

/**
 * The day a letter counts as delivered.
 *
 * Law: Interpretation Act 1978 s7; Practice Direction [1985] 1 WLR 489.
 */
export const deliveredByPost = (posted: Temporal.PlainDate, by: PostClass): Temporal.PlainDate =>
  workingDaysAfter(posted, deliveryDays.on(posted).value[by])

/**
 * The day a document other than a claim form is deemed served by post: the second day after, or the next business day.
 *
 * Law: CPR 6.26.
 */
export const servedByPost = (posted: Temporal.PlainDate): Temporal.PlainDate =>
  nextWorkingDay(plusDays(posted, serviceOfDocuments.on(posted).value.postDays))

/**
 * The day a document other than a claim form is deemed served by e-mail: the same day if it is a business day and in time,
 * otherwise the next business day.
 *
 * Law: CPR 6.26.
 */
export function servedByEmail(sent: Temporal.PlainDateTime): Temporal.PlainDate {
  const { emailBefore } = serviceOfDocuments.on(sent.toPlainDate()).value
  return sameOrNextBusinessDay(sent, emailBefore)
}

/** The same for a document that is handed over. Law: CPR 6.26. */
export function servedPersonally(handedOver: Temporal.PlainDateTime): Temporal.PlainDate {
  const { personallyBefore } = serviceOfDocuments.on(handedOver.toPlainDate()).value
  return sameOrNextBusinessDay(handedOver, personallyBefore)
}

function sameOrNextBusinessDay(at: Temporal.PlainDateTime, before: string): Temporal.PlainDate {
  const day = at.toPlainDate()
  const isInTime = Temporal.PlainTime.compare(at.toPlainTime(), before) < 0
  return nextWorkingDay(isInTime ? day : plusDays(day, 1))
}

/**
 * The day a claim form is deemed served.
 *
 * Law: CPR 6.14.
 */
export const claimFormServed = (stepCompleted: Temporal.PlainDate): Temporal.PlainDate =>
  workingDaysAfter(stepCompleted, serviceOfClaimForm.on(stepCompleted).value)
