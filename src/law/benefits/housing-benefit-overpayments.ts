import { percentOf, type Pence } from '#values/money.ts'
import {
  disregardSharePercent,
  leastHousingBenefit,
  mostWeekly,
  mostWeeklyForFraud,
} from './housing-benefit-overpayment-rates.ts'

/** Fraud: found guilty of an offence, or admitted it under caution, or agreed a penalty. */
export type OverpaymentCategory = 'standard' | 'fraud'

export type MostFromHousingBenefit = {
  /** The rate for the category, and what is added to it for disregarded earnings. */
  readonly rate: Pence
  readonly forDisregard: Pence
  readonly most: Pence
}

/**
 * The most that may be deducted from a week's housing benefit for an overpayment. It is a limit and not a target: the
 * council may take less. An odd half-penny of the disregard is not taken.
 *
 * Law: SI 2006/213 reg 102(2) to (4).
 */
export function mostFromHousingBenefit({
  category,
  week,
  disregard = 0n,
}: {
  readonly category: OverpaymentCategory
  readonly week: Temporal.PlainDate
  /** What is disregarded of weekly earnings, or of the income that reg 102(4) treats alike. */
  readonly disregard?: Pence | undefined
}): MostFromHousingBenefit {
  const rate = (category === 'fraud' ? mostWeeklyForFraud : mostWeekly).on(week).value
  const forDisregard =
    disregard > 0n ? percentOf(disregard, disregardSharePercent.on(week).value, 'towards zero') : 0n
  return { rate, forDisregard, most: rate + forDisregard }
}

/**
 * What is deducted from a week's housing benefit at the most, and what is left to pay. Benefit that is no more than must
 * be left is not touched.
 *
 * Law: SI 2006/213 reg 102(2) and (5).
 */
export function fromHousingBenefit({
  weekly,
  most,
  week,
  outstanding,
}: {
  readonly weekly: Pence
  readonly most: Pence
  readonly week: Temporal.PlainDate
  readonly outstanding?: Pence | undefined
}): { readonly deduction: Pence; readonly paid: Pence } {
  const above = weekly - leastHousingBenefit.on(week).value
  const limit = outstanding !== undefined && outstanding < most ? outstanding : most
  const deduction = above <= 0n ? 0n : above < limit ? above : limit
  return { deduction, paid: weekly - deduction }
}
