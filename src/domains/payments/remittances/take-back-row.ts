import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { takeBack } from '../receipts/move-receipt.ts'
import { lockReceipt, type Receipt } from '../receipts/receipt.ts'
import * as refusals from './refusals.ts'
import { findRow, type KeptRow, lockRemittance } from './remittance.ts'
import { settle, type ToSettle } from './settle-row.ts'

const passedOn = z.object({
  receiptId: z.string(),
  agent: z.string(),
  paidOn: date,
  remitted: pence,
})
/** A payment that an agent passed on, and that a row may take back. */
export type PassedOn = z.infer<typeof passedOn>

/** What a row that takes money back may take back: payments of its account and of its very amount, those of its placement first, then the latest. */
export const mayTakeBack = async (
  db: Db,
  councilId: number,
  { accountId, placement, remitted, state }: KeptRow,
): Promise<readonly PassedOn[]> =>
  state !== 'put aside' || accountId === null || remitted === null || remitted >= 0n
    ? []
    : db.many(
        passedOn,
        sql`
          select paid.receipt_id, remittance.agent, paid.paid_on, paid.remitted
          from payments.remittance_row as paid
          join payments.remittance as remittance on remittance.council_id = ${councilId}::int and remittance.id = paid.remittance_id
          join payments.receipt as receipt on receipt.council_id = ${councilId}::int and receipt.id = paid.receipt_id
          where paid.council_id = ${councilId}::int and paid.account_id = ${accountId}::uuid and paid.state = 'posted'
            and paid.remitted = ${-remitted}::bigint and receipt.state = 'posted' and receipt.amount = paid.remitted
          order by (paid.placement = ${placement}::text) desc, paid.paid_on desc, paid.receipt_id limit 5`,
      )

/**
 * Takes back the payment that a row says was taken back: it leaves its account, which owes it again, and its money waits in suspense for
 * the rows of this file, which it makes up for. Refuses a row that is settled, a payment it cannot be of, and one that the account's source has told of.
 */
export async function takeBackRow(
  db: Db,
  asked: ToSettle & { readonly receiptId: string },
): Promise<Outcome<undefined>> {
  const { councilId, remittanceId, row, receiptId, why, actor } = asked
  const remittance = await lockRemittance(db, councilId, remittanceId)
  const kept = await findRow(db, councilId, remittanceId, row)
  if (!remittance || kept?.state !== 'put aside') return refused(refusals.settledMeanwhile)
  const payments = await mayTakeBack(db, councilId, kept)
  if (!payments.some(payment => payment.receiptId === receiptId))
    return refused(refusals.notWhatItTakesBack)
  const taken = await takeBack(db, {
    councilId,
    receiptId,
    why: `${remittance.agent} took it back. ${why}`,
    actor,
  })
  if (!taken.ok) return taken
  await settle(db, asked, {
    state: 'taken back',
    query: null,
    accountId: kept.accountId,
    receiptId,
  })
  return done(undefined)
}

/** Locks the payments that a remittance's rows took back and that are in suspense still, and answers them in the order of the rows. */
export async function lockTakenBack(
  db: Db,
  councilId: number,
  remittanceId: string,
): Promise<readonly Receipt[]> {
  const rows = await db.many(
    z.object({ receiptId: z.string() }),
    sql`
      select receipt_id from payments.remittance_row
      where council_id = ${councilId}::int and remittance_id = ${remittanceId}::uuid and state = 'taken back' order by row`,
  )
  const receipts: Receipt[] = []
  for (const { receiptId } of rows) {
    const receipt = await lockReceipt(db, councilId, receiptId)
    if (receipt?.state === 'in suspense') receipts.push(receipt)
  }
  return receipts
}
