import { z } from 'zod'
import { beginStop, whereInWords } from '#administration'
import type { Db } from '#platform/db.ts'
import { cancelEffects } from '#platform/effects.ts'
import { sql } from '#platform/sql.ts'
import { type Ward, wardsInForce, wardsOf } from '#wards'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { finishRun, runsUnderWay } from '../run.ts'
import { areaWithNobody, wardWithNobody } from './nobody.ts'
import * as refusals from './refusals.ts'
import { takeStop } from './turns.ts'

const pulled = z.object({
  runId: z.string().nullable(),
  accountId: z.string(),
  actionKind: z.string(),
  actionId: z.string().nullable(),
})
type Pulled = z.infer<typeof pulled>

/**
 * Stops everything adverse at once, in some areas and wards (by their codes) or, where none is named, everywhere: what is planned, released or in the outbox is pulled and
 * listed, and from this moment the gate, the nights and every letter find the accounts on hold, for a reason that no policy overrides. What
 * had gone stays gone. Refuses an area or a ward in which the council knows no address (an area is probably mistyped), and a ward that is not in force. Answers the stop's id.
 */
export async function stopEverything(
  db: Db,
  {
    councilId,
    areas,
    wards: codes = [],
    because,
    by,
    today,
  }: {
    readonly councilId: number
    readonly areas: readonly string[]
    readonly wards?: readonly string[]
    readonly because: string
    readonly by: string
    readonly today: Temporal.PlainDate
  },
): Promise<Outcome<string>> {
  const nowhere = await areaWithNobody(db, councilId, areas)
  if (nowhere !== undefined) return refused(refusals.nobodyIn(nowhere))
  const wards = codes.length === 0 ? [] : await wardsCalled(db, councilId, codes)
  if (wards.length < codes.length) return refused(refusals.noSuchWard)
  const empty = wards.length === 0 ? undefined : await wardWithNobody(db, councilId, codes)
  if (empty !== undefined)
    return refused(refusals.nobodyInWard(wards.find(({ code }) => code === empty)?.name ?? empty))
  await takeStop(db, councilId)
  const wardsFrom = wards.length === 0 ? null : ((await wardsInForce(db, councilId)) ?? null)
  const stopId = await beginStop(db, { councilId, areas, wards, wardsFrom, because, by })
  const where = whereInWords({ areas, wardNames: wards.map(({ name }) => name) })
  const of = { councilId, reason: `Emergency stop ${where}: ${because}`, today }
  const steps = await pullSteps(db, of)
  await db.run(sql`
    insert into recovery.stopped_step (council_id, stop_id, account_id, action_kind, run_id)
    select ${councilId}::int, ${stopId}::uuid, account_id, action_kind, run_id
    from unnest(
      ${steps.map(({ accountId }) => accountId)}::uuid[], ${steps.map(({ actionKind }) => actionKind)}::text[],
      ${steps.map(({ runId }) => runId)}::uuid[]
    ) as step (account_id, action_kind, run_id)
    on conflict (council_id, stop_id, account_id, action_kind) do nothing`)
  for (const { id } of await runsUnderWay(db, councilId)) await finishRun(db, councilId, id)
  return done(stopId)
}

/** Takes back every step of a stopped account that has not gone: its action, its place in the outbox, its item of a run. */
async function pullSteps(
  db: Db,
  {
    councilId,
    reason,
    today,
  }: { readonly councilId: number; readonly reason: string; readonly today: Temporal.PlainDate },
): Promise<readonly Pulled[]> {
  const items = await db.many(
    pulled,
    sql`
      update recovery.run_item as item set outcome = 'skipped', reason = ${reason}::text
      from recovery.run
      where item.council_id = ${councilId}::int and item.outcome in ('planned', 'released')
        and run.council_id = ${councilId}::int and run.id = item.run_id and run.status <> 'cancelled'
        and recovery.stopped_until(${councilId}::int, item.account_id, ${today}::date) > ${today}::date
      returning item.run_id, item.account_id, item.action_kind, item.action_id`,
  )
  const alone = await db.many(
    pulled,
    sql`
      select action.run_id, action.account_id, action.kind as action_kind, action.id as action_id
      from platform.effect as effect
      join recovery.action as action on action.council_id = ${councilId}::int and action.id = effect.action_id
      where effect.council_id = ${councilId}::int and effect.state in ('queued', 'sending')
        and action.dispatched_at is null and action.cancelled_at is null
        and not (action.id = any(${items.flatMap(({ actionId }) => actionId ?? [])}::uuid[]))
        and recovery.stopped_until(${councilId}::int, action.account_id, ${today}::date) > ${today}::date`,
  )
  const steps = [...items, ...alone]
  const actionIds = steps.flatMap(({ actionId }) => actionId ?? [])
  await db.run(sql`
    update recovery.action set cancelled_at = clock_timestamp(), cancelled_why = ${reason}::text
    where council_id = ${councilId}::int and id = any(${actionIds}::uuid[]) and dispatched_at is null and cancelled_at is null`)
  await cancelEffects(db, { councilId, actionIds, problem: reason })
  return steps
}

/** The wards in force that have these codes. */
const wardsCalled = async (
  db: Db,
  councilId: number,
  codes: readonly string[],
): Promise<readonly Ward[]> =>
  (await wardsOf(db, councilId)).filter(({ code }) => codes.includes(code))
