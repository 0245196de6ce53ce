import { daysApart } from '#debts'
import { type Sql, sql } from '#platform/sql.ts'

/**
 * Pairs receipts with payments that the accounts' own sources told of, one for one in order of their days, within a week: the same account
 * and amount, not undone, and no other receipt's. `receipts` selects `id`, `account_id`, `amount` and `received_on`, and
 * is read once. Answers `id` and `entry_id`.
 */
export const toldBySource = (councilId: number, receipts: Sql): Sql => sql`
  with receipt as materialized (${receipts}), near as materialized (
    select receipt.id, receipt.account_id, receipt.amount, receipt.received_on, entry.id as entry_id, entry.effective_on
    from receipt
    join debts.posting as posting
      on posting.council_id = ${councilId}::int and posting.credit = receipt.account_id and posting.amount = receipt.amount
    join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = posting.entry_id
    where entry.kind = 'payment' and entry.source_kind = 'import row'
      and entry.effective_on between receipt.received_on - ${daysApart}::int and receipt.received_on + ${daysApart}::int
      and not exists (select from debts.entry as undone
        where undone.council_id = ${councilId}::int and undone.reverses_id = entry.id)
      and not exists (select from payments.receipt_posting as known
        where known.council_id = ${councilId}::int and known.entry_id = entry.id and known.undone_at is null)
  )
  select each_receipt.id, each_entry.entry_id
  from (
    select id, account_id, amount, received_on,
      row_number() over (partition by account_id, amount order by received_on, id) as nth
    from (select distinct id, account_id, amount, received_on from near) as receipt
  ) as each_receipt
  join (
    select entry_id, account_id, amount, effective_on,
      row_number() over (partition by account_id, amount order by effective_on, entry_id) as nth
    from (select distinct entry_id, account_id, amount, effective_on from near) as entry
  ) as each_entry using (account_id, amount, nth)
  where abs(effective_on - received_on) <= ${daysApart}::int`
