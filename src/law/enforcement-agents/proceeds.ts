import { shareOut } from '../payments/pro-rata.ts'
import type { Pence } from '#values/money.ts'

export type Proceeds = {
  readonly auctioneer: Pence
  readonly compliance: Pence
  readonly creditor: Pence
  readonly otherFees: Pence
  readonly surplus: Pence
}

const least = (a: Pence, b: Pence): Pence => (a < b ? a : b)

/**
 * Where the proceeds of goods go, in pence, which come to the proceeds exactly: the auctioneer, then the compliance fee,
 * then the debt and the agent's other fees in proportion; where council and agent are one person in law, those fees before the debt. What
 * is left when everything is paid is the debtor's. A co-owner's share (Sch 12 para 50(6)) is taken off before.
 *
 * Law: SI 2014/1 reg 13; Tribunals, Courts and Enforcement Act 2007 Sch 12 para 50. The odd penny goes to the larger remainder: the law is silent.
 */
export function divideProceeds({
  proceeds,
  debt,
  compliance,
  otherFees,
  auctioneer,
  councilIsAgent,
}: {
  readonly proceeds: Pence
  readonly debt: Pence
  readonly compliance: Pence
  readonly otherFees: Pence
  readonly auctioneer: Pence
  readonly councilIsAgent: boolean
}): Proceeds {
  const toAuctioneer = least(proceeds, auctioneer)
  const toCompliance = least(proceeds - toAuctioneer, compliance)
  const rest = proceeds - toAuctioneer - toCompliance
  const [toCreditor, toFees] = councilIsAgent
    ? feesFirst(rest, debt, otherFees)
    : inProportion(rest, debt, otherFees)
  return {
    auctioneer: toAuctioneer,
    compliance: toCompliance,
    creditor: toCreditor,
    otherFees: toFees,
    surplus: rest - toCreditor - toFees,
  }
}

/** To the debt, and to the fees. */
type Division = readonly [debt: Pence, fees: Pence]

function feesFirst(rest: Pence, debt: Pence, fees: Pence): Division {
  const toFees = least(rest, fees)
  return [least(rest - toFees, debt), toFees]
}

function inProportion(rest: Pence, debt: Pence, fees: Pence): Division {
  const [toDebt = 0n, toFees = 0n] = shareOut(rest, [debt, fees])
  return [toDebt, toFees]
}
