import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'

/** So many days may lie between a payment as we learned of it and its source's word, whichever was first (decision 0015). */
export const daysApart = 7

/**
 * What is ours and not heard of yet, near the days that a source tells of: payments that stand; and what else happened here and a
 * source tells of because we told it: costs, interest, what was added or taken off, a refund; and what takes back a thing that the
 * source has. (What takes back one that was not heard of is not paired, as the thing itself is not: a source that tells of both
 * changes nothing.)
 */
const ours = (councilId: number): Sql => sql`
  select entry.id, 'payment' as way, entry.effective_on, entry.effective_on as known_on, posting.credit as account_id, posting.amount
  from debts.entry as entry
  join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
  where entry.council_id = ${councilId}::int and entry.kind = 'payment' and entry.source_kind <> 'import row'
    and entry.effective_on between (select min(effective_on) from told) - ${daysApart}::int
      and (select max(effective_on) from told) + ${daysApart}::int
    and not exists (select from debts.entry as undone
      where undone.council_id = ${councilId}::int and undone.reverses_id = entry.id)
  union all
  select entry.id,
    case when entry.kind in ('costs', 'interest') then entry.kind when posting.debit = ledger.id then 'up' else 'down' end,
    entry.effective_on, entry.recorded_at::date, ledger.id, posting.amount
  from debts.entry as entry
  join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
  join debts.ledger_account as ledger
    on ledger.council_id = ${councilId}::int and ledger.id in (posting.debit, posting.credit) and ledger.account_id is not null
  left join debts.entry as undone on undone.council_id = ${councilId}::int and undone.id = entry.reverses_id
  where entry.council_id = ${councilId}::int and entry.kind not in ('charge', 'payment') and entry.source_kind <> 'import row'
    and entry.recorded_at >= (select min(effective_on) from told where way <> 'payment') - ${daysApart + 1}::int
    and not exists (select from debts.entry as later where later.council_id = ${councilId}::int and later.reverses_id = entry.id)
    and (undone.id is null or undone.source_kind = 'import row' or exists (select from debts.heard_back as heard
      where heard.council_id = ${councilId}::int and heard.entry_id = undone.id))`

/**
 * Finds, among movements that a source tells of, those that we posted before it did (a receipt at the bank, a direct debit, a
 * card; a charge added here; money that went back): the same account, amount and direction, within a week, one for one in order of their days.
 * `transactions` selects what `takeInTransactions` takes. What is found is not posted again: `notHeardBack` leaves it out. A payment
 * of ours is an entry for each account; one that moves a credit to another account is heard back for each of the two. What went back may count from an earlier
 * day than it became known on: the source's word may be near either.
 */
export async function hearBack(
  db: Db,
  { councilId, transactions }: { readonly councilId: number; readonly transactions: Sql },
): Promise<number> {
  return db.run(sql`
    with told as materialized (
      select source || ':' || transaction_reference as reference,
        case kind when 'refund' then 'up' when 'adjustment up' then 'up' when 'adjustment down' then 'down' else kind end as way,
        account_id, amount, effective_on
      from (${transactions}) as movement
      where account_id is not null
    ), ours as materialized (
      select * from (${ours(councilId)}) as entry
      where not exists (select from debts.heard_back as heard
        where heard.council_id = ${councilId}::int and heard.entry_id = entry.id
          and coalesce(heard.account_id, entry.account_id) = entry.account_id)
    ), near as materialized (
      select distinct told.reference, told.effective_on as told_on, ours.id, ours.effective_on, ours.known_on, way, told.account_id,
        told.amount
      from told join ours using (way, account_id, amount)
      where least(abs(told.effective_on - ours.effective_on), abs(told.effective_on - ours.known_on)) <= ${daysApart}::int
    ), paired as (
      select each_told.reference, each_ours.id, account_id
      from (
        select reference, way, account_id, amount, told_on,
          row_number() over (partition by way, account_id, amount order by told_on, reference) as nth
        from (select distinct reference, way, account_id, amount, told_on from near) as told
      ) as each_told
      join (
        select id, way, account_id, amount, effective_on, known_on,
          row_number() over (partition by way, account_id, amount order by effective_on, id) as nth
        from (select distinct id, way, account_id, amount, effective_on, known_on from near) as ours
      ) as each_ours using (way, account_id, amount, nth)
      where least(abs(told_on - effective_on), abs(told_on - known_on)) <= ${daysApart}::int
    )
    insert into debts.heard_back (council_id, entry_id, source_reference, account_id)
    select ${councilId}::int, id, reference, account_id from paired`)
}

/** The movements that are not told of something posted before. Has the columns of `transactions`. */
export const notHeardBack = (councilId: number, transactions: Sql): Sql => sql`
  select movement.* from (${transactions}) as movement
  where not exists (
    select from debts.heard_back as heard
    where heard.council_id = ${councilId}::int
      and heard.source_reference = movement.source || ':' || movement.transaction_reference)`

/** The entry that a source's movement is in the ledger as: its own, or the one that was posted before it was told of. */
export const heardBackEntry = (councilId: number, reference: Sql): Sql => sql`
  coalesce(
    (select heard.entry_id from debts.heard_back as heard
      where heard.council_id = ${councilId}::int and heard.source_reference = ${reference}),
    platform.id_of('entry', ${councilId}::int, ${reference}))`
