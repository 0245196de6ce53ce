import { divide, type Pence } from '#values/money.ts'
import { refuse } from '../refuse.ts'
import {
  fourWeeksInAYear,
  mostSavings,
  savingsPercent,
  weeksInAYear,
} from './affordability-rates.ts'

export const frequencies = [
  'weekly',
  'fortnightly',
  'four_weekly',
  'monthly',
  'quarterly',
  'annual',
] as const
export type Frequency = (typeof frequencies)[number]

export type Item = { readonly amount: Pence; readonly frequency: Frequency }

export type Affordable = {
  /** A month's, to the nearest penny, for showing. The surplus is worked out before rounding. */
  readonly income: Pence
  readonly expenditure: Pence
  readonly surplus: Pence
  readonly savings: Pence
  /** What is left for debts each month, rounded down. */
  readonly available: Pence
  /** Months until a debt is paid, and its last payment; none where nothing is left. */
  readonly months?: number
  readonly finalPayment?: Pence
}

/** How many times in a year an amount comes, as budgets count it on a day. */
export function timesAYear(frequency: Frequency, on: Temporal.PlainDate): number {
  switch (frequency) {
    case 'weekly':
      return weeksInAYear.on(on).value
    case 'fortnightly':
      return weeksInAYear.on(on).value / 2
    case 'four_weekly':
      return fourWeeksInAYear.on(on).value
    case 'monthly':
      return 12
    case 'quarterly':
      return 4
    case 'annual':
      return 1
  }
}

const monthly = (aYear: Pence): Pence => divide(aYear, 12n, 'half away from zero')

/** An amount as so much a month, to the nearest penny. */
export const aMonth = ({ amount, frequency }: Item, on: Temporal.PlainDate): Pence =>
  monthly(amount * BigInt(timesAYear(frequency, on)))

/**
 * What a household can pay each month towards a debt, in pence. Income less expenditure is worked out exactly over a
 * year; savings are a share of the surplus, capped, rounded down; what is left is rounded down, so that nobody is asked
 * for a penny they have not got. Refuses amounts of less than nothing.
 *
 * No law: the Standard Financial Statement's convention. Whether so little is worth asking for is the council's policy.
 */
export function affordable({
  income,
  expenditure,
  debt,
  on,
}: {
  readonly income: readonly Item[]
  readonly expenditure: readonly Item[]
  readonly debt: Pence
  readonly on: Temporal.PlainDate
}): Affordable {
  if (debt < 0n || [...income, ...expenditure].some(({ amount }) => amount < 0n))
    return refuse('Neither a debt nor a line of a budget can be less than nothing.')
  const aYear = (items: readonly Item[]): Pence =>
    items.reduce(
      (sum, { amount, frequency }) => sum + amount * BigInt(timesAYear(frequency, on)),
      0n,
    )
  const [incomeAYear, expenditureAYear] = [aYear(income), aYear(expenditure)]
  const surplusAYear = incomeAYear - expenditureAYear
  const share = (surplusAYear * BigInt(savingsPercent.on(on).value)) / 12_00n
  const cap = mostSavings.on(on).value
  const savings = surplusAYear <= 0n ? 0n : share < cap ? share : cap
  const available = surplusAYear <= 0n ? 0n : (surplusAYear - savings * 12n) / 12n
  const common = {
    income: monthly(incomeAYear),
    expenditure: monthly(expenditureAYear),
    surplus: monthly(surplusAYear),
    savings,
    available,
  }
  if (available <= 0n) return common
  const months = (debt + available - 1n) / available
  return {
    ...common,
    months: Number(months),
    finalPayment: months === 0n ? 0n : debt - available * (months - 1n),
  }
}
