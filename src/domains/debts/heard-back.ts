import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'

/** So many days may lie between a payment as we learned of it and its source's word, whichever was first (decision 0015). */
export const daysApart = 7

/**
 * Finds, among payments that a source tells of, those that we posted before it did (a receipt at the bank, a direct debit, a
 * card): the same account and amount, within a week, one for one in order of their days. `transactions` selects what
 * `takeInTransactions` takes. What is found is not posted again: `notHeardBack` leaves it out. A payment of ours is an entry for
 * each account, so that each can be told of by its own source.
 */
export async function hearBack(
  db: Db,
  { councilId, transactions }: { readonly councilId: number; readonly transactions: Sql },
): Promise<number> {
  return db.run(sql`
    with told as materialized (
      select source || ':' || transaction_reference as reference, account_id, amount, effective_on
      from (${transactions}) as movement
      where kind = 'payment' and account_id is not null
    ), ours as materialized (
      select entry.id, entry.effective_on, posting.credit as account_id, posting.amount
      from debts.entry as entry
      join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
      where entry.council_id = ${councilId}::int and entry.kind = 'payment' and entry.source_kind <> 'import row'
        and entry.effective_on between (select min(effective_on) from told) - ${daysApart}::int
          and (select max(effective_on) from told) + ${daysApart}::int
        and not exists (select from debts.entry as undone
          where undone.council_id = ${councilId}::int and undone.reverses_id = entry.id)
        and not exists (select from debts.heard_back as heard
          where heard.council_id = ${councilId}::int and heard.entry_id = entry.id)
    ), near as materialized (
      select distinct told.reference, told.effective_on as told_on, ours.id, ours.effective_on, told.account_id, told.amount
      from told join ours using (account_id, amount)
      where abs(told.effective_on - ours.effective_on) <= ${daysApart}::int
    ), paired as (
      select each_told.reference, each_ours.id
      from (
        select reference, account_id, amount, told_on,
          row_number() over (partition by account_id, amount order by told_on, reference) as nth
        from (select distinct reference, account_id, amount, told_on from near) as told
      ) as each_told
      join (
        select id, account_id, amount, effective_on,
          row_number() over (partition by account_id, amount order by effective_on, id) as nth
        from (select distinct id, account_id, amount, effective_on from near) as ours
      ) as each_ours using (account_id, amount, nth)
      where abs(told_on - effective_on) <= ${daysApart}::int
    )
    insert into debts.heard_back (council_id, entry_id, source_reference)
    select ${councilId}::int, id, reference from paired`)
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
