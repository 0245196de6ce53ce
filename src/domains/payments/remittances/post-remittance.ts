import { z } from 'zod'
import { record } from '#administration'
import { takeBookBetweenFiles } from '#debts'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatPounds, sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { openReceipt } from '../receipts/open-receipt.ts'
import { postReceipt } from '../receipts/post-receipt.ts'
import { lockReceipt, type Receipt } from '../receipts/receipt.ts'
import { fileBeingApplied } from '../receipts/refusals.ts'
import { toldBySource } from '../receipts/told-by-source.ts'
import { type Drawn, drawOnSums } from './draw-on-sums.ts'
import * as refusals from './refusals.ts'
import { lockRemittance } from './remittance.ts'
import { lockTakenBack } from './take-back-row.ts'

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

type ToPostRemittance = {
  readonly councilId: number
  readonly remittanceId: string
  /** The sum at the bank; none where nothing came in, since what was taken back is as much as the rows. */
  readonly receiptId: string | undefined
}

/**
 * Posts what an agent paid over: the sum at the bank is opened into the rows that wait to be posted, and each goes to its account on
 * the day that it was paid to the agent, with what they kept. What its rows took back makes up for what the sum is less than the rows. What
 * the rows leave stays in suspense. The remittance keeps the sum it was given first. Refuses a sum that is not in suspense, is another
 * remittance's, or with what was taken back is less than the rows; nothing to post; and while a file is being applied.
 *
 * Law: a payment to the council's agent is a payment to the council; SI 2014/1 reg 13 for its split (`judge-row.ts`).
 */
export async function postRemittance(
  db: Db,
  { councilId, remittanceId, receiptId, actor }: ToPostRemittance & { readonly actor: string },
): Promise<Outcome<{ readonly posted: number }>> {
  const remittance = await lockRemittance(db, councilId, remittanceId)
  if (!remittance || (remittance.receiptId ?? receiptId) !== receiptId)
    return refused(refusals.settledMeanwhile)
  if (remittance.toPost === 0) return refused(refusals.nothingToPost)
  const found = await sumsFor(db, { councilId, remittanceId, receiptId })
  if (!found.ok) return found
  const sums = found.value
  const rows = await db.many(
    toPost,
    sql`
      select row, given, paid_on, collected, remitted, account_id, why from payments.remittance_row
      where council_id = ${councilId}::int and remittance_id = ${remittanceId}::uuid and state = 'to post' order by row`,
  )
  const drawn = drawOnSums(rows, sums)
  if (!drawn)
    return refused(refusals.lessThanRows(sum(sums.map(({ own }) => own)), remittance.toPostAmount))
  if (!(await takeBookBetweenFiles(db, councilId))) return refused(fileBeingApplied)
  const toldInOne = await rowToldInOne(db, councilId, drawn)
  if (toldInOne !== undefined) return refused(refusals.toldInOne(toldInOne))
  await db.run(sql`
    update payments.remittance set receipt_id = ${receiptId ?? null}::uuid
    where council_id = ${councilId}::int and id = ${remittanceId}::uuid`)
  for (const each of drawn) await postDrawn(db, { councilId, remittance, drawn: each, actor })
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

/** Locks the sums that the rows are taken out of: what came in at the bank, and what the rows took back. */
async function sumsFor(
  db: Db,
  { councilId, remittanceId, receiptId }: ToPostRemittance,
): Promise<Outcome<readonly Receipt[]>> {
  const receipt = receiptId === undefined ? undefined : await lockReceipt(db, councilId, receiptId)
  const takenBack = await lockTakenBack(db, councilId, remittanceId)
  if (receiptId === undefined)
    return takenBack.length > 0 ? done(takenBack) : refused(refusals.notTheMoney)
  const another = await db.run(sql`
    select from payments.remittance
    where council_id = ${councilId}::int and receipt_id = ${receiptId}::uuid and id <> ${remittanceId}::uuid`)
  const isItsMoney =
    receipt?.state === 'in suspense' || (receipt?.state === 'opened' && takenBack.length > 0)
  if (!isItsMoney || receipt.openedFrom !== null || another > 0)
    return refused(refusals.notTheMoney)
  return done([receipt, ...takenBack])
}

/** The row, made up from two sums, of which the account's source told as one payment: its parts would be posted beside it. */
async function rowToldInOne(
  db: Db,
  councilId: number,
  drawn: readonly Drawn<ToPost, Receipt>[],
): Promise<number | undefined> {
  for (const { row, sum: from, amount } of drawn) {
    if (amount === row.remitted) continue
    const told = await db.run(
      toldBySource(
        councilId,
        sql`
          select ${from.id}::uuid as id, ${row.accountId}::uuid as account_id, ${row.remitted}::bigint as amount,
            ${row.paidOn}::date as received_on`,
      ),
    )
    if (told > 0) return row.row
  }
  return undefined
}

async function postDrawn(
  db: Db,
  {
    councilId,
    remittance,
    drawn: { row, sum: from, amount },
    actor,
  }: {
    readonly councilId: number
    readonly remittance: { readonly id: string; readonly agent: string }
    readonly drawn: Drawn<ToPost, Receipt>
    readonly actor: string
  },
): Promise<void> {
  const part = await openReceipt(db, {
    councilId,
    receipt: from,
    payment: {
      key: `${remittance.id}/${row.row}`,
      amount,
      given: row.given,
      payer: remittance.agent,
      paidOn: row.paidOn,
    },
  })
  const paid = `${formatPounds(row.collected)} was paid to ${remittance.agent}. ${row.why}`
  const posted = await postReceipt(db, {
    councilId,
    receiptId: part,
    parts: [{ accountId: row.accountId, amount }],
    why:
      amount === row.remitted
        ? paid
        : `${paid} This is ${formatPounds(amount)} of the ${formatPounds(row.remitted)} that they paid over; the rest is beside it, since they took other money back.`,
    actor,
  })
  // Everything that could refuse it was asked before, under the same locks.
  if (!posted.ok) throw new Error(posted.refusal.says)
  // A row that is made up from two sums is known by the first.
  await db.run(sql`
    update payments.remittance_row set state = 'posted', receipt_id = ${part}::uuid
    where council_id = ${councilId}::int and remittance_id = ${remittance.id}::uuid and row = ${row.row}::int and state = 'to post'`)
}
