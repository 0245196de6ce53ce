import { z } from 'zod'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { moveStages } from './take-on.ts'

export const withdrawnRow = z.object({ id: z.string(), accountId: z.string(), servedOn: date })
export type Withdrawn = z.infer<typeof withdrawnRow>

/**
 * Withdraws what slipped out after a hold began and before we knew of it. The letter cannot be called back; the notice
 * no longer counts, and the account goes back to where it was. Call it after placing a hold that began earlier; each
 * night asks again, for holds recorded since a moment (all when null). Returns how many were withdrawn.
 */
export async function withdrawSlipped(
  db: Db,
  { councilId, since }: { readonly councilId: number; readonly since: Temporal.Instant | null },
): Promise<number> {
  const withdrawn: Withdrawn[] = []
  withdrawn.push(
    ...(await db.many(
      withdrawnRow,
      sql`
      update recovery.action as action set
        cancelled_at = clock_timestamp(),
        cancelled_why = 'It went out while a hold was running that we did not yet know of'
      from protections.hold_on_account as hold
      where action.council_id = ${councilId}::int and action.dispatched_at is not null and action.cancelled_at is null
        and hold.council_id = ${councilId}::int and hold.account_id = action.account_id
        and (${since}::timestamptz is null or hold.recorded_at >= ${since}::timestamptz)
        and action.dispatched_at >= hold.starts_at and action.dispatched_at < hold.recorded_at
        and (hold.ends_at is null or action.dispatched_at < hold.ends_at)
      returning action.id, action.account_id, action.served_on`,
    )),
  )
  if (withdrawn.length === 0) return 0
  withdrawn.push(...(await withdrawWhatFollows(db, councilId, withdrawn)))
  await recordSet(db, {
    councilId,
    actor: 'system:recovery',
    action: 'withdrew a notice',
    objectKind: 'action',
    objects: sql`
      select action_id::text as object_id, '{}'::text as detail
      from unnest(${withdrawn.map(({ id }) => id)}::uuid[]) as action_id`,
  })
  await moveBack(db, councilId, withdrawn)
  return withdrawn.length
}

/** Puts the accounts of withdrawn notices back to the furthest notice that stands; they are looked at again on the next night. */
export async function moveBack(
  db: Db,
  councilId: number,
  withdrawn: readonly Withdrawn[],
): Promise<void> {
  const [first] = withdrawn
  if (!first) return
  await db.script(`
    drop table if exists pg_temp.due;
    create temporary table due (account_id uuid primary key) on commit drop`)
  await db.run(sql`
    insert into due select distinct account_id from unnest(${withdrawn.map(({ accountId }) => accountId)}::uuid[]) as account_id`)
  await moveStages(db, { councilId, on: first.servedOn })
}

/** A notice rests on the one before it: when that is withdrawn, so is every later one of the account. */
export const withdrawWhatFollows = (
  db: Db,
  councilId: number,
  withdrawn: readonly Withdrawn[],
): Promise<readonly Withdrawn[]> =>
  db.many(
    withdrawnRow,
    sql`
      update recovery.action as action set
        cancelled_at = clock_timestamp(), cancelled_why = 'The notice that it follows was withdrawn'
      from unnest(
        ${withdrawn.map(({ accountId }) => accountId)}::uuid[], ${withdrawn.map(({ servedOn }) => servedOn)}::date[]
      ) as earlier (account_id, served_on)
      where action.council_id = ${councilId}::int and action.account_id = earlier.account_id
        and action.previous_served_on >= earlier.served_on and action.dispatched_at is not null
        and action.cancelled_at is null
      returning action.id, action.account_id, action.served_on`,
  )
