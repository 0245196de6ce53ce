import { cite } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'
import { byYear } from './single-allowance.ts'

const extent: readonly Nation[] = ['England', 'Wales']
const lookedUpOn = 'the benefit week of the deduction'
const firstMonday =
  'From the first Monday of April, as benefit weeks are counted. Some authorities that charge rent weekly apply it from 1 April.'

export const personalAllowance = parameter<Pence>({
  id: 'hb.personal_allowance.single_25',
  title: 'Personal allowance of a single claimant aged 25 or over',
  extent,
  unit: 'pounds a week',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: byYear('allowance', cite('SI 2006/213', 'Sch 3 para 1'), firstMonday),
})

export const fivePercentOfAllowance = parameter<Pence>({
  id: 'hb.recovery.five_percent',
  title: 'Five per cent of that allowance, rounded up to the next 5p',
  extent,
  unit: 'pounds a week',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: byYear('fivePercent', cite('SI 2006/213', 'reg 102(2) and (3)')),
})

export const mostWeekly = parameter<Pence>({
  id: 'hb.recovery.max_standard',
  title: 'Most that may be deducted from weekly housing benefit for an overpayment',
  extent,
  unit: 'pounds a week',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: byYear('three', cite('SI 2006/213', 'reg 102(2)(b)')),
})

export const mostWeeklyForFraud = parameter<Pence>({
  id: 'hb.recovery.max_fraud',
  title:
    'Most that may be deducted from weekly housing benefit after a conviction, an admission under caution or an agreed penalty',
  extent,
  unit: 'pounds a week',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  also: [cite('SI 2012/645', 'reg 3(2)')],
  values: byYear('five', cite('SI 2006/213', 'reg 102(3)')),
})

export const disregardSharePercent = parameter<number>({
  id: 'hb.recovery.earnings_disregard_share',
  title:
    'Share of disregarded earnings, and of some charitable and war pension income, that may be deducted as well',
  extent,
  unit: 'per cent of the disregard',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2006-03-06': {
      source: cite('SI 2006/213', 'reg 102(4)'),
      note: 'The weekly earnings disregards are £5 for a single person, £10 for a couple, £20 for a carer, a disabled person or special employment, and £25 for a lone parent.',
      value: 50,
    },
  },
})

export const leastHousingBenefit = parameter<Pence>({
  id: 'hb.recovery.min_hb_payable',
  title: 'Housing benefit that a deduction for an overpayment must leave',
  extent,
  unit: 'pounds a week',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '2006-03-06': {
      source: cite('SI 2006/213', 'reg 102(5)'),
      note: 'Recalled and not read: to confirm.',
      value: 50n,
    },
  },
})
