import { z } from 'zod'
import { record } from '#administration'
import { keepInSuspense, lockBalances, suspenseItem, suspenseMoved } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { mayBePosted, type Part, postBetween, postReceipt, undoPosting } from './post-receipt.ts'
import { lockReceipt, postingsOf, type Receipt, type ReceiptPosting } from './receipt.ts'
import * as refusals from './refusals.ts'
import { notKnownWhose } from './suspend.ts'

type ToTakeBack = {
  readonly councilId: number
  readonly receiptId: string
  readonly why: string
  readonly actor: string
}

/**
 * Takes a receipt off the accounts it was posted to, back into suspense. Nothing is edited: each posting is said backwards,
 * on the day that the money was received, so that what was paid, and when, is true of every account. Refuses one that its
 * accounts' own source has told of: there it would stay.
 */
export async function takeBack(
  db: Db,
  { councilId, receiptId, why, actor }: ToTakeBack,
): Promise<Outcome<Receipt>> {
  const receipt = await lockReceipt(db, councilId, receiptId)
  if (receipt?.state !== 'posted') return refused(refusals.settledMeanwhile)
  const live = await livePostings(db, councilId, receiptId)
  if (live.some(({ isHeardBack }) => isHeardBack)) return refused(refusals.sourceHasIt)
  // What is taken off the accounts goes to a place after them: all are taken at once, in the order of everybody.
  await lockBalances(
    db,
    councilId,
    live.map(({ accountId }) => accountId),
  )
  for (const { nth, entryId } of live)
    await undoPosting(db, { councilId, receipt, nth, entryId, why, actor })
  await backIntoSuspense(db, { councilId, receipt, live, actor })
  await record(db, {
    councilId,
    actor,
    action: 'taken back into suspense',
    objectKind: 'receipt',
    objectId: receiptId,
  })
  const now = await lockReceipt(db, councilId, receiptId)
  return now ? done(now) : refused(refusals.settledMeanwhile)
}

const livePostings = async (db: Db, councilId: number, receiptId: string) =>
  (await postingsOf(db, councilId, receiptId)).filter(({ undoneAt }) => undoneAt === null)

/** The reversal put the money back where it had been: in suspense, or at the bank if it never was there. */
async function backIntoSuspense(
  db: Db,
  {
    councilId,
    receipt,
    live,
    actor,
  }: {
    readonly councilId: number
    readonly receipt: Receipt
    readonly live: readonly ReceiptPosting[]
    readonly actor: string
  },
): Promise<void> {
  const amount = sum(live.map(posting => posting.amount))
  if (receipt.suspenseItemId !== null) {
    await suspenseMoved(db, { councilId, itemId: receipt.suspenseItemId, moved: -amount })
  } else {
    await postBetween(db, {
      councilId,
      receipt,
      nth: 'suspense',
      actor,
      kind: 'payment',
      narrative: notKnownWhose,
      debit: 'bank',
      credit: 'suspense',
      amount,
    })
    await keepInSuspense(db, {
      councilId,
      items: sql`
        select ${`receipt/${receipt.id}/suspense`}::text as reference, ${amount}::bigint as amount,
          ${receipt.given}::text as given_reference, ${receipt.payer}::text as payer_name, ${receipt.receivedOn}::date as received_on`,
    })
  }
  await db.run(sql`
    update payments.receipt set state = 'in suspense',
      suspense_item_id = coalesce(suspense_item_id, ${suspenseItem(councilId, sql`${`receipt/${receipt.id}/suspense`}::text`)})
    where council_id = ${councilId}::int and id = ${receipt.id}::uuid`)
}

/** Moves a receipt from where it is to the accounts it is for, at once. Refuses as `takeBack` and `postReceipt` do. */
export async function moveReceipt(
  db: Db,
  asked: ToTakeBack & { readonly parts: readonly Part[] },
): Promise<Outcome<undefined>> {
  const live = await livePostings(db, asked.councilId, asked.receiptId)
  const [only] = live
  if (
    live.length === 1 &&
    asked.parts.length === 1 &&
    only?.accountId === asked.parts[0]?.accountId
  )
    return refused(refusals.alreadyThere)
  // Asked before anything is taken back: a refusal leaves the payment where it was.
  const receipt = await lockReceipt(db, asked.councilId, asked.receiptId)
  if (!receipt) return refused(refusals.settledMeanwhile)
  const mayGo = await mayBePosted(db, { ...asked, amount: receipt.own })
  if (!mayGo.ok) return mayGo
  const taken = await takeBack(db, asked)
  return taken.ok ? postReceipt(db, asked) : taken
}

/**
 * The bank took a payment back, as a line of its statement says: it leaves the accounts it was posted to, or suspense, on the
 * day it had come, and what followed from it is read again. Refuses where the two are not of one amount.
 */
export async function returnReceipt(
  db: Db,
  { councilId, receiptId, lineId, why, actor }: ToTakeBack & { readonly lineId: string },
): Promise<Outcome<undefined>> {
  const receipt = await lockReceipt(db, councilId, receiptId)
  const line = await db.maybeOne(
    z.object({ amount: z.bigint() }),
    sql`
      select amount from payments.bank_line
      where council_id = ${councilId}::int and id = ${lineId}::uuid and state = 'to explain' and side = 'debit' for update`,
  )
  if (!receipt || !line || receipt.state === 'returned') return refused(refusals.settledMeanwhile)
  if (line.amount !== receipt.amount) return refused(refusals.notItsAmount)
  if (receipt.own < receipt.amount) return refused(refusals.wasOpened)
  if (receipt.state === 'posted') {
    const back = await takeBack(db, { councilId, receiptId, why, actor })
    if (!back.ok) return back
  }
  const suspended = await lockReceipt(db, councilId, receiptId)
  if (suspended?.suspenseItemId == null) return refused(refusals.settledMeanwhile)
  await postBetween(db, {
    councilId,
    receipt,
    nth: 'returned',
    actor,
    kind: 'transfer',
    narrative: 'The bank took the payment back',
    debit: 'suspense',
    credit: 'bank',
    amount: receipt.amount,
  })
  await suspenseMoved(db, {
    councilId,
    itemId: suspended.suspenseItemId,
    moved: receipt.amount,
  })
  await db.run(sql`
    update payments.receipt set state = 'returned', owner = null
    where council_id = ${councilId}::int and id = ${receiptId}::uuid`)
  await db.run(sql`
    update payments.bank_line set state = 'returned', explained_by = ${actor}, explained_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${lineId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'returned by the bank',
    objectKind: 'receipt',
    objectId: receiptId,
  })
  return done(undefined)
}
