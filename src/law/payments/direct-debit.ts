import { cite } from '#values/citation.ts'
import { parameter } from '../parameter.ts'
import { workingDaysBefore } from '../time/calendar.ts'

// The scheme's rules, not statute. Nobody here has read the Service User's Guide: a council's sponsoring bank has it.

type Day = Temporal.PlainDate

const scheme = <T>(
  it: Omit<Parameters<typeof parameter<T>>[0], 'extent' | 'confidence' | 'checked'>,
) =>
  parameter<T>({
    extent: ['England', 'Wales'],
    confidence: 'medium',
    checked: 'to confirm',
    ...it,
  })

export const presentAgainMonths = scheme<number>({
  id: 'dd.present_again.months',
  title: 'How long an unpaid direct debit may be presented again',
  unit: 'months from the day it was first to be taken',
  lookedUpOn: 'the day it was first to be taken',
  values: {
    '2000-01-01': {
      source: cite('Direct Debit Guarantee'),
      note: 'To confirm: whether it counts from that day or from the day it came back. The earlier is used.',
      value: 1,
    },
  },
})

export const dormancyMonths = scheme<number>({
  id: 'dd.dormancy.months',
  title: 'When an instruction under which nothing is collected lapses',
  unit: 'months without a collection',
  lookedUpOn: 'the day it is asked',
  values: { '2000-01-01': { source: cite('Direct Debit Guarantee'), value: 24 } },
})

export const submissionDays = scheme<number>({
  id: 'dd.submission.days',
  title: 'When a file has to be with Bacs',
  unit: 'working days before money is taken',
  lookedUpOn: 'the day money is taken',
  values: {
    '2000-01-01': {
      source: cite('Direct Debit Guarantee'),
      note: 'Bacs takes three days: the file comes in, is processed, and money moves.',
      value: 2,
    },
  },
})

/** The last day on which what came back unpaid may be presented again. Scheme rule, to confirm. */
export const presentAgainBy = (collectedOn: Day): Day =>
  collectedOn.add({ months: presentAgainMonths.on(collectedOn).value })

/** The day from which an instruction last used on another has lapsed. Scheme rule, to confirm. */
export const dormantFrom = (lastUsedOn: Day, today: Day): Day =>
  lastUsedOn.add({ months: dormancyMonths.on(today).value })

/** The day a file has to be with Bacs, for money to be taken on another, and the day between, on which it is processed. */
export function submissionFor(entry: Day): { readonly input: Day; readonly processing: Day } {
  const days = submissionDays.on(entry).value
  return {
    input: workingDaysBefore(entry, days),
    processing: workingDaysBefore(entry, days - 1),
  }
}
