import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'

/**
 * Takes on the accounts in the temporary table `due` that recovery does not know yet: how far each has got, from the
 * notices that its source system had sent. A source that names a stage without its day is believed, as at the day of
 * its figures; one beyond what we send (a summons, an order) is as far as a final notice here: nothing more is sent.
 * Harmless to repeat.
 */
export async function takeOn(
  db: Db,
  { councilId, asAt }: { readonly councilId: number; readonly asAt: Temporal.PlainDate },
): Promise<number> {
  await fillTable(
    db,
    'recovery.action',
    sql`
    insert into recovery.action
      (council_id, id, account_id, party_id, kind, period_key, source, decided_at, served_on, created_by, claimed,
       balance_at_decision)
    select
      ${councilId}::int,
      platform.id_of('action', ${councilId}::int, account.id || '/' || notice.kind || '/source system'),
      account.id, account.lead_party_id, notice.kind, coalesce(account.period_from::text, account.due_on::text, 'whole'),
      'source system', clock_timestamp(), notice.served_on, 'system:imports', 0, 0
    from due
    join debts.account as account on account.council_id = ${councilId}::int and account.id = due.account_id
    join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = account.debt_type
    cross join lateral (
      select
        case type.family when 'sundry' then 'invoice reminder' else 'reminder' end as first_notice,
        case type.family when 'sundry' then 'second letter' else 'second reminder' end as second_notice,
        account.source_stage is not null and account.source_stage not in
          ('billed', 'reminder', 'second reminder', 'final notice', 'invoice reminder', 'second letter') as is_beyond
    ) as called
    cross join lateral (values
      (called.first_notice, coalesce(account.source_reminder_on,
        case when account.source_stage in ('reminder', 'invoice reminder') then account.as_at end)),
      (called.second_notice, coalesce(account.source_second_reminder_on,
        case when account.source_stage in ('second reminder', 'second letter')
          or called.is_beyond and type.family = 'sundry' then account.as_at end)),
      ('final notice', coalesce(account.source_final_notice_on,
        case when account.source_stage = 'final notice' or called.is_beyond and type.family <> 'sundry'
          then account.as_at end))
    ) as notice (kind, served_on)
    where notice.served_on is not null
      and not exists (
        select from recovery.action as known
        where known.council_id = ${councilId}::int and known.account_id = account.id and known.kind = notice.kind
          and known.cancelled_at is null)
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
 * Puts each account in the temporary table `due` at the stage of the furthest notice that was served and stands.
 * Nothing else moves a stage, so a notice that is withdrawn takes its stage with it.
 */
export async function moveStages(
  db: Db,
  { councilId, on }: { readonly councilId: number; readonly on: Temporal.PlainDate },
): Promise<void> {
  await db.run(sql`
    update recovery.account_state as state set
      stage = coalesce(furthest.kind, 'billed'), last_notice_on = furthest.served_on,
      next_review_on = ${on}::date
    from due
    left join lateral (
      select action.kind, action.served_on
      from recovery.action as action
      where action.council_id = ${councilId}::int and action.account_id = due.account_id
        and action.served_on is not null and action.cancelled_at is null
      order by array_position(
        '{reminder,invoice reminder,second reminder,second letter,final notice}'::text[], action.kind) desc,
        action.served_on desc
      limit 1
    ) as furthest on true
    where state.council_id = ${councilId}::int and state.account_id = due.account_id
      and (state.stage, state.last_notice_on) is distinct from (coalesce(furthest.kind, 'billed'), furthest.served_on)`)
}
