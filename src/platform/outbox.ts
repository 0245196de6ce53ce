import { z } from 'zod'
import type { Database, Db } from './db.ts'
import { asCouncil } from './db.ts'
import type { Effect } from './effects.ts'
import { sql } from './sql.ts'

/** How one kind of effect is carried out. */
export type EffectKind = {
  /** Does it and settles it (`settleEffect`) in the transaction of what it does. Throws when it could not. */
  readonly send: (database: Database, effect: Effect) => Promise<void>
  /**
   * For what leaves this installation: asks the other side whether it arrived under its key. An effect whose sender
   * was interrupted is then never sent again blind. Without it the effect is wholly in our own database, where an
   * interrupted sender did nothing.
   */
  readonly lookUp?: (database: Database, effect: Effect) => Promise<'sent' | 'not sent' | 'unknown'>
}

const leaseSeconds = 60

const effect = z.object({
  councilId: z.number(),
  id: z.string(),
  effectKey: z.string(),
  kind: z.string(),
  actionId: z.string().nullable(),
  payload: z.unknown(),
  attempts: z.number(),
  fence: z.bigint(),
})

const columns = sql`council_id, id, effect_key, kind, action_id, payload, attempts, fence`

/** Takes up to `limit` effects to send, oldest first; other workers pass them over while the lease runs. */
const claim = (db: Db, councilId: number, kinds: readonly string[], limit: number) =>
  db.many(
    effect,
    sql`
      update platform.effect set
        state = 'sending', attempts = attempts + 1, fence = fence + 1,
        lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
      where council_id = ${councilId}::int and id in (
        select id from platform.effect
        where council_id = ${councilId}::int and state = 'queued' and kind = any(${[...kinds]}::text[])
          and (lease_until is null or lease_until < clock_timestamp())
        order by queued_at, id
        limit ${limit}::int
        for update skip locked)
      returning ${columns}`,
  )

/**
 * Those whose sender stopped without a word: nobody knows whether they went. Only of kinds that this worker can ask
 * about; another's are left to the other.
 */
const abandoned = (db: Db, councilId: number, kinds: readonly string[]) =>
  db.many(
    effect,
    sql`
      update platform.effect set
        state = 'unknown', fence = fence + 1, occurred_at = coalesce(occurred_at, clock_timestamp()),
        lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
      where council_id = ${councilId}::int and id in (
        select id from platform.effect
        where council_id = ${councilId}::int and kind = any(${[...kinds]}::text[])
          and state in ('sending', 'unknown') and lease_until < clock_timestamp()
        order by queued_at, id
        limit 100
        for update skip locked)
      returning ${columns}`,
  )

/** Just before sending: false when the lease ran out while others of the same handful were sent. */
const isStillOurs = (database: Database, { councilId, id, fence }: Effect): Promise<boolean> =>
  asCouncil(database, councilId, async db => {
    const renewed = await db.run(sql`
      update platform.effect set lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
      where council_id = ${councilId}::int and id = ${id}::uuid and fence = ${fence}::bigint and state = 'sending'`)
    return renewed > 0
  })

/**
 * Sends what waits in a council's outbox, and returns how many were tried. One that cannot be sent fails alone. When
 * `isStopping`, it finishes the one in hand and puts the others back.
 */
export async function sendWaiting(
  database: Database,
  councilId: number,
  kinds: Readonly<Record<string, EffectKind>>,
  {
    onFault,
    isStopping = () => false,
  }: {
    readonly onFault: (fault: unknown, effect: Effect) => void
    readonly isStopping?: () => boolean
  },
): Promise<number> {
  const names = Object.keys(kinds)
  for (const found of await asCouncil(database, councilId, db => abandoned(db, councilId, names))) {
    await settleAbandoned(database, found, kinds[found.kind]).catch((fault: unknown) =>
      onFault(fault, found),
    )
  }
  const taken = await asCouncil(database, councilId, db => claim(db, councilId, names, 20))
  for (const one of taken) {
    const kind = kinds[one.kind]
    if (isStopping() || !kind) {
      await putBack(database, one, { seconds: 0 })
      continue
    }
    // Only what leaves could be done twice: for the rest the fence is checked where it is settled.
    if (kind.lookUp && !(await isStillOurs(database, one))) continue
    try {
      await kind.send(database, one)
    } catch (fault) {
      onFault(fault, one)
      const problem = fault instanceof Error ? fault.message : 'It could not be sent.'
      if (kind.lookUp) await nobodyKnows(database, one, problem)
      else await putBack(database, one, { seconds: 2 ** Math.min(one.attempts, 12), problem })
    }
  }
  return taken.length
}

async function settleAbandoned(
  database: Database,
  found: Effect,
  kind: EffectKind | undefined,
): Promise<void> {
  const arrived = kind?.lookUp ? await kind.lookUp(database, found) : 'not sent'
  if (arrived === 'unknown') return
  if (arrived === 'not sent') return putBack(database, found, { seconds: 0 })
  await asCouncil(database, found.councilId, db =>
    db.run(sql`
      update platform.effect set state = 'sent', problem = null, lease_until = null
      where council_id = ${found.councilId}::int and id = ${found.id}::uuid and fence = ${found.fence}::bigint
        and state = 'unknown'`),
  )
}

/** The sender failed, but the other side may have it: asked about at the next turn, never sent again blind. */
const nobodyKnows = (
  database: Database,
  { councilId, id, fence }: Effect,
  problem: string,
): Promise<void> =>
  asCouncil(database, councilId, async db => {
    await db.run(sql`
      update platform.effect set
        state = 'unknown', problem = ${problem}::text, occurred_at = clock_timestamp(), lease_until = clock_timestamp()
      where council_id = ${councilId}::int and id = ${id}::uuid and fence = ${fence}::bigint and state = 'sending'`)
  })

/** Back in the queue for later, unless somebody else has it by now or it was settled. */
const putBack = (
  database: Database,
  { councilId, id, fence }: Effect,
  { seconds, problem = null }: { readonly seconds: number; readonly problem?: string | null },
): Promise<void> =>
  asCouncil(database, councilId, async db => {
    await db.run(sql`
      update platform.effect set
        state = 'queued', occurred_at = null, problem = ${problem}::text,
        lease_until = clock_timestamp() + make_interval(secs => ${seconds}::int)
      where council_id = ${councilId}::int and id = ${id}::uuid and fence = ${fence}::bigint
        and state in ('sending', 'unknown')`)
  })
