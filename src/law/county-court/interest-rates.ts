import { cite } from '#values/citation.ts'
import type { Pence, Rounding } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'

const extent: readonly Nation[] = ['England', 'Wales']
const perYear = 'per cent a year, simple'

export const section69Percent = parameter<number>({
  id: 'interest.s69.rate',
  title: 'Interest that the court usually gives on a claim',
  extent,
  unit: perYear,
  lookedUpOn: 'the day interest runs from',
  confidence: 'high',
  checked: 'against a secondary source',
  also: [cite('CPR', '16.4(2)')],
  values: {
    '1993-04-01': {
      source: cite('County Courts Act 1984', 's69'),
      note: 'The court may give it and it must be claimed. Not where interest runs under the Late Payment of Commercial Debts (Interest) Act 1998: s69(4).',
      value: 8,
    },
  },
})

export const judgmentPercent = parameter<number>({
  id: 'interest.judgment.rate',
  title: 'Interest on a county court judgment',
  extent,
  unit: perYear,
  lookedUpOn: 'the day of the judgment',
  confidence: 'high',
  checked: 'to confirm',
  also: [cite('Judgments Act 1838', 's17')],
  values: {
    '1993-04-01': {
      source: cite('SI 1991/1184'),
      note: 'The rate is that of section 17 of the Judgments Act 1838.',
      value: 8,
    },
  },
})

export const leastJudgment = parameter<Pence>({
  id: 'interest.judgment.minimum',
  title: 'Smallest county court judgment that carries interest',
  extent,
  unit: 'pounds',
  lookedUpOn: 'the day of the judgment',
  confidence: 'high',
  checked: 'to confirm',
  also: [cite('SI 1998/2400', 'art 2')],
  values: {
    '1991-07-01': {
      source: cite('SI 1991/1184', 'arts 1(2) and 2 to 4'),
      note: 'Not for an agreement that the Consumer Credit Act regulates, and it stops while the judgment is being enforced. Since 1 November 1998 a judgment of any amount carries it where the debt is one that the Late Payment of Commercial Debts (Interest) Act 1998 applies to.',
      value: 5_000_00n,
    },
  },
})

export const latePaymentMargin = parameter<number>({
  id: 'interest.late_payment.margin',
  title: 'Late payment interest between businesses: what is added to the reference rate',
  extent,
  unit: perYear,
  lookedUpOn: 'the day interest starts',
  confidence: 'high',
  checked: 'against a secondary source',
  values: { '2002-08-07': { source: cite('SI 2002/1675', 'art 4'), value: 8 } },
})

const bankRate = { source: cite('SI 2002/1675', 'art 4') }

export const referenceRate = parameter<number>({
  id: 'interest.late_payment.reference_rate',
  title: 'Late payment interest between businesses: the reference rate',
  extent,
  unit: 'per cent a year, for interest that starts in the half-year',
  lookedUpOn: 'the day interest starts, and it stays the same for that debt',
  confidence: 'high',
  checked: 'against a secondary source',
  also: [cite('A&V Building Solution v J&B Hopkins')],
  values: {
    '2020-01-01': { ...bankRate, value: 0.75 },
    '2020-07-01': { ...bankRate, value: 0.1 },
    '2022-01-01': { ...bankRate, value: 0.25 },
    '2022-07-01': { ...bankRate, value: 1.25 },
    '2023-01-01': { ...bankRate, value: 3.5 },
    '2023-07-01': { ...bankRate, value: 5 },
    '2024-01-01': { ...bankRate, value: 5.25 },
    '2024-07-01': { ...bankRate, value: 5.25 },
    '2025-01-01': { ...bankRate, value: 4.75 },
    '2025-07-01': { ...bankRate, value: 4.25 },
    '2026-01-01': { ...bankRate, value: 3.75 },
    '2026-07-01': {
      ...bankRate,
      to: '2026-12-31',
      note: 'Bank Rate on the last day before the half-year: that of 31 December 2026 is for interest that starts from 1 January 2027.',
      value: 3.75,
    },
  },
})

export type Compensation = {
  readonly bands: readonly { readonly under: Pence; readonly sum: Pence }[]
  readonly otherwise: Pence
}

export const latePaymentCompensation = parameter<Compensation>({
  id: 'interest.late_payment.compensation',
  title: 'Late payment between businesses: the fixed sum for each debt',
  extent,
  unit: 'pounds, by the size of the debt',
  lookedUpOn: 'the day interest starts',
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2002-08-07': {
      source: cite('Late Payment of Commercial Debts (Interest) Act 1998', 's5A(2)'),
      note: 'For contracts made from 16 March 2013 reasonable costs of recovery above the sum may be claimed too: s5A(2A). Never for a consumer’s debt, council tax, business rates or a statutory charge.',
      value: {
        bands: [
          { under: 1_000_00n, sum: 40_00n },
          { under: 10_000_00n, sum: 70_00n },
        ],
        otherwise: 100_00n,
      },
    },
  },
})

const silent =
  'The law is silent. HMCTS divides by 365, and shows a day’s interest to the penny. To confirm.'

export const daysOfYear = parameter<number>({
  id: 'interest.days_of_year',
  title: 'Days that a year’s interest is divided by',
  extent,
  unit: 'days',
  lookedUpOn: 'the day interest runs from',
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '1991-07-01': {
      source: cite('practice', 'HMCTS guidance on interest'),
      note: silent,
      value: 365,
    },
  },
})

export const interestRounding = parameter<Rounding>({
  id: 'interest.rounding',
  title: 'What becomes of a part-penny of interest',
  extent,
  unit: 'rounding to the penny, once, at the end',
  lookedUpOn: 'the day interest runs from',
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '1991-07-01': {
      source: cite('practice', 'HMCTS guidance on interest'),
      note: silent,
      value: 'half away from zero',
    },
  },
})
