import { z } from 'zod'
import { record } from '#administration'
import { ledgerAccount, post, reverse, suspenseMoved, takeBookBetweenFiles } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { type Pence, sum } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lockReceipt, type Receipt } from './receipt.ts'
import * as refusals from './refusals.ts'
import { toldBySource } from './told-by-source.ts'

/** What goes to one account, in pence, and why it does where it is one of several. */
export type Part = { readonly accountId: string; readonly amount: Pence; readonly why?: string }

const idRow = z.object({ id: z.string() })

/**
 * Posts a receipt from suspense to the accounts that somebody says it is for, each with its reason, all of it or none, on the
 * day that it was received. What the account's own source told of already is not posted again. Refuses one that is not in suspense any more,
 * parts that do not come to it, and while a file of the council is being applied: it may be telling of this very payment.
 */
export async function postReceipt(
  db: Db,
  {
    councilId,
    receiptId,
    parts,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly receiptId: string
    readonly parts: readonly Part[]
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<undefined>> {
  const receipt = await lockReceipt(db, councilId, receiptId)
  if (receipt?.state !== 'in suspense' || receipt.suspenseItemId === null)
    return refused(refusals.settledMeanwhile)
  const mayGo = await mayBePosted(db, { councilId, amount: receipt.own, parts })
  if (!mayGo.ok) return mayGo
  for (const part of parts) {
    const told = await db.maybeOne(
      z.object({ entryId: z.string() }),
      toldBySource(
        councilId,
        sql`
          select ${receiptId}::uuid as id, ${part.accountId}::uuid as account_id, ${part.amount}::bigint as amount,
            ${receipt.receivedOn}::date as received_on`,
      ),
    )
    const nth = await nextPosting(db, councilId, receiptId)
    const entry = told
      ? await leaveToSource(db, { councilId, receipt, part, nth, actor })
      : await moveFromSuspense(db, { councilId, receipt, part, nth, actor })
    await suspenseMoved(db, { councilId, itemId: receipt.suspenseItemId, moved: part.amount })
    await db.run(sql`
      insert into payments.receipt_posting
        (council_id, receipt_id, nth, entry_id, account_id, amount, way, why, posted_by)
      values (
        ${councilId}::int, ${receiptId}::uuid, ${nth}::int, ${told?.entryId ?? entry}::uuid, ${part.accountId}::uuid,
        ${part.amount}::bigint, ${told ? 'told by source' : 'officer'}, ${part.why === undefined ? why : `${why} ${part.why}`}, ${actor})`)
  }
  await db.run(sql`
    update payments.receipt set state = 'posted', owner = null
    where council_id = ${councilId}::int and id = ${receiptId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'posted from suspense',
    objectKind: 'receipt',
    objectId: receiptId,
    detail: { accounts: parts.length },
  })
  return done(undefined)
}

/**
 * Whether so much may be posted in these parts: to accounts that there are, each once, coming to the amount, and while no file
 * is being applied, which is kept waiting from here on.
 */
export async function mayBePosted(
  db: Db,
  {
    councilId,
    amount,
    parts,
  }: { readonly councilId: number; readonly amount: Pence; readonly parts: readonly Part[] },
): Promise<Outcome<undefined>> {
  if (!(await takeBookBetweenFiles(db, councilId))) return refused(refusals.fileBeingApplied)
  const accountIds = [...new Set(parts.map(({ accountId }) => accountId))]
  if (
    parts.length === 0 ||
    parts.some(part => part.amount <= 0n) ||
    accountIds.length < parts.length ||
    sum(parts.map(part => part.amount)) !== amount
  )
    return refused(refusals.notItsAmount)
  const known = await db.run(sql`
    select from debts.account where council_id = ${councilId}::int and id = any (${accountIds}::uuid[])`)
  return known < accountIds.length ? refused(refusals.noSuchAccount) : done(undefined)
}

async function nextPosting(db: Db, councilId: number, receiptId: string): Promise<number> {
  const { next } = await db.one(
    z.object({ next: z.number() }),
    sql`
      select coalesce(max(nth), 0) + 1 as next from payments.receipt_posting
      where council_id = ${councilId}::int and receipt_id = ${receiptId}::uuid`,
  )
  return next
}

type ToMove = {
  readonly councilId: number
  readonly receipt: Receipt
  readonly part: Part
  readonly nth: number
  readonly actor: string
}

/** The money leaves suspense for the account. */
const moveFromSuspense = (db: Db, { councilId, receipt, part, nth, actor }: ToMove) =>
  postBetween(db, {
    councilId,
    receipt,
    nth,
    actor,
    kind: 'payment',
    narrative: 'Payment at the bank',
    debit: 'suspense',
    credit: part.accountId,
    amount: part.amount,
  })

/** The source's own entry has it at the bank and on the account: it was at the bank twice. */
const leaveToSource = (db: Db, { councilId, receipt, part, nth, actor }: ToMove) =>
  postBetween(db, {
    councilId,
    receipt,
    nth,
    actor,
    kind: 'transfer',
    narrative: 'Its source had told of this payment',
    debit: 'suspense',
    credit: 'bank',
    amount: part.amount,
  })

const councilPlaces = ['bank', 'suspense'] as const
type Place = (typeof councilPlaces)[number]
const isPlace = (text: string): text is Place => councilPlaces.some(place => place === text)

/** Posts one movement of a receipt and answers its entry. A place is the council's own, or an account by its id. */
export async function postBetween(
  db: Db,
  move: {
    readonly councilId: number
    readonly receipt: Receipt
    readonly nth: number | string
    readonly actor: string
    readonly kind: 'payment' | 'transfer'
    readonly narrative: string
    readonly debit: Place
    readonly credit: string
    readonly amount: Pence
  },
): Promise<string> {
  const { councilId, receipt, nth, amount } = move
  const placeOf = async (place: string) =>
    isPlace(place)
      ? (await db.one(idRow, sql`select ${ledgerAccount(councilId, place)} as id`)).id
      : place
  const reference = `receipt/${receipt.id}/${nth}`
  await post(db, {
    councilId,
    actor: move.actor,
    entry: {
      kind: move.kind,
      effectiveOn: receipt.receivedOn,
      reference,
      narrative: move.narrative,
      sourceKind: 'receipt',
      sourceId: `${receipt.id}/${nth}`,
      postings: [{ debit: await placeOf(move.debit), credit: await placeOf(move.credit), amount }],
    },
  })
  const { id } = await db.one(
    idRow,
    sql`select platform.id_of('entry', ${councilId}::int, ${reference}) as id`,
  )
  return id
}

/** Takes back a posting of a receipt: said backwards, on the day that the money was received, and never edited. */
export async function undoPosting(
  db: Db,
  {
    councilId,
    receipt,
    nth,
    entryId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly receipt: Receipt
    readonly nth: number
    readonly entryId: string
    readonly why: string
    readonly actor: string
  },
): Promise<void> {
  await reverse(db, { councilId, entryId, on: receipt.receivedOn, because: why, actor })
  await db.run(sql`
    update payments.receipt_posting set undone_why = ${why}, undone_by = ${actor}, undone_at = clock_timestamp()
    where council_id = ${councilId}::int and receipt_id = ${receipt.id}::uuid and nth = ${nth}::int`)
}
