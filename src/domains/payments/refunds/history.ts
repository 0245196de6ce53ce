import { staffNames } from '#administration'
import type { Db } from '#platform/db.ts'
import { type Refund, refundsOn } from './refund.ts'
import { type SetOff, setOffsOn } from './set-off.ts'
import { namesOn, namesOnSetOffs } from './staff-on.ts'

/** What was done with an account's credit, and by whom. */
export type CreditHistory = {
  readonly refunds: readonly Refund[]
  /** To other debts, and from other credits to this one. */
  readonly setOffs: readonly SetOff[]
  readonly staff: ReadonlyMap<string, string>
}

export async function creditHistoryOf(
  db: Db,
  councilId: number,
  accountId: string,
): Promise<CreditHistory> {
  const refunds = await refundsOn(db, councilId, accountId)
  const setOffs = await setOffsOn(db, councilId, accountId)
  return {
    refunds,
    setOffs,
    staff: await staffNames(db, [...namesOn(refunds), ...namesOnSetOffs(setOffs)]),
  }
}
