import { cite } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'

const extent: readonly Nation[] = ['England', 'Wales']
const lookedUpOn = 'the day of the budget'
const statement = cite('Standard Financial Statement', 'user guidance')

export const savingsPercent = parameter<number>({
  id: 'sfs.savings.share',
  title: 'Savings that a budget allows for',
  extent,
  unit: 'per cent of the surplus',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  values: { '2017-03-01': { source: statement, value: 10 } },
})

export const mostSavings = parameter<Pence>({
  id: 'sfs.savings.cap',
  title: 'Most savings that a budget allows for',
  extent,
  unit: 'pounds a month',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  values: { '2017-03-01': { source: statement, value: 20_00n } },
})

/** So many twelfths of what comes at a frequency make a month. */
export const weeksInAYear = parameter<number>({
  id: 'conversion.weekly_to_monthly',
  title: 'Weeks in a year, for making weekly amounts monthly',
  extent,
  unit: 'weeks, divided by twelve',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '2017-03-01': { source: statement, note: 'A convention: no statute says so.', value: 52 },
  },
})

export const fourWeeksInAYear = parameter<number>({
  id: 'conversion.four_weekly_to_monthly',
  title: 'Four-week periods in a year, for making four-weekly amounts monthly',
  extent,
  unit: 'periods, divided by twelve',
  lookedUpOn,
  confidence: 'medium',
  checked: 'to confirm',
  values: {
    '2017-03-01': { source: statement, note: 'A convention: no statute says so.', value: 13 },
  },
})
