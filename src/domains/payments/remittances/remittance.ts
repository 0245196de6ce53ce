import { z } from 'zod'
import { isSomebodyHidden, restrictedWords } from '#debts'
import type { Db } from '#platform/db.ts'
import { count, date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const remittance = z.object({
  id: z.string(),
  agent: z.string(),
  fileName: z.string(),
  takenBy: z.string(),
  takenAt: instant,
  receiptId: z.string().nullable(),
  /** Of the sum at the bank, and what of it is still in suspense. */
  banked: pence.nullable(),
  left: pence.nullable(),
  rows: count,
  collected: pence,
  kept: pence,
  remitted: pence,
  toPost: count,
  toPostAmount: pence,
  posted: count,
  postedAmount: pence,
  putAside: count,
  queries: count,
  /** What its rows took back and that is still in suspense: it makes up for what the sum at the bank is less than the rows. */
  takenBack: pence,
})
/** An agent's file, and how far it is. */
export type Remittance = z.infer<typeof remittance>

const remittances = (councilId: number) => sql`
  select remittance.id, remittance.agent, remittance.file_name, coalesce(staff.name, remittance.taken_by) as taken_by, remittance.taken_at,
    remittance.receipt_id, receipt.amount as banked, item.amount - item.allocated as left, counted.*, taken.back as taken_back
  from payments.remittance as remittance
  left join administration.staff as staff on staff.staff_id::text = remittance.taken_by
  left join payments.receipt as receipt on receipt.council_id = ${councilId}::int and receipt.id = remittance.receipt_id
  left join debts.suspense_item as item on item.council_id = ${councilId}::int and item.id = receipt.suspense_item_id
  cross join lateral (
    select count(*) as rows, coalesce(sum(collected), 0)::bigint as collected, coalesce(sum(fee), 0)::bigint as kept,
      coalesce(sum(remitted), 0)::bigint as remitted,
      count(*) filter (where state = 'to post') as to_post,
      coalesce(sum(remitted) filter (where state = 'to post'), 0)::bigint as to_post_amount,
      count(*) filter (where state = 'posted') as posted,
      coalesce(sum(remitted) filter (where state = 'posted'), 0)::bigint as posted_amount,
      count(*) filter (where state = 'put aside') as put_aside, count(query) as queries
    from payments.remittance_row as row where row.council_id = ${councilId}::int and row.remittance_id = remittance.id
  ) as counted
  cross join lateral (
    select coalesce(sum(item.amount - item.allocated), 0)::bigint as back from payments.remittance_row as row
    join payments.receipt as receipt
      on receipt.council_id = ${councilId}::int and receipt.id = row.receipt_id and receipt.state = 'in suspense'
    join debts.suspense_item as item on item.council_id = ${councilId}::int and item.id = receipt.suspense_item_id
    where row.council_id = ${councilId}::int and row.remittance_id = remittance.id and row.state = 'taken back'
  ) as taken
  where remittance.council_id = ${councilId}::int`

export const recentRemittances = (db: Db, councilId: number): Promise<readonly Remittance[]> =>
  db.many(
    remittance,
    sql`${remittances(councilId)} order by remittance.taken_at desc, remittance.id limit 50`,
  )

export const findRemittance = (
  db: Db,
  councilId: number,
  id: string,
): Promise<Remittance | undefined> =>
  db.maybeOne(remittance, sql`${remittances(councilId)} and remittance.id = ${id}::uuid`)

/** Locks a remittance for whoever works on it. Undefined when there is none. */
export async function lockRemittance(
  db: Db,
  councilId: number,
  id: string,
): Promise<Remittance | undefined> {
  await db.run(sql`
    select from payments.remittance where council_id = ${councilId}::int and id = ${id}::uuid for update`)
  return findRemittance(db, councilId, id)
}

const row = z.object({
  row: z.number(),
  placement: z.string(),
  given: z.string(),
  code: z.string(),
  notes: z.string(),
  paidOn: date.nullable(),
  collected: pence.nullable(),
  fee: pence.nullable(),
  remitted: pence.nullable(),
  accountId: z.string().nullable(),
  reference: z.string().nullable(),
  state: z.enum(['to post', 'posted', 'taken back', 'put aside', 'closed']),
  query: z.string().nullable(),
  why: z.string(),
  receiptId: z.string().nullable(),
  settledBy: z.string().nullable(),
})
/** A line of an agent's file, and what became of it. */
export type KeptRow = z.infer<typeof row>

/** Of an account with somebody whom the viewer may not see, the sums and days are shown, and no words that say whose they are. */
const rows = (councilId: number, remittanceId: string) => sql`
  select row.row, row.code, row.paid_on, row.collected, row.fee, row.remitted, row.account_id, row.state, row.receipt_id,
    case when kept.back then ${restrictedWords}::text else row.placement end as placement,
    case when kept.back then ${restrictedWords}::text else row.given end as given,
    case when kept.back then '' else row.notes end as notes, case when not kept.back then account.reference end as reference,
    case when not kept.back then row.query end as query, case when kept.back then '' else row.why end as why, coalesce(staff.name, row.settled_by) as settled_by
  from payments.remittance_row as row
  left join debts.account as account on account.council_id = ${councilId}::int and account.id = row.account_id
  cross join lateral (select ${isSomebodyHidden(councilId, sql`row.account_id`)} as back) as kept
  left join administration.staff as staff on staff.staff_id::text = row.settled_by
  where row.council_id = ${councilId}::int and row.remittance_id = ${remittanceId}::uuid`

/** Rows in the order of the file, what is to be looked at first. */
export const rowsOf = (
  db: Db,
  councilId: number,
  remittanceId: string,
  { after = 0, limit }: { readonly after?: number; readonly limit: number },
): Promise<readonly KeptRow[]> =>
  db.many(
    row,
    sql`${rows(councilId, remittanceId)} and row.row > ${after}::int order by row.row limit ${limit}::int`,
  )

/** What is to be asked of the agent: rows put aside, and fees above the law's. */
export const queriesOf = (
  db: Db,
  councilId: number,
  remittanceId: string,
): Promise<readonly KeptRow[]> =>
  db.many(
    row,
    sql`${rows(councilId, remittanceId)} and row.query is not null and row.state <> 'closed' order by row.row limit 200`,
  )

export const findRow = (
  db: Db,
  councilId: number,
  remittanceId: string,
  number: number,
): Promise<KeptRow | undefined> =>
  db.maybeOne(row, sql`${rows(councilId, remittanceId)} and row.row = ${number}::int`)

const money = z.object({
  id: z.string(),
  receivedOn: date,
  payer: z.string(),
  given: z.string(),
  left: pence,
})
/** A sum in suspense that may be what a remittance accounts for. */
export type Money = z.infer<typeof money>

/** What is in suspense and could be the remittance's money: its very sum first, then whatever is as large as its rows less what they took back, nearest first. */
export const moneyFor = (
  db: Db,
  councilId: number,
  {
    remitted,
    toPostAmount,
    takenBack,
  }: Pick<Remittance, 'remitted' | 'toPostAmount' | 'takenBack'>,
): Promise<readonly Money[]> =>
  db.many(
    money,
    sql`
      select receipt.id, receipt.received_on, receipt.payer, receipt.given, item.amount - item.allocated as left
      from payments.receipt as receipt
      join debts.suspense_item as item on item.council_id = ${councilId}::int and item.id = receipt.suspense_item_id
      where receipt.council_id = ${councilId}::int and receipt.state = 'in suspense' and receipt.opened_from is null
        and item.amount - item.allocated >= ${toPostAmount - takenBack}::bigint
        and not exists (select from payments.remittance as other
          where other.council_id = ${councilId}::int and other.receipt_id = receipt.id)
      order by abs(item.amount - item.allocated - ${remitted}::bigint), receipt.received_on desc, receipt.id limit 6`,
  )
