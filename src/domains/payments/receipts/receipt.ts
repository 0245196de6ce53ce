import { z } from 'zod'
import { isSomebodyHidden, restrictedWords } from '#debts'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

const receipt = z.object({
  id: z.string(),
  channel: z.enum(['bank', 'source', 'agent']),
  receivedOn: date,
  amount: pence,
  /** Of it, what no payment was taken out of: what is posted, or waits in suspense. */
  own: pence,
  given: z.string(),
  payer: z.string(),
  state: z.enum(['posted', 'in suspense', 'returned', 'opened']),
  suspenseItemId: z.string().nullable(),
  /** The sum that it is a part of, where what came in at the bank was several payments. */
  openedFrom: z.string().nullable(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  bankAccount: z.string().nullable(),
  /** What is odd about its line, or why an officer counted it as a payment; empty for most. */
  saidOfLine: z.string(),
})
/** Money that came in. */
export type Receipt = z.infer<typeof receipt>

/** What of `receipt` is its own, where payments that it is made of were taken out of it. For use inside a statement. */
export const ownOf = (councilId: number): Sql => sql`
  (receipt.amount - coalesce((select sum(part.amount) from payments.receipt as part
    where part.council_id = ${councilId}::int and part.opened_from = receipt.id), 0))::bigint`

const receipts = (councilId: number, which: Sql): Sql => sql`
  select receipt.id, receipt.channel, receipt.received_on, receipt.amount, receipt.given, receipt.payer, receipt.state,
    receipt.suspense_item_id, receipt.opened_from, receipt.owner, staff.name as owner_name, bank.name as bank_account,
    coalesce(line.why, '') as said_of_line, ${ownOf(councilId)} as own
  from payments.receipt as receipt
  left join payments.receipt as whole on whole.council_id = ${councilId}::int and whole.id = receipt.opened_from
  left join administration.staff as staff on staff.staff_id::text = receipt.owner
  left join payments.bank_line as line on line.council_id = ${councilId}::int and line.id = coalesce(receipt.bank_line_id, whole.bank_line_id)
  left join payments.bank_account as bank on bank.council_id = ${councilId}::int and bank.number = line.account
  where receipt.council_id = ${councilId}::int and ${which}`

export const findReceipt = (db: Db, councilId: number, id: string): Promise<Receipt | undefined> =>
  db.maybeOne(receipt, receipts(councilId, sql`receipt.id = ${id}::uuid`))

/** What waits in suspense, the oldest first. */
export const inSuspense = (
  db: Db,
  councilId: number,
  { limit = 200 }: { readonly limit?: number } = {},
): Promise<readonly Receipt[]> =>
  db.many(
    receipt,
    sql`
      ${receipts(councilId, sql`receipt.state = 'in suspense'`)}
      order by receipt.received_on, receipt.amount desc, receipt.id limit ${limit}::int`,
  )

/** Locks a receipt for whoever settles it, and says how it stands. Undefined when there is none. */
export async function lockReceipt(
  db: Db,
  councilId: number,
  id: string,
): Promise<Receipt | undefined> {
  await db.run(sql`
    select from payments.receipt where council_id = ${councilId}::int and id = ${id}::uuid for update`)
  return findReceipt(db, councilId, id)
}

const posting = z.object({
  nth: z.number(),
  entryId: z.string(),
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  amount: pence,
  way: z.string(),
  why: z.string(),
  by: z.string(),
  postedAt: instant,
  undoneWhy: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undoneAt: instant.nullable(),
  /** The account's own source has told of it. */
  isHeardBack: z.boolean(),
})
/** Where a receipt went, or was until it was taken back. */
export type ReceiptPosting = z.infer<typeof posting>

export const postingsOf = (
  db: Db,
  councilId: number,
  receiptId: string,
): Promise<readonly ReceiptPosting[]> =>
  db.many(
    posting,
    sql`
      select posting.nth, posting.entry_id, posting.account_id, account.debt_type, posting.amount, posting.way,
        case when kept.back then ${restrictedWords}::text else account.reference end as reference,
        case when kept.back then '' else posting.why end as why, coalesce(staff.name, posting.posted_by) as by, posting.posted_at, posting.undone_why,
        coalesce(undoer.name, posting.undone_by) as undone_by, posting.undone_at,
        posting.way = 'told by source' or heard.entry_id is not null as is_heard_back
      from payments.receipt_posting as posting
      join debts.account as account on account.council_id = ${councilId}::int and account.id = posting.account_id
      cross join lateral (select ${isSomebodyHidden(councilId, sql`posting.account_id`)} as back) as kept
      left join debts.heard_back as heard on heard.council_id = ${councilId}::int and heard.entry_id = posting.entry_id
      left join administration.staff as staff on staff.staff_id::text = posting.posted_by
      left join administration.staff as undoer on undoer.staff_id::text = posting.undone_by
      where posting.council_id = ${councilId}::int and posting.receipt_id = ${receiptId}::uuid
      order by posting.nth`,
  )

const onAccount = z.object({
  receiptId: z.string(),
  receivedOn: date,
  amount: pence,
  why: z.string(),
  isHeardBack: z.boolean(),
})
/** A payment on an account that came in by the bank, and why it is there. */
export type PaymentIn = z.infer<typeof onAccount>

export const paymentsInOn = (
  db: Db,
  councilId: number,
  accountId: string,
): Promise<readonly PaymentIn[]> =>
  db.many(
    onAccount,
    sql`
      select posting.receipt_id, receipt.received_on, posting.amount, posting.why,
        posting.way = 'told by source' or heard.entry_id is not null as is_heard_back
      from payments.receipt_posting as posting
      join payments.receipt as receipt on receipt.council_id = ${councilId}::int and receipt.id = posting.receipt_id
      left join debts.heard_back as heard on heard.council_id = ${councilId}::int and heard.entry_id = posting.entry_id
      where posting.council_id = ${councilId}::int and posting.account_id = ${accountId}::uuid and posting.undone_at is null
      order by receipt.received_on desc, posting.receipt_id limit 50`,
  )

/** Takes a receipt in suspense to look into, or gives it up. Answers false when it is not there any more. */
export const setOwner = async (
  db: Db,
  {
    councilId,
    receiptId,
    owner,
  }: { readonly councilId: number; readonly receiptId: string; readonly owner: string | null },
): Promise<boolean> =>
  (await db.run(sql`
    update payments.receipt set owner = ${owner}::text
    where council_id = ${councilId}::int and id = ${receiptId}::uuid and state = 'in suspense'`)) >
  0
