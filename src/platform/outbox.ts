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

/** Those whose sender stopped without a word: nobody knows whether they went. */
const abandoned = (db: Db, councilId: number) =>
  db.many(
    effect,
    sql`
      update platform.effect set
        state = 'unknown', fence = fence + 1, occurred_at = coalesce(occurred_at, clock_timestamp()),
        lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
      where council_id = ${councilId}::int and id in (
        select id from platform.effect
        where council_id = ${councilId}::int and state in ('sending', 'unknown') and lease_until < clock_timestamp()
        order by queued_at, id
        limit 100
        for update skip locked)
      returning ${columns}`,
  )

/** Sends what waits in a council's outbox, and returns how many were tried. One that cannot be sent fails alone. */
export async function sendWaiting(
  database: Database,
  councilId: number,
  kinds: Readonly<Record<string, EffectKind>>,
  onFault: (fault: unknown, effect: Effect) => void,
): Promise<number> {
  for (const found of await asCouncil(database, councilId, db => abandoned(db, councilId))) {
    await resolve(database, found, kinds[found.kind])
  }
  const taken = await asCouncil(database, councilId, db =>
    claim(db, councilId, Object.keys(kinds), 20),
  )
  for (const one of taken) {
    try {
      await kinds[one.kind]?.send(database, one)
    } catch (fault) {
      onFault(fault, one)
      await putBack(database, one, 2 ** Math.min(one.attempts, 8))
    }
  }
  return taken.length
}

async function resolve(
  database: Database,
  found: Effect,
  kind: EffectKind | undefined,
): Promise<void> {
  const arrived = kind?.lookUp ? await kind.lookUp(database, found) : 'not sent'
  if (arrived === 'unknown') return
  if (arrived === 'not sent') return putBack(database, found, 0)
  await asCouncil(database, found.councilId, db =>
    db.run(sql`
      update platform.effect set state = 'sent', lease_until = null
      where council_id = ${found.councilId}::int and id = ${found.id}::uuid and fence = ${found.fence}::bigint
        and state = 'unknown'`),
  )
}

/** Back in the queue for later, unless somebody else has it by now or it was settled. */
const putBack = (
  database: Database,
  { councilId, id, fence }: Effect,
  seconds: number,
): Promise<void> =>
  asCouncil(database, councilId, async db => {
    await db.run(sql`
      update platform.effect set
        state = 'queued', occurred_at = null, lease_until = clock_timestamp() + make_interval(secs => ${seconds}::int)
      where council_id = ${councilId}::int and id = ${id}::uuid and fence = ${fence}::bigint
        and state in ('sending', 'unknown')`)
  })
