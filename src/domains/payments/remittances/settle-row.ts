import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { accountCalled } from '../receipts/read-parts.ts'
import * as refusals from './refusals.ts'
import { findRow, type KeptRow, lockRemittance } from './remittance.ts'

export type ToSettle = {
  readonly councilId: number
  readonly remittanceId: string
  readonly row: number
  /** What the agent or somebody else said. */
  readonly why: string
  readonly actor: string
}

/**
 * Lets a row that was put aside, or waits to be posted, be posted to the account of this reference: it was told apart from one like it, or whose it is
 * was found out. Its amounts are the agent's to correct: a row whose amounts do not agree is refused.
 */
export async function acceptRow(
  db: Db,
  asked: ToSettle & { readonly reference: string },
): Promise<Outcome<undefined>> {
  const row = await lockedRow(db, asked)
  if (!row || !isWaiting(row)) return refused(refusals.settledMeanwhile)
  const { paidOn, collected, fee, remitted } = row
  const agrees =
    paidOn !== null &&
    collected !== null &&
    fee !== null &&
    remitted !== null &&
    remitted > 0n &&
    fee >= 0n &&
    collected === fee + remitted
  if (!agrees) return refused(refusals.notPostable(row.query ?? ''))
  const account = await accountCalled(db, asked.councilId, asked.reference)
  if (!account.ok) return account
  await settle(db, asked, { state: 'to post', query: null, accountId: account.value })
  return done(undefined)
}

/**
 * Puts a row that waits to be posted aside, so that the others can be posted: where the agent took money back, the sum at the bank is less than the
 * rows, and this one's money is that of the payment that was taken back. Why is what is asked about it.
 */
export async function putRowAside(db: Db, asked: ToSettle): Promise<Outcome<undefined>> {
  const row = await lockedRow(db, asked)
  if (row?.state !== 'to post') return refused(refusals.settledMeanwhile)
  await settle(db, asked, { state: 'put aside', query: asked.why, accountId: row.accountId })
  return done(undefined)
}

/** Closes a row that is no payment, or a query that was answered: what it says is kept, and why it is closed. */
export async function closeRow(db: Db, asked: ToSettle): Promise<Outcome<undefined>> {
  const row = await lockedRow(db, asked)
  if (!row || (!isWaiting(row) && (row.query === null || row.state === 'closed')))
    return refused(refusals.settledMeanwhile)
  // A row that was posted keeps its place, and what was asked about it is answered.
  await settle(db, asked, {
    state: isWaiting(row) ? 'closed' : row.state,
    query: isWaiting(row) ? row.query : null,
    accountId: row.accountId,
  })
  return done(undefined)
}

/** Not posted yet, so that whose it is can still be said otherwise. */
export const isWaiting = ({ state }: Pick<KeptRow, 'state'>): boolean =>
  state === 'put aside' || state === 'to post'

async function lockedRow(db: Db, asked: ToSettle): Promise<KeptRow | undefined> {
  await lockRemittance(db, asked.councilId, asked.remittanceId)
  return findRow(db, asked.councilId, asked.remittanceId, asked.row)
}

/** Keeps how a row stands from here on, and why; with the receipt that it is about from now on, if any. */
export async function settle(
  db: Db,
  { councilId, remittanceId, row, why, actor }: ToSettle,
  {
    state,
    query,
    accountId,
    receiptId,
  }: Pick<KeptRow, 'state' | 'query' | 'accountId'> & { readonly receiptId?: string },
): Promise<void> {
  await db.run(sql`
    update payments.remittance_row
    set state = ${state}::text, query = ${query}::text, account_id = ${accountId}::uuid,
      receipt_id = coalesce(${receiptId ?? null}::uuid, receipt_id),
      why = concat_ws(' ', nullif(why, ''), ${why}::text), settled_by = ${actor}::text, settled_at = clock_timestamp()
    where council_id = ${councilId}::int and remittance_id = ${remittanceId}::uuid and row = ${row}::int`)
  await record(db, {
    councilId,
    actor,
    action: 'settled',
    objectKind: 'remittance',
    objectId: remittanceId,
    detail: { row },
  })
}
