import assert from 'node:assert/strict'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import type { Pence } from '#values/money.ts'

/** The council's own places for money. A debt's own ledger account has the id of the debt's account. */
export const ledgerKinds = [
  'bank',
  'income',
  'costs',
  'interest',
  'adjustments',
  'suspense',
  'refunds',
] as const
export type LedgerKind = (typeof ledgerKinds)[number]

export type EntryKind =
  'charge' | 'payment' | 'costs' | 'interest' | 'adjustment' | 'refund' | 'transfer' | 'reversal'

/** The id of one of the council's own ledger accounts, for use inside a statement. */
export const ledgerAccount = (councilId: number, kind: LedgerKind): Sql =>
  sql`platform.id_of('ledger account', ${councilId}::int, ${kind}::text)`

/** Of the `kind` of a row. */
const ledgerAccountOf = (councilId: number): Sql =>
  sql`platform.id_of('ledger account', ${councilId}::int, kind)`

/** Opens the council's own ledger accounts. Harmless to repeat. */
export const openLedger = async (db: Db, councilId: number): Promise<void> => {
  await db.run(sql`
    insert into debts.ledger_account (council_id, id, kind)
    select ${councilId}::int, ${ledgerAccountOf(councilId)}, kind
    from unnest(${[...ledgerKinds]}::text[]) as kind
    on conflict (council_id, id) do nothing`)
}

/**
 * Posts a whole set of entries in two statements, and audits each.
 *
 * `entries` selects one row for each line: `reference text, kind text, effective_on date, narrative text,
 * source_kind text, source_id text, reverses_id uuid, line int, debit uuid, credit uuid, amount bigint`. The
 * reference is unique for ever: the database refuses one that was used before, so a caller filters those first.
 * The lines of one entry agree on everything but the money. Their balances are taken first, so that each entry is recorded
 * plainly before whatever is sent, or after it; `hasBook` spares whoever has the council's book for a file, which nothing is sent beside.
 * Returns how many lines were posted.
 */
export async function postSet(
  db: Db,
  {
    councilId,
    entries,
    actor,
    hasBook = false,
  }: {
    readonly councilId: number
    readonly entries: Sql
    readonly actor: string
    readonly hasBook?: boolean
  },
): Promise<number> {
  if (!hasBook) {
    const sides = sql`select unnest(array[line.debit, line.credit]) from (${entries}) as line`
    await lockInOrder(db, councilId, sides)
  }
  await fillTable(
    db,
    'debts.entry',
    sql`
    insert into debts.entry
      (council_id, id, kind, effective_on, reference, narrative, source_kind, source_id, reverses_id, recorded_by)
    select
      ${councilId}::int, platform.id_of('entry', ${councilId}::int, reference), kind, effective_on, reference,
      narrative, source_kind, source_id, reverses_id, ${actor}::text
    from (${entries}) as line
    where line.line = 1`,
  )
  const posted = await db.run(sql`
    insert into debts.posting (council_id, entry_id, line, debit, credit, amount)
    select
      ${councilId}::int, platform.id_of('entry', ${councilId}::int, reference), line, debit, credit, amount
    from (${entries}) as line`)
  await recordSet(db, {
    councilId,
    actor,
    action: 'posted',
    objectKind: 'txn',
    objects: sql`
      select
        platform.id_of('entry', ${councilId}::int, reference)::text as object_id,
        json_build_object('kind', kind, 'reference', reference)::text as detail
      from (${entries}) as line
      where line.line = 1`,
  })
  return posted
}

/** Something that happened, and where the money went. */
export type Entry = {
  readonly kind: EntryKind
  /** The day it counts from in law and in the accounts. When we learned of it is `recorded_at`. */
  readonly effectiveOn: Temporal.PlainDate
  /** Unique for ever. */
  readonly reference: string
  readonly narrative: string
  readonly sourceKind: string
  readonly sourceId: string
  readonly reversesId?: string
  readonly postings: readonly Posting[]
}

/** Ids of ledger accounts. More than nothing moves; the direction is in `debit` and `credit`, never in a sign. */
export type Posting = { readonly debit: string; readonly credit: string; readonly amount: Pence }

/** Posts one entry. The same entry again is harmless; a different one under a used reference is a fault. */
export async function post(
  db: Db,
  {
    councilId,
    entry,
    actor,
  }: { readonly councilId: number; readonly entry: Entry; readonly actor: string },
): Promise<boolean> {
  assert(entry.postings.length > 0, 'an entry moves money')
  const lines = linesOf(entry)
  const known = await db.run(sql`
    select 1 from debts.entry where council_id = ${councilId}::int and reference = ${entry.reference}::text`)
  if (known === 0) {
    await postSet(db, { councilId, entries: lines, actor })
    return true
  }
  const different = await db.run(sql`
    select 1
    from (${lines}) as line
    left join debts.entry as entry
      on entry.council_id = ${councilId}::int and entry.reference = line.reference and entry.kind = line.kind
      and entry.effective_on = line.effective_on
    left join debts.posting as posting
      on posting.council_id = ${councilId}::int and posting.entry_id = entry.id and posting.line = line.line
      and (posting.debit, posting.credit, posting.amount) = (line.debit, line.credit, line.amount)
    where posting.entry_id is null`)
  assert(
    different === 0,
    `the reference of this ${entry.kind} was used before for something different`,
  )
  return false
}

const linesOf = ({ postings, ...entry }: Entry): Sql => sql`
  select
    ${entry.reference}::text as reference, ${entry.kind}::text as kind, ${entry.effectiveOn}::date as effective_on,
    ${entry.narrative}::text as narrative, ${entry.sourceKind}::text as source_kind,
    ${entry.sourceId}::text as source_id, ${entry.reversesId ?? null}::uuid as reverses_id, line::int,
    debit, credit, amount
  from unnest(
    ${postings.map(({ debit }) => debit)}::uuid[],
    ${postings.map(({ credit }) => credit)}::uuid[],
    ${postings.map(({ amount }) => amount)}::bigint[]
  ) with ordinality as posting (debit, credit, amount, line)`

/**
 * Takes accounts' balances until the transaction ends, for whoever posts to them after looking: whoever posts to one meanwhile
 * waits. The council's own places are taken with them and before them, as by everybody who posts.
 */
export const lockBalances = async (
  db: Db,
  councilId: number,
  accountIds: readonly string[],
): Promise<void> => {
  const places = sql`select ${ledgerAccountOf(councilId)} from unnest(${[...ledgerKinds]}::text[]) as kind`
  await lockInOrder(
    db,
    councilId,
    sql`${places} union all select unnest(${[...accountIds]}::uuid[])`,
  )
}

/**
 * Keeps an account's balance as it is until the transaction ends, for whoever posts nothing: a payment is recorded plainly
 * before this or after it.
 */
export const keepBalance = async (db: Db, councilId: number, accountId: string): Promise<void> => {
  await db.run(sql`
    select from debts.ledger_account
    where council_id = ${councilId}::int and id = ${accountId}::uuid for no key update`)
}

/** The order of the trigger that moves balances. */
const lockInOrder = (db: Db, councilId: number, ids: Sql): Promise<number> =>
  db.run(sql`
    select from debts.ledger_account
    where council_id = ${councilId}::int and id in (${ids}) order by kind = 'account', id for no key update`)

/** The only way to correct an entry: say it backwards, on a day, and say why. Once only: the database refuses twice. */
export async function reverse(
  db: Db,
  {
    councilId,
    entryId,
    on,
    because,
    actor,
  }: {
    readonly councilId: number
    readonly entryId: string
    readonly on: Temporal.PlainDate
    readonly because: string
    readonly actor: string
  },
): Promise<void> {
  await postSet(db, {
    councilId,
    actor,
    entries: sql`
      select
        entry.reference || '/reversed' as reference, 'reversal'::text as kind, ${on}::date as effective_on,
        ${because}::text as narrative, 'reversal'::text as source_kind, entry.id::text as source_id,
        entry.id as reverses_id, posting.line::int as line, posting.credit as debit, posting.debit as credit, posting.amount
      from debts.entry as entry
      join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
      where entry.council_id = ${councilId}::int and entry.id = ${entryId}::uuid`,
  })
}
