import { cite } from '#values/citation.ts'
import type { Pence, Rounding } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'
import { byYear } from './single-allowance.ts'

/** Whose universal credit it is: a couple is 25 or over where either of them is. */
export type Claimant =
  'single under 25' | 'single 25 or over' | 'couple under 25' | 'couple 25 or over'

const extent: readonly Nation[] = ['England', 'Wales']
const lookedUpOn = 'the first day of the assessment period'
const allowances = cite('SI 2013/376', 'reg 36')

export const fromUniversalCreditPercent = parameter<number>({
  id: 'ct.dfb.uc.rate',
  title: 'Deduction from universal credit for council tax',
  extent,
  unit: 'per cent of the standard allowance',
  lookedUpOn,
  confidence: 'high',
  checked: 'against its text',
  also: [cite('SI 2013/612', 'reg 11')],
  values: { '2013-04-29': { source: cite('SI 1993/494', 'reg 5(1A) to (1D)'), value: 5 } },
})

export const universalCreditRounding = parameter<Rounding>({
  id: 'ct.dfb.uc.rounding',
  title: 'What becomes of a part-penny in a deduction from universal credit',
  extent,
  unit: 'rounding to the penny',
  lookedUpOn,
  confidence: 'high',
  checked: 'against its text',
  also: [cite('SI 2013/612', 'reg 11')],
  values: {
    '2013-04-29': {
      source: cite('SI 1993/494', 'reg 5(1C)'),
      note: 'Less than half a penny is dropped and half a penny is a penny. A direct earnings attachment has it the other way.',
      value: 'half away from zero',
    },
  },
})

export const leastUniversalCredit = parameter<Pence>({
  id: 'ct.dfb.uc.min_payable',
  title: 'Universal credit that a deduction for council tax must leave',
  extent,
  unit: 'pounds an assessment period',
  lookedUpOn,
  confidence: 'high',
  checked: 'against its text',
  also: [cite('SI 2013/612', 'reg 11')],
  values: { '2013-04-29': { source: cite('SI 1993/494', 'reg 5(1B)'), value: 1n } },
})

const standardAllowances = (
  singleUnder25: Pence,
  single: Pence,
  coupleUnder25: Pence,
  couple: Pence,
): { value: Readonly<Record<Claimant, Pence>>; source: typeof allowances; note: string } => ({
  source: allowances,
  note: 'For assessment periods that begin on or after the day.',
  value: {
    'single under 25': singleUnder25,
    'single 25 or over': single,
    'couple under 25': coupleUnder25,
    'couple 25 or over': couple,
  },
})

export const standardAllowance = parameter<Readonly<Record<Claimant, Pence>>>({
  id: 'uc.standard_allowance',
  title: 'Standard allowance of universal credit',
  extent,
  unit: 'pounds a month',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2024-04-08': standardAllowances(311_68n, 393_45n, 489_23n, 617_60n),
    '2025-04-07': standardAllowances(316_98n, 400_14n, 497_55n, 628_10n),
    '2026-04-06': standardAllowances(338_58n, 424_90n, 528_34n, 666_97n),
  },
})

const cap = cite('SI 2013/380', 'Sch 6 para 4')

export const deductionsCapPercent = parameter<number>({
  id: 'uc.deductions_cap',
  title: 'Most that all deductions together may take from universal credit',
  extent,
  unit: 'per cent of the standard allowance',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  also: [cite('DWP guidance', 'Local Authority Welfare Direct 5/2025')],
  values: {
    '2013-04-29': { source: cap, value: 40 },
    '2019-10-01': { source: cap, value: 30 },
    '2021-04-01': { source: cap, value: 25 },
    '2025-04-30': {
      source: cap,
      note: 'Child maintenance, and housing and fuel as a last resort, may go above it.',
      value: 15,
    },
  },
})

export const fromOlderBenefits = parameter<Pence>({
  id: 'ct.dfb.legacy',
  title:
    'Deduction for council tax from income support, pension credit and income-based jobseeker’s or employment and support allowance',
  extent,
  unit: 'pounds a week',
  lookedUpOn: 'the benefit week of the deduction',
  confidence: 'medium',
  checked: 'against a secondary source',
  values: byYear(
    'fivePercent',
    cite('SI 1993/494', 'regs 1(2) and 5(1)'),
    'Five per cent of the personal allowance of a single person aged 25 or over, rounded up to the next 5p. That it is rounded up is recalled from reg 1(2): to confirm.',
  ),
})

export const oneApplicationAtATime = parameter<boolean>({
  id: 'ct.dfb.one_application',
  title:
    'Only one application for deductions is in force at a time, and it needs a liability order',
  extent,
  unit: 'yes or no',
  lookedUpOn: 'the day of the application',
  confidence: 'high',
  checked: 'against its text',
  values: { '1993-04-01': { source: cite('SI 1993/494', 'regs 2 and 8(1)(b)'), value: true } },
})
