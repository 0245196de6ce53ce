import type { EntryKind } from '#debts'
import { type Sql, sql } from '#platform/sql.ts'
import type { Changes } from './kind.ts'

/** Which way money moved, or what was charged or taken off, as a source is told: never the words that an officer wrote. */
const ways = sql`case coalesce(undone.source_kind, entry.source_kind)
  when 'receipt' then 'bank'
  when 'card payment' then 'card'
  when 'card refund' then 'card'
  when 'card dispute' then 'card'
  else case when coalesce(undone.kind, entry.kind) in ('costs', 'interest', 'adjustment') or entry.source_kind = 'direct debit'
    or undone.source_kind = 'direct debit' then coalesce(undone.source_kind, entry.source_kind) else 'other' end end`

/**
 * What entries of a kind in the ledger did to accounts, of those that no source told us: a line for each account that an entry
 * touches. What a source told of first is its own entry, and is not found here (decision 0015).
 */
export const movements =
  (entryKind: Exclude<EntryKind, 'charge'>): Changes =>
  ({ councilId, since }): Sql => sql`
    select 'entry/' || entry.id || '/' || posting.line || '/' || ledger.account_id as effect_key, ledger.account_id, entry.id as entry_id,
      case when posting.debit = ledger.id then posting.amount else -posting.amount end as amount,
      entry.effective_on as happened_on, ${ways} as code, null::date as until_on, '' as says, entry.recorded_at
    from debts.entry as entry
    join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
    join debts.ledger_account as ledger
      on ledger.council_id = ${councilId}::int and ledger.id in (posting.debit, posting.credit) and ledger.account_id is not null
    left join debts.entry as undone on undone.council_id = ${councilId}::int and undone.id = entry.reverses_id
    where entry.council_id = ${councilId}::int and entry.recorded_at >= ${since}::timestamptz
      and entry.source_kind <> 'import row' and entry.kind = ${entryKind}::text`

/** A movement is heard back when a source's own file tells of it: the ledger pairs the two as it takes the file in. */
export const heardInLedger = (councilId: number): Sql => sql`
  exists (select from debts.heard_back as heard
    where heard.council_id = ${councilId}::int and heard.entry_id = message.entry_id
      and coalesce(heard.account_id, message.account_id) = message.account_id)`
