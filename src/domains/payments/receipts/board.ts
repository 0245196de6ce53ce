import { z } from 'zod'
import { figure } from '#administration'
import type { Db } from '#platform/db.ts'
import { count, date, instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { ownOf } from './receipt.ts'

const waiting = z.object({
  receipts: count,
  amount: pence,
  late: count,
  lateAfter: count,
  lines: count,
})
/** What somebody has to look at: receipts in suspense, how many for more days than the council's figure (PAY-03), and lines that nobody has explained. */
export type Waiting = z.infer<typeof waiting>

export const whatWaits = (db: Db, councilId: number, today: Temporal.PlainDate): Promise<Waiting> =>
  db.one(
    waiting,
    sql`
      select count(receipt.id) as receipts, coalesce(sum(item.amount - item.allocated), 0)::bigint as amount,
        count(*) filter (where receipt.received_on < ${today}::date - late.after) as late, max(late.after) as late_after,
        (select count(*) from payments.bank_line where council_id = ${councilId}::int and state = 'to explain') as lines
      from (select ${figure(councilId, 'suspense-late')} as after) as late
      left join (payments.receipt as receipt
        join debts.suspense_item as item on item.council_id = ${councilId}::int and item.id = receipt.suspense_item_id)
        on receipt.council_id = ${councilId}::int and receipt.state = 'in suspense'`,
  )

const statementFile = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(['received', 'taken', 'refused']),
  refusedWhy: z.string().nullable(),
  takenBy: z.string(),
  takenAt: instant,
  lines: count,
  receipts: count,
  amount: pence,
  inSuspense: count,
  doubts: z.array(z.string()),
  areShownToFoot: z.boolean(),
})
/** A bank's file, and what became of its lines. */
export type StatementFile = z.infer<typeof statementFile>

const statementFiles = (councilId: number) => sql`
  select file.id, file.file_name, file.state, file.refused_why, coalesce(staff.name, file.taken_by) as taken_by, file.taken_at,
    counted.lines, counted.receipts, counted.amount, counted.in_suspense,
    coalesce((select array_agg(doubt) from payments.statement as statement, unnest(statement.doubts) as doubt
      where statement.council_id = ${councilId}::int and statement.file_id = file.id), '{}') as doubts,
    coalesce((select bool_and(statement.is_shown_to_foot) from payments.statement as statement
      where statement.council_id = ${councilId}::int and statement.file_id = file.id), false) as are_shown_to_foot
  from payments.statement_file as file
  left join administration.staff as staff on staff.staff_id::text = file.taken_by
  cross join lateral (
    select count(*) as lines, count(receipt.id) as receipts, coalesce(sum(receipt.amount), 0)::bigint as amount,
      count(*) filter (where receipt.state = 'in suspense') as in_suspense
    from payments.bank_line as line
    left join payments.receipt as receipt on receipt.council_id = ${councilId}::int and receipt.bank_line_id = line.id
    where line.council_id = ${councilId}::int and line.file_id = file.id
  ) as counted
  where file.council_id = ${councilId}::int`

export const recentStatementFiles = (
  db: Db,
  councilId: number,
): Promise<readonly StatementFile[]> =>
  db.many(
    statementFile,
    sql`${statementFiles(councilId)} order by file.taken_at desc, file.id limit 30`,
  )

export const findStatementFile = (
  db: Db,
  councilId: number,
  fileId: string,
): Promise<StatementFile | undefined> =>
  db.maybeOne(statementFile, sql`${statementFiles(councilId)} and file.id = ${fileId}::uuid`)

/** Whether a file of this name was taken in. */
export const isStatementTaken = async (
  db: Db,
  councilId: number,
  fileName: string,
): Promise<boolean> =>
  (await db.run(sql`
    select from payments.statement_file
    where council_id = ${councilId}::int and file_name = ${fileName} and state = 'taken' limit 1`)) >
  0

const share = z.object({ what: z.string(), items: count, amount: pence })
/** One part of a sum, and how many things make it up. */
export type Share = z.infer<typeof share>

type Month = { readonly councilId: number; readonly month: Temporal.PlainYearMonth }
const daysOf = (month: Temporal.PlainYearMonth) => ({
  from: month.toPlainDate({ day: 1 }),
  to: month.toPlainDate({ day: month.daysInMonth }),
})

/** Receipts of the bank's lines, where one that was opened is the payments it is made of and what is left of it. */
const amountsOf = (councilId: number) => sql`
  select receipt.bank_line_id, receipt.state, ${ownOf(councilId)} as amount
  from payments.receipt as receipt
  where receipt.council_id = ${councilId}::int and receipt.bank_line_id is not null and receipt.state <> 'opened'
  union all
  select whole.bank_line_id, part.state, part.amount
  from payments.receipt as part
  join payments.receipt as whole on whole.council_id = ${councilId}::int and whole.id = part.opened_from
  where part.council_id = ${councilId}::int`

/** What came in at the bank in a month, by what became of it: the parts come to what the bank says. */
export const cameIn = (db: Db, { councilId, month }: Month): Promise<readonly Share[]> => {
  const { from, to } = daysOf(month)
  return db.many(
    share,
    sql`
      select case
          when receipt.state = 'posted' then 'On accounts'
          when receipt.state = 'in suspense' then 'In suspense'
          when receipt.state = 'returned' then 'Taken back by the bank since'
          when line.state = 'explained' then 'Explained: no payment to an account'
          else 'To explain' end as what,
        count(*) as items, sum(coalesce(receipt.amount, line.amount))::bigint as amount
      from payments.bank_line as line
      left join (${amountsOf(councilId)}) as receipt on receipt.bank_line_id = line.id
      where line.council_id = ${councilId}::int and line.booked_on between ${from}::date and ${to}::date
        and line.side = 'credit' and line.currency = 'GBP'
        and line.state in ('receipt', 'returned', 'explained', 'to explain')
      group by 1 order by 1`,
  )
}

const threeWays = z.object({
  source: z.string(),
  posted: pence,
  told: pence,
  untold: pence,
  untoldItems: count,
  unseen: pence,
  unseenItems: count,
})
/**
 * One source, three ways: what reached the bank and was posted to its accounts, how much of that it has told of, how much it
 * has not, and what it told of that no statement has.
 */
export type ThreeWays = z.infer<typeof threeWays>

const fromBank = ({ councilId, month }: Month) => {
  const { from, to } = daysOf(month)
  return sql`
    select account.source, account.id as account_id, account.reference, posting.amount, receipt.received_on, receipt.id as receipt_id,
      posting.way = 'told by source' or heard.entry_id is not null as is_told
    from payments.receipt as receipt
    join payments.receipt_posting as posting
      on posting.council_id = ${councilId}::int and posting.receipt_id = receipt.id and posting.undone_at is null
    join debts.account as account on account.council_id = ${councilId}::int and account.id = posting.account_id
    left join debts.heard_back as heard on heard.council_id = ${councilId}::int and heard.entry_id = posting.entry_id
    where receipt.council_id = ${councilId}::int and receipt.received_on between ${from}::date and ${to}::date`
}

/** Only from the first day that any statement has: before it, nothing was to be seen. */
const fromSource = ({ councilId, month }: Month) => {
  const { from, to } = daysOf(month)
  return sql`
    select account.source, account.id as account_id, account.reference, posting.amount, entry.effective_on as received_on
    from debts.entry as entry
    join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
    join debts.account as account on account.council_id = ${councilId}::int and account.id = posting.credit
    where entry.council_id = ${councilId}::int and entry.kind = 'payment' and entry.source_kind = 'import row'
      and entry.effective_on between ${from}::date and ${to}::date and entry.recorded_at >= ${from}::date - 7
      and entry.effective_on >= (
        select min(line.booked_on) from payments.bank_line as line where line.council_id = ${councilId}::int)
      and not exists (select from debts.entry as undone
        where undone.council_id = ${councilId}::int and undone.reverses_id = entry.id)
      and not exists (select from payments.receipt_posting as known
        where known.council_id = ${councilId}::int and known.entry_id = entry.id and known.undone_at is null)`
}

export const bySource = (db: Db, month: Month): Promise<readonly ThreeWays[]> =>
  db.many(
    threeWays,
    sql`
      with bank as materialized (${fromBank(month)}), unseen as materialized (${fromSource(month)})
      select source, coalesce(sum(posted), 0)::bigint as posted, coalesce(sum(told), 0)::bigint as told,
        coalesce(sum(untold), 0)::bigint as untold, count(untold) as untold_items,
        coalesce(sum(unseen), 0)::bigint as unseen, count(unseen) as unseen_items
      from (
        select source, amount as posted, case when is_told then amount end as told,
          case when not is_told then amount end as untold, null::bigint as unseen
        from bank
        union all select source, null, null, null, amount from unseen
      ) as each
      group by source order by source`,
  )

const difference = z.object({
  accountId: z.string(),
  reference: z.string(),
  amount: pence,
  receivedOn: date,
  receiptId: z.string().nullable(),
})
/** One payment that two of the three do not both have. */
export type Difference = z.infer<typeof difference>

/** The payments behind a difference of one source, the oldest first. */
export const differences = (
  db: Db,
  month: Month,
  { source, which }: { readonly source: string; readonly which: 'untold' | 'unseen' },
): Promise<readonly Difference[]> =>
  db.many(
    difference,
    which === 'untold'
      ? sql`
        select account_id, reference, amount, received_on, receipt_id from (${fromBank(month)}) as bank
        where not is_told and source = ${source}::text order by received_on, reference limit 200`
      : sql`
        select account_id, reference, amount, received_on, null::uuid as receipt_id from (${fromSource(month)}) as unseen
        where source = ${source}::text order by received_on, reference limit 200`,
  )
