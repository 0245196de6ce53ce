import { cite } from '#values/citation.ts'
import { type Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'
import {
  isWorkingDayAnywhere,
  nextWorkingDay,
  workingDaysAfter,
  workingDaysBefore,
} from './calendar.ts'

const both: readonly Nation[] = ['England', 'Wales']
const days = (
  it: Pick<
    Parameters<typeof parameter<number>>[0],
    'id' | 'title' | 'unit' | 'lookedUpOn' | 'confidence' | 'checked' | 'values'
  >,
) => parameter<number>({ extent: both, ...it })

export const informationRequestDays = days({
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

export const subjectAccessMonths = days({
  id: 'sar.months',
  title: 'Time to answer a subject access request',
  unit: 'months after receipt, and two more where it is complex',
  lookedUpOn: 'the day it was received',
  confidence: 'high',
  checked: 'to confirm',
  values: {
    '2018-05-25': {
      source: cite('UK GDPR', 'art 12(3)'),
      note: 'The same date of the next month, or its last day; if that is no working day, the next that is, as the ICO says.',
      value: 1,
    },
  },
})

export const acknowledgeDays = days({
  id: 'complaint.ack_days',
  title: 'Time to acknowledge a complaint',
  unit: 'working days after receipt',
  lookedUpOn: 'the day it was received',
  confidence: 'high',
  checked: 'against a secondary source',
  values: { '2024-04-01': { source: cite('Complaint Handling Code'), value: 5 } },
})

export const firstStageDays = days({
  id: 'complaint.stage1_days',
  title: 'Time to answer a complaint at stage 1',
  unit: 'working days after it was acknowledged',
  lookedUpOn: 'the day it was acknowledged',
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2024-04-01': {
      source: cite('Complaint Handling Code'),
      note: 'Ten more at the most without good reason.',
      value: 10,
    },
  },
})

export const secondStageDays = days({
  id: 'complaint.stage2_days',
  title: 'Time to answer a complaint at stage 2',
  unit: 'working days after the escalation was acknowledged',
  lookedUpOn: 'the day it was acknowledged',
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2024-04-01': {
      source: cite('Complaint Handling Code'),
      note: 'Twenty more at the most without good reason.',
      value: 20,
    },
  },
})

export const retentionYears = days({
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

export const directDebitNoticeDays = days({
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
  workingDaysAfter(received, informationRequestDays.on(received).value, isWorkingDayAnywhere)

/** The last day to answer a subject access request. Law: UK GDPR art 12(3). */
export const answerSubjectBy = (received: Day): Day =>
  nextWorkingDay(received.add({ months: subjectAccessMonths.on(received).value }))

/** The last day to acknowledge a complaint. */
export const acknowledgeBy = (received: Day): Day =>
  workingDaysAfter(received, acknowledgeDays.on(received).value)

/** The last days to answer a complaint at each stage, from the day that the stage was acknowledged. */
export const answerComplaintBy = (
  acknowledged: Day,
): { readonly first: Day; readonly second: Day } => ({
  first: workingDaysAfter(acknowledged, firstStageDays.on(acknowledged).value),
  second: workingDaysAfter(acknowledged, secondStageDays.on(acknowledged).value),
})

/** The last day on which notice of a direct debit must have been received. */
export const directDebitNoticeBy = (collection: Day): Day =>
  workingDaysBefore(collection, directDebitNoticeDays.on(collection).value)
