import { cite } from '#values/citation.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'
import { nextWorkingDay, workingDaysAfter, workingDaysBefore } from './calendar.ts'

const both: readonly Nation[] = ['England', 'Wales']
const time = <T>(it: Omit<Parameters<typeof parameter<T>>[0], 'extent'>) =>
  parameter<T>({ extent: both, ...it })

export const informationRequestDays = time<number>({
  id: 'foi.working_days',
  title: 'Time to answer a freedom of information request',
  unit: 'working days after receipt, without a bank holiday anywhere in the United Kingdom',
  lookedUpOn: 'the day it was received',
  confidence: 'high',
  checked: 'to confirm',
  values: {
    '2005-01-01': { source: cite('Freedom of Information Act 2000', 's10(1) and (6)'), value: 20 },
  },
})

export const subjectAccessMonths = time<{
  readonly months: number
  readonly moreIfComplex: number
}>({
  id: 'sar.months',
  title: 'Time to answer a subject access request',
  unit: 'months after receipt',
  lookedUpOn: 'the day it was received',
  confidence: 'high',
  checked: 'to confirm',
  also: [cite('Data Protection Act 2018', 's54')],
  values: {
    '2018-05-25': {
      source: cite('UK GDPR', 'art 12(3)'),
      note: 'The same date of the next month, or its last day; if that is no working day, the next that is, as the ICO says.',
      value: { months: 1, moreIfComplex: 2 },
    },
  },
})

export const acknowledgeDays = time<number>({
  id: 'complaint.ack_days',
  title: 'Time to acknowledge a complaint',
  unit: 'working days after receipt',
  lookedUpOn: 'the day it was received',
  confidence: 'high',
  checked: 'against a secondary source',
  values: { '2024-04-01': { source: cite('Complaint Handling Code'), value: 5 } },
})

/** More working days are allowed where there is reason for it, and beyond them only for a good one. */
type StageDays = { readonly days: number; readonly moreIfExtended: number }

export const firstStageDays = time<StageDays>({
  id: 'complaint.stage1_days',
  title: 'Time to answer a complaint at stage 1',
  unit: 'working days after it was acknowledged',
  lookedUpOn: 'the day it was acknowledged',
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2024-04-01': {
      source: cite('Complaint Handling Code'),
      note: 'More than the extension only for a good reason.',
      value: { days: 10, moreIfExtended: 10 },
    },
  },
})

export const secondStageDays = time<StageDays>({
  id: 'complaint.stage2_days',
  title: 'Time to answer a complaint at stage 2',
  unit: 'working days after the escalation was acknowledged',
  lookedUpOn: 'the day it was acknowledged',
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2024-04-01': {
      source: cite('Complaint Handling Code'),
      note: 'More than the extension only for a good reason.',
      value: { days: 20, moreIfExtended: 20 },
    },
  },
})

export const retentionYears = time<number>({
  id: 'retention.default_years',
  title: 'How long financial records are kept',
  unit: 'years after they are closed',
  lookedUpOn: 'the day they were closed',
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '1981-05-01': {
      source: cite('Limitation Act 1980', 's5'),
      note: 'No one statute says so: it follows limitation and VAT records (VATA 1994 Sch 11 para 6). To confirm.',
      value: 6,
    },
  },
})

export const directDebitNoticeDays = time<number>({
  id: 'dd.advance_notice.days',
  title: 'Notice before a direct debit is collected',
  unit: 'working days before collection, unless agreed otherwise',
  lookedUpOn: 'the day of collection',
  confidence: 'high',
  checked: 'to confirm',
  values: { '2000-01-01': { source: cite('Direct Debit Guarantee'), value: 10 } },
})

type Day = Temporal.PlainDate

/** The last day to answer a freedom of information request. Law: Freedom of Information Act 2000 s10(1) and (6). */
export const answerInformationBy = (received: Day): Day =>
  workingDaysAfter(received, informationRequestDays.on(received).value, 'anywhere in the UK')

/** How many months there are to answer a subject access request. Law: UK GDPR art 12(3). */
export function monthsToAnswerSubject(received: Day, isComplex: boolean): number {
  const { months, moreIfComplex } = subjectAccessMonths.on(received).value
  return isComplex ? months + moreIfComplex : months
}

/**
 * The last day to answer a subject access request; more time for one that is complex, if they were told so within the first
 * month.
 *
 * Law: UK GDPR art 12(3).
 */
export const answerSubjectBy = (
  received: Day,
  { isComplex = false }: { readonly isComplex?: boolean } = {},
): Day => nextWorkingDay(received.add({ months: monthsToAnswerSubject(received, isComplex) }))

/** The last day to acknowledge a complaint. Law: Complaint Handling Code. */
export const acknowledgeBy = (received: Day): Day =>
  workingDaysAfter(received, acknowledgeDays.on(received).value)

/** How many working days there are to answer a complaint at each stage. Law: Complaint Handling Code. */
export function daysToAnswerComplaint(
  acknowledged: Day,
  isExtended: boolean,
): { readonly first: number; readonly second: number } {
  const count = ({ days, moreIfExtended }: StageDays) => (isExtended ? days + moreIfExtended : days)
  return {
    first: count(firstStageDays.on(acknowledged).value),
    second: count(secondStageDays.on(acknowledged).value),
  }
}

/** The last days to answer a complaint at each stage, from the day that the stage was acknowledged. */
export function answerComplaintBy(
  acknowledged: Day,
  { isExtended = false }: { readonly isExtended?: boolean } = {},
): { readonly first: Day; readonly second: Day } {
  const { first, second } = daysToAnswerComplaint(acknowledged, isExtended)
  return {
    first: workingDaysAfter(acknowledged, first),
    second: workingDaysAfter(acknowledged, second),
  }
}

/** The last day on which notice of a direct debit must have been received. Law: Direct Debit Guarantee. */
export const directDebitNoticeBy = (collection: Day): Day =>
  workingDaysBefore(collection, directDebitNoticeDays.on(collection).value)
