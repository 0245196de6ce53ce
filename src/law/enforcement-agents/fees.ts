import { percentOf, sum, type Pence, type Rounding } from '#values/money.ts'
import {
  complianceFee,
  enforcementFee,
  feePercent,
  feeThreshold,
  saleFee,
  vulnerableFees,
} from './taking-control.ts'

export const stages = ['compliance', 'enforcement', 'sale'] as const
export type Stage = (typeof stages)[number]

export type AgentFees = {
  readonly compliance: Pence
  readonly enforcement: Pence
  readonly sale: Pence
  readonly total: Pence
  readonly owed: Pence
  readonly payable: Pence
  /** The percentage of what is owed above the threshold, for one stage. */
  readonly percentage: Pence
}

/**
 * An enforcement agent's fees, in pence, when the furthest stage has begun. Several orders together have a compliance fee
 * each and the other fixed fees once, with the percentage on what they come to. From a vulnerable person who had no
 * adequate opportunity to get advice before removal the enforcement stage's is not recoverable. No VAT: councils are
 * registered for it.
 *
 * Law: SI 2014/1 regs 4 to 7, 11 and 12 and Sch Table 1. The law does not say what becomes of a part-penny of the
 * percentage: a half-penny is rounded up unless the caller says otherwise. Refuses an instruction before there were fees.
 */
export function agentFees({
  sums,
  furthest,
  instructedOn,
  noAdequateOpportunity = false,
  rounding = 'half away from zero',
}: {
  /** What is to be recovered under each order. */
  readonly sums: readonly Pence[]
  readonly furthest: Stage
  readonly instructedOn: Temporal.PlainDate
  readonly noAdequateOpportunity?: boolean
  readonly rounding?: Rounding
}): AgentFees {
  const owed = sum(sums)
  const threshold = feeThreshold.on(instructedOn).value
  const above = owed > threshold ? owed - threshold : 0n
  const percentage = percentOf(above, feePercent.on(instructedOn).value, rounding)
  const compliance = complianceFee.on(instructedOn).value * BigInt(sums.length)
  const isRecoverable = !(noAdequateOpportunity && vulnerableFees.on(instructedOn).value)
  const enforcement =
    furthest !== 'compliance' && isRecoverable
      ? enforcementFee.on(instructedOn).value + percentage
      : 0n
  const sale = furthest === 'sale' ? saleFee.on(instructedOn).value + percentage : 0n
  const total = compliance + enforcement + sale
  return { compliance, enforcement, sale, total, owed, payable: owed + total, percentage }
}
