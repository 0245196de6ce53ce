import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { isNotHeld } from '../work.ts'
import { leavingCandidates } from './nudges.ts'

/**
 * Puts a tenant whose notice was just recorded on the list of work at once, if something is still to be asked of them: the night would
 * be the next. Whoever is on it already stays where they are, and nobody on hold or dead comes on it.
 */
export async function listLeaving(
  db: Db,
  {
    councilId,
    accountId,
    now,
    today,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly now: Temporal.Instant
    readonly today: Temporal.PlainDate
  },
): Promise<void> {
  await db.run(sql`
    insert into casework.work_item (council_id, party_id, account_id, rank, reason, overdue, late_since, made_on)
    select ${councilId}::int, party.person_id, account.id, soon.weight + least(arrears.overdue / 100, 9999)::int, soon.reason,
      arrears.overdue, arrears.oldest_due_on, ${today}::date
    from (${leavingCandidates(councilId, today)}) as soon
    join debts.account as account on account.council_id = ${councilId}::int and account.id = soon.account_id
    join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
    join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
    cross join lateral debts.arrears(
      ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${today}::date) as arrears
    where soon.account_id = ${accountId}::uuid and party.deceased_on is null
      and ${isNotHeld(councilId, sql`account.id`, sql`${now}::timestamptz`)}
    on conflict (council_id, party_id) do nothing`)
}
