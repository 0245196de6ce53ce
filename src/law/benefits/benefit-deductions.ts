import { percentOf, type Pence } from '#values/money.ts'
import {
  type Claimant,
  deductionsCapPercent,
  fromOlderBenefits,
  fromUniversalCreditPercent,
  leastUniversalCredit,
  standardAllowance,
  universalCreditRounding,
} from './benefit-deduction-rates.ts'

export type FromUniversalCredit = {
  readonly allowance: Pence
  /** What is taken for council tax in the assessment period. */
  readonly deduction: Pence
  /** What would be taken if there were universal credit enough. */
  readonly fivePercent: Pence
  /** The most that all deductions together may take. */
  readonly cap: Pence
  readonly capPercent: number
}

/**
 * What is deducted for council tax from an assessment period's universal credit, once there is a liability order and an
 * application. The Department for Work and Pensions makes the deduction and keeps to the cap and to the order in which
 * deductions go. The amount is fixed: where it would leave less than must be left, nothing is taken.
 *
 * Law: SI 1993/494 reg 5(1A) to (1C); SI 2013/376 reg 36; SI 2013/380 Sch 6 para 4. Half a penny is a penny.
 */
export function councilTaxFromUniversalCredit({
  claimant,
  periodBegan,
  payable,
}: {
  readonly claimant: Claimant
  readonly periodBegan: Temporal.PlainDate
  /** Universal credit before this deduction; not given, there is enough of it. */
  readonly payable?: Pence | undefined
}): FromUniversalCredit {
  const allowance = standardAllowance.on(periodBegan).value[claimant]
  const rounding = universalCreditRounding.on(periodBegan).value
  const percent = fromUniversalCreditPercent.on(periodBegan).value
  const capPercent = deductionsCapPercent.on(periodBegan).value
  const fivePercent = percentOf(allowance, percent, rounding)
  const isEnough =
    payable === undefined || payable - fivePercent >= leastUniversalCredit.on(periodBegan).value
  return {
    allowance,
    deduction: isEnough ? fivePercent : 0n,
    fivePercent,
    cap: percentOf(allowance, capPercent, rounding),
    capPercent,
  }
}

/**
 * What is deducted for council tax from a week's income support, pension credit, or income-based jobseeker's or
 * employment and support allowance.
 *
 * Law: SI 1993/494 reg 5(1).
 */
export const councilTaxFromOlderBenefits = (week: Temporal.PlainDate): Pence =>
  fromOlderBenefits.on(week).value
