import { figure } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { byNoLetter } from '#recovery'
import { beforeAnythingIsLate } from './causes/causes.ts'
import { earlyCandidates } from './causes/early-warnings.ts'
import { leavingCandidates } from './tenancies/nudges.ts'
import { isNotHeld } from './work.ts'

/**
 * Makes the ranked list for the day, one line a person, from what the night decided and what they promised.
 *
 * Nobody on hold or dead is on it, nor owing nothing late unless help is to come before that, or they are about to leave. Money and stage decide the order: a failed step not put right in time, a promise broken, then a
 * final notice or second letter unpaid, then a second reminder unpaid, then somebody whom no letter can reach or whose step failed, then large and late,
 * then whoever can be helped before any notice goes; more money first within each. Run again, it changes nothing; what was put off
 * stays put off. Returns how many people are on it.
 */
export async function makeWork(
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> {
  await db.run(sql`
    with failed as (
      -- Since the first time, however often it was tried again.
      select failed.account_id,
        (min(failed.failed_at) at time zone 'Europe/London')::date + ${figure(councilId, 'failed-step-deadline')} as deadline
      from (
        select account_id, cancelled_at as failed_at from recovery.action
        where council_id = ${councilId}::int and has_failed
        union all
        -- What the database refused became no action.
        select item.account_id, run.began_at
        from recovery.run_item as item
        join recovery.run as run on run.council_id = ${councilId}::int and run.id = item.run_id
        where item.council_id = ${councilId}::int and item.outcome = 'failed' and item.action_id is null
      ) as failed
      where not exists (
        select from recovery.action as later
        where later.council_id = ${councilId}::int and later.account_id = failed.account_id
          and later.dispatched_at > failed.failed_at)
      group by failed.account_id
    ), candidate as (
      select account_id, case
          when stage = 'second reminder' then 'second reminder unpaid'
          when stage = 'second letter' then 'second letter unpaid'
          else 'final notice unpaid' end as reason,
        case when stage = 'second reminder' then 20000 else 30000 end as weight
      from recovery.account_state
      where council_id = ${councilId}::int and stage in ('second reminder', 'final notice', 'second letter')
        and last_outcome is distinct from 'hold'
      union all
      select state.account_id, unreached.reason, 15000
      from unnest(${Object.keys(byNoLetter)}::text[], ${Object.values(byNoLetter)}::text[]) as unreached (rule, reason)
      join recovery.account_state as state
        on state.council_id = ${councilId}::int and state.last_rule = unreached.rule
      union all
      select account_id, 'step failed', case when deadline < ${today}::date then 50000 else 15000 end from failed
      union all
      select account_id, 'large and late', 10000
      from recovery.decision
      where council_id = ${councilId}::int and decided_on = ${today}::date and outcome = 'wait' and overdue >= ${figure(councilId, 'large-and-late')}
      union all
      select liability.account_id, 'promise passed', 40000
      from casework.contact as contact
      join parties.party as promiser on promiser.council_id = ${councilId}::int and promiser.id = contact.party_id
      join parties.party as liable on liable.council_id = ${councilId}::int and liable.person_id = promiser.person_id
      join debts.liability as liability
        on liability.council_id = ${councilId}::int and liability.party_id = liable.id
        and liability.account_id = coalesce(contact.account_id, liability.account_id)
      where contact.council_id = ${councilId}::int and not exists (
          select from casework.contact as later
          where later.council_id = ${councilId}::int and later.corrects_id = contact.id)
        and contact.promised_on between ${today.subtract({ days: 30 })}::date and ${today.subtract({ days: 1 })}::date
      union all
      ${earlyCandidates(councilId, today)}
      union all
      ${leavingCandidates(councilId, today)}
    ), late as (
      select party.person_id as party_id, account.id as account_id, candidate.reason, arrears.overdue,
        arrears.oldest_due_on, candidate.weight + least(arrears.overdue / 100, 9999)::int as rank
      from candidate
      join debts.account as account on account.council_id = ${councilId}::int and account.id = candidate.account_id
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
      cross join lateral debts.arrears(
        ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${today}::date) as arrears
      where (arrears.overdue > 0 or candidate.reason = any(${[...beforeAnythingIsLate]}::text[]) and ledger.balance > 0
          or candidate.reason = 'leaving soon')
        and party.deceased_on is null
        and ${isNotHeld(councilId, sql`account.id`, sql`now()`)}
        and not exists (
          select from casework.contact as contact
          where contact.council_id = ${councilId}::int and contact.party_id in (
              select everybody.id from parties.party as everybody
              where everybody.council_id = ${councilId}::int and everybody.person_id = party.person_id)
            and contact.at > (${today}::date - ${figure(councilId, 'quiet-after-contact')})::timestamptz and contact.outcome <> 'callback'
            and not exists (
              select from casework.contact as later
              where later.council_id = ${councilId}::int and later.corrects_id = contact.id))
    ), best as (
      select distinct on (party_id) party_id, account_id, reason, overdue, oldest_due_on, rank
      from late order by party_id, rank desc, account_id
    )
    insert into casework.work_item
      (council_id, party_id, account_id, rank, reason, overdue, late_since, deadline, made_on)
    select ${councilId}::int, best.party_id, best.account_id, best.rank, best.reason, best.overdue, best.oldest_due_on,
      failed.deadline, ${today}::date
    from best
    left join failed on failed.account_id = best.account_id and best.reason = 'step failed'
    on conflict (council_id, party_id) do update set
      account_id = excluded.account_id, rank = excluded.rank, reason = excluded.reason, overdue = excluded.overdue,
      late_since = excluded.late_since, deadline = excluded.deadline, made_on = excluded.made_on,
      done_at = case when work_item.made_on = excluded.made_on then work_item.done_at end,
      done_by = case when work_item.made_on = excluded.made_on then work_item.done_by end`)
  // Nobody stays on the list for a reason that has gone.
  await db.run(sql`
    delete from casework.work_item
    where council_id = ${councilId}::int and made_on < ${today}::date and not_before is null`)
  return db.run(sql`
    select 1 from casework.work_item where council_id = ${councilId}::int and done_at is null`)
}
