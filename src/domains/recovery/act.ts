import { z } from 'zod'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { queueEffects } from '#platform/effects.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { asideKinds, referralKinds } from './actions.ts'

/**
 * Turns steps that have passed the gate into actions, and letters or referrals in the outbox: the only way to them. A step
 * rests on the latest earlier one that the floor of its debt, in its nation, on the day knows before it: a telephone call in between changes nothing. `steps` selects
 * `account_id uuid, party_id uuid, kind text, claimed bigint, balance bigint, run_id uuid, proposal_id uuid,
 * content_hash text, decided_at timestamptz, created_by text`. The table's constraints are the law's floor, and refuse
 * what was not approved: see the migrations. Answers the actions' ids.
 */
export async function act(
  db: Db,
  {
    councilId,
    steps,
    actor,
  }: { readonly councilId: number; readonly steps: Sql; readonly actor: string },
): Promise<readonly string[]> {
  const acted = await db.many(
    z.object({ id: z.string() }),
    sql`
      insert into recovery.action
        (council_id, id, account_id, party_id, kind, period_key, source, run_id, proposal_id, content_hash, previous_id,
         previous_kind, previous_served_on, decided_at, released_at, created_by, claimed, balance_at_decision,
         is_aside)
      select
        ${councilId}::int, platform.id_of('action', ${councilId}::int,
          coalesce(step.run_id || '/' || step.account_id, 'proposal/' || step.proposal_id)),
        step.account_id, step.party_id, step.kind,
        coalesce(account.period_from::text, account.due_on::text, 'whole'), 'evenhand', step.run_id, step.proposal_id,
        step.content_hash, previous.id, previous.kind, previous.served_on, step.decided_at, clock_timestamp(),
        step.created_by, step.claimed, step.balance,
        step.kind = any(${[...asideKinds]}::text[]) and coalesce(proposal.verdict = 'outside policy', false)
      from (${steps}) as step
      left join recovery.proposal as proposal
        on proposal.council_id = ${councilId}::int and proposal.id = step.proposal_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = step.account_id
      join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = account.debt_type
      join administration.council as council on council.council_id = ${councilId}::int
      left join lateral (
        select action.id, action.kind, action.served_on from recovery.action as action
        where action.council_id = ${councilId}::int and action.account_id = step.account_id
          and action.served_on is not null and action.cancelled_at is null
          and exists (
            select from recovery.step_floor as floor
            where floor.family = type.family and floor.nation = council.nation and floor.kind = step.kind
              and floor.in_force @> (step.decided_at at time zone 'Europe/London')::date
              and floor.previous_kind = action.kind)
        order by action.served_on desc, action.kind desc limit 1
      ) as previous on true
      returning id`,
  )
  const ids = acted.map(({ id }) => id)
  await queueEffects(db, {
    councilId,
    effects: sql`
      select carried.out_by || '/' || action.id as effect_key, carried.out_by as kind, action.id as action_id,
        jsonb_build_object('action', action.id, 'account', action.account_id, 'party', action.party_id,
          'notice', action.kind, 'claimed', action.claimed::text) as payload
      from recovery.action as action
      cross join lateral (
        select case when action.kind = any(${[...referralKinds]}::text[]) then 'referral' else 'letter' end as out_by
      ) as carried
      where action.council_id = ${councilId}::int and action.id = any(${ids}::uuid[])`,
  })
  await recordSet(db, {
    councilId,
    actor,
    action: 'released',
    objectKind: 'action',
    objects: sql`
      select id::text as object_id, json_build_object('kind', kind, 'claimed', claimed)::text as detail
      from recovery.action
      where council_id = ${councilId}::int and id = any(${ids}::uuid[])`,
  })
  return ids
}
