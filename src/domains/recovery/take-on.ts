import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import { longestPost } from '#law/time/service.ts'
import { referralKinds, toldStages } from './actions.ts'
import { stages } from './facts.ts'
import { closeOvertaken } from './referrals/close-overtaken.ts'
import { endPaidOff } from './remedies/end-remedy.ts'

/**
 * Takes on the accounts in the temporary table `due` that recovery does not know yet: how far each has got, from the
 * notices that its source system had sent, and what a court did that only the source tells. A source that names a stage
 * without its day is believed, as at the day of its figures, unless it is a notice of ours that was withdrawn. Referrals that this overtakes are closed. Harmless to repeat.
 */
export async function takeOn(
  db: Db,
  { councilId, asAt }: { readonly councilId: number; readonly asAt: Temporal.PlainDate },
): Promise<number> {
  await fillTable(
    db,
    'recovery.action',
    sql`
    -- Asked once and not for each row: while the table fills, a look at it reads all that was just put in.
    with taken_back as materialized (
      select before.account_id, before.kind, count(*) as times
      from due
      join recovery.action as before on before.council_id = ${councilId}::int and before.account_id = due.account_id
      where before.source = 'source system' and before.cancelled_at is not null
      group by before.account_id, before.kind
    )
    insert into recovery.action
      (council_id, id, account_id, party_id, kind, period_key, source, decided_at, issued_on, served_on, created_by, claimed,
       balance_at_decision)
    select
      ${councilId}::int,
      -- What it took back and tells again is another.
      platform.id_of('action', ${councilId}::int, account.id || '/' || notice.kind || '/source system' || coalesce('/' || taken_back.times, '')),
      account.id, account.lead_party_id, notice.kind, coalesce(account.period_from::text, account.due_on::text, 'whole'),
      -- The days of a rates notice run from service: a source tells when it was sent, and no post takes longer than this.
      'source system', clock_timestamp(), notice.served_on,
      notice.served_on + case when type.family = 'business rates' and notice.kind <> all(${[...toldStages]}::text[])
        then ${longestPost}::int else 0 end,
      'system:imports', 0, 0
    from due
    join debts.account as account on account.council_id = ${councilId}::int and account.id = due.account_id
    join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = account.debt_type
    cross join lateral (
      select
        case when type.family in ('council tax', 'business rates') then 'reminder' else 'invoice reminder' end as first_notice,
        case when type.family in ('council tax', 'business rates') then 'second reminder' else 'second letter' end as second_notice
    ) as called
    cross join lateral (values
      (called.first_notice, account.source_reminder_on, account.source_stage in ('reminder', 'invoice reminder')),
      (called.second_notice, account.source_second_reminder_on, account.source_stage in ('second reminder', 'second letter')),
      ('final notice', account.source_final_notice_on, account.source_stage = 'final notice'),
      (account.source_stage, null, account.source_stage = any(${[...toldStages]}::text[]))
    ) as told (kind, on_day, is_reached)
    cross join lateral (
      select told.kind, coalesce(told.on_day, case when told.is_reached then account.as_at end) as served_on
    ) as notice
    left join taken_back on taken_back.account_id = account.id and taken_back.kind = notice.kind
    where notice.served_on is not null
      -- What went from here and was withdrawn is not the source's because the source heard of it: only what it sent since is.
      and not exists (
        select from recovery.action as known
        where known.council_id = ${councilId}::int and known.account_id = account.id and known.kind = notice.kind
          and (known.cancelled_at is null
            or known.source = 'evenhand' and known.dispatched_at is not null
              and coalesce(told.on_day <= (known.cancelled_at at time zone 'Europe/London')::date, true)))
    on conflict (council_id, id) do nothing`,
  )
  await fillTable(
    db,
    'recovery.account_state',
    sql`
    insert into recovery.account_state (council_id, account_id, next_review_on)
    select ${councilId}::int, due.account_id, ${asAt}::date
    from due
    where not exists (
      select from recovery.account_state as known
      where known.council_id = ${councilId}::int and known.account_id = due.account_id)
    on conflict (council_id, account_id) do nothing`,
  )
  await moveStages(db, { councilId, on: asAt })
  await closeOvertaken(db, { councilId, on: asAt })
  await endPaidOff(db, { councilId, on: asAt })
  return db.run(sql`
    insert into recovery.book (council_id, debt_type, accounts)
    select ${councilId}::int, account.debt_type, count(*)::int
    from due
    join debts.account as account on account.council_id = ${councilId}::int and account.id = due.account_id
    join recovery.account_state as state on state.council_id = ${councilId}::int and state.account_id = account.id
    where state.last_rule is null
    group by account.debt_type
    on conflict (council_id, debt_type) do update set accounts = book.accounts + excluded.accounts`)
}

/**
 * Puts each account in the temporary table `due` at the stage of the last step that was taken and stands; of two on one day,
 * the further. One beside the way counts for nothing here. Nothing else moves a stage, so a step that is withdrawn takes its stage with it.
 */
export async function moveStages(
  db: Db,
  { councilId, on }: { readonly councilId: number; readonly on: Temporal.PlainDate },
): Promise<void> {
  await db.run(sql`
    update recovery.account_state as state set
      stage = coalesce(latest.kind, 'billed'), last_notice = coalesce(notice.kind, 'none'),
      last_notice_on = notice.served_on, last_notice_issued_on = coalesce(notice.issued_on, notice.served_on),
      next_review_on = ${on}::date
    from due
    cross join lateral (
      select ${[...stages]}::text[] as in_order, ${[...referralKinds]}::text[] as not_notices
    ) as known
    left join lateral (
      select action.kind, action.served_on
      from recovery.action as action
      where action.council_id = ${councilId}::int and action.account_id = due.account_id
        and action.served_on is not null and action.cancelled_at is null and not action.is_aside
      order by action.served_on desc, array_position(known.in_order, action.kind) desc
      limit 1
    ) as latest on true
    left join lateral (
      select action.kind, action.served_on, action.issued_on
      from recovery.action as action
      where action.council_id = ${councilId}::int and action.account_id = due.account_id
        and action.served_on is not null and action.cancelled_at is null and action.kind <> all(known.not_notices)
      order by action.served_on desc, array_position(known.in_order, action.kind) desc
      limit 1
    ) as notice on true
    where state.council_id = ${councilId}::int and state.account_id = due.account_id
      and (state.stage, state.last_notice, state.last_notice_on, state.last_notice_issued_on)
        is distinct from (coalesce(latest.kind, 'billed'), coalesce(notice.kind, 'none'), notice.served_on, coalesce(notice.issued_on, notice.served_on))`)
}
