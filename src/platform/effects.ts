import type { Db } from './db.ts'
import { type Sql, sql } from './sql.ts'

/**
 * Something about to leave, as the outbox hands it to whoever carries it out. The holder of the newest `fence` may
 * settle it; one that lost its lease may not.
 */
export type Effect = {
  readonly councilId: number
  readonly id: string
  readonly effectKey: string
  readonly kind: string
  readonly actionId: string | null
  readonly payload: unknown
  readonly attempts: number
  readonly fence: bigint
}

/**
 * Puts a set in the outbox, each under its key, once for ever: the same key again changes nothing. `effects` selects
 * `effect_key text, kind text, action_id uuid, payload jsonb`.
 */
export const queueEffects = (
  db: Db,
  { councilId, effects }: { readonly councilId: number; readonly effects: Sql },
): Promise<number> =>
  db.run(sql`
    insert into platform.effect (council_id, id, effect_key, kind, action_id, payload, payload_sha256)
    select
      ${councilId}::int, platform.id_of('effect', ${councilId}::int, effect_key), effect_key, kind, action_id, payload,
      encode(sha256(convert_to(payload::text, 'UTF8')), 'hex')
    from (${effects}) as effect
    on conflict (council_id, effect_key) do nothing`)

/**
 * Says how an effect ended, in the transaction of what it did. False when the lease was lost to another worker: then
 * the caller must undo, because the other is doing it.
 */
export const settleEffect = async (
  db: Db,
  {
    councilId,
    id,
    fence,
    state,
    problem = null,
  }: {
    readonly councilId: number
    readonly id: string
    readonly fence: bigint
    readonly state: 'sent' | 'cancelled'
    readonly problem?: string | null
  },
): Promise<boolean> =>
  (await db.run(sql`
    update platform.effect set
      state = ${state}::text, problem = ${problem}::text, lease_until = null,
      occurred_at = case when ${state}::text = 'sent' then clock_timestamp() end
    where council_id = ${councilId}::int and id = ${id}::uuid and fence = ${fence}::bigint and state = 'sending'`)) >
  0

/** Takes back what has not begun to leave. Returns how many. */
export const cancelEffects = (
  db: Db,
  {
    councilId,
    actionIds,
    problem,
  }: {
    readonly councilId: number
    readonly actionIds: readonly string[]
    readonly problem: string
  },
): Promise<number> =>
  db.run(sql`
    update platform.effect set state = 'cancelled', problem = ${problem}::text
    where council_id = ${councilId}::int and action_id = any(${[...actionIds]}::uuid[]) and state = 'queued'`)
