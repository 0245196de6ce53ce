import { staffNames } from '#administration'
import type { Db } from '#platform/db.ts'
import { type Refund, refundsOn } from './refund.ts'
import { namesOn } from './staff-on.ts'

/** What was done with an account's credit, and by whom. */
export type CreditHistory = {
  readonly refunds: readonly Refund[]
  readonly staff: ReadonlyMap<string, string>
}

export async function creditHistoryOf(
  db: Db,
  councilId: number,
  accountId: string,
): Promise<CreditHistory> {
  const refunds = await refundsOn(db, councilId, accountId)
  return { refunds, staff: await staffNames(db, namesOn(refunds)) }
}
