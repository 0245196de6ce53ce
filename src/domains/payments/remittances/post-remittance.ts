import { z } from 'zod'
import { record } from '#administration'
import { takeBookBetweenFiles } from '#debts'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatPounds } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { openReceipt } from '../receipts/open-receipt.ts'
import { postReceipt } from '../receipts/post-receipt.ts'
import { lockReceipt, type Receipt } from '../receipts/receipt.ts'
import { fileBeingApplied } from '../receipts/refusals.ts'
import * as refusals from './refusals.ts'
import { lockRemittance } from './remittance.ts'

const toPost = z.object({
  row: z.number(),
  given: z.string(),
  paidOn: date,
  collected: pence,
  remitted: pence,
  accountId: z.string(),
  why: z.string(),
})
type ToPost = z.infer<typeof toPost>

/**
 * Posts what an agent paid over: the sum at the bank is opened into the rows that wait to be posted, and each goes to its account on
 * the day that it was paid to the agent, with what they kept. What the rows leave of the sum stays in suspense. The remittance keeps
 * the sum it was given first. Refuses a sum that is not in suspense, is another remittance's, or is less than the rows; nothing to post; and while a file is being applied.
 *
 * Law: a payment to the council's agent is a payment to the council; SI 2014/1 reg 13 for its split (`judge-row.ts`).
 */
export async function postRemittance(
  db: Db,
  {
    councilId,
    remittanceId,
    receiptId,
    actor,
  }: {
    readonly councilId: number
    readonly remittanceId: string
    readonly receiptId: string
    readonly actor: string
  },
): Promise<Outcome<{ readonly posted: number }>> {
  const remittance = await lockRemittance(db, councilId, remittanceId)
  if (!remittance || (remittance.receiptId ?? receiptId) !== receiptId)
    return refused(refusals.settledMeanwhile)
  if (remittance.toPost === 0) return refused(refusals.nothingToPost)
  const receipt = await lockReceipt(db, councilId, receiptId)
  const another = await db.run(sql`
    select from payments.remittance
    where council_id = ${councilId}::int and receipt_id = ${receiptId}::uuid and id <> ${remittanceId}::uuid`)
  if (receipt?.state !== 'in suspense' || receipt.openedFrom !== null || another > 0)
    return refused(refusals.notTheMoney)
  if (remittance.toPostAmount > receipt.own)
    return refused(refusals.lessThanRows(receipt.own, remittance.toPostAmount))
  if (!(await takeBookBetweenFiles(db, councilId))) return refused(fileBeingApplied)
  await db.run(sql`
    update payments.remittance set receipt_id = ${receiptId}::uuid
    where council_id = ${councilId}::int and id = ${remittanceId}::uuid`)
  const rows = await db.many(
    toPost,
    sql`
      select row, given, paid_on, collected, remitted, account_id, why from payments.remittance_row
      where council_id = ${councilId}::int and remittance_id = ${remittanceId}::uuid and state = 'to post' order by row`,
  )
  for (const row of rows) await postRow(db, { councilId, remittance, receipt, row, actor })
  await record(db, {
    councilId,
    actor,
    action: 'posted from suspense',
    objectKind: 'remittance',
    objectId: remittanceId,
    detail: { rows: rows.length },
  })
  return done({ posted: rows.length })
}

type RowToPost = {
  readonly councilId: number
  readonly remittance: { readonly id: string; readonly agent: string }
  readonly receipt: Receipt
  readonly row: ToPost
  readonly actor: string
}

async function postRow(
  db: Db,
  { councilId, remittance, receipt, row, actor }: RowToPost,
): Promise<void> {
  const part = await openReceipt(db, {
    councilId,
    receipt,
    payment: {
      key: `${remittance.id}/${row.row}`,
      amount: row.remitted,
      given: row.given,
      payer: remittance.agent,
      paidOn: row.paidOn,
    },
  })
  const posted = await postReceipt(db, {
    councilId,
    receiptId: part,
    parts: [{ accountId: row.accountId, amount: row.remitted }],
    why: `${formatPounds(row.collected)} was paid to ${remittance.agent}. ${row.why}`,
    actor,
  })
  // Everything that could refuse it was asked before, under the same locks.
  if (!posted.ok) throw new Error(posted.refusal.says)
  await db.run(sql`
    update payments.remittance_row set state = 'posted', receipt_id = ${part}::uuid
    where council_id = ${councilId}::int and remittance_id = ${remittance.id}::uuid and row = ${row.row}::int`)
}
