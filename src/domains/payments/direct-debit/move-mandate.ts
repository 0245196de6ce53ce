import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { tellOfCancelled } from './has-left.ts'
import { isLive, lockMandate, type MandateState } from './mandate.ts'
import * as refusals from './refusals.ts'

type Move = {
  readonly councilId: number
  readonly mandateId: string
  readonly to: MandateState
  readonly why: string
  readonly on: Temporal.PlainDate
  readonly actor: string
}

/** Moves a mandate on, and says so in the audit. The database refuses a move that there is not. */
export async function moveMandate(db: Db, move: Move): Promise<void> {
  const { councilId, mandateId, to, why, on, actor } = move
  await db.run(sql`
    update payments.mandate set state = ${to}::text, state_since = ${on}::date, state_why = ${why}::text
    where council_id = ${councilId}::int and id = ${mandateId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: `mandate ${to}`,
    objectKind: 'mandate',
    objectId: mandateId,
    detail: { why },
  })
}

/**
 * Cancels a mandate for the payer or the council: nothing more is collected from this moment, and the payer's bank is told
 * with the next file where it was told of the instruction. What has left for Bacs cannot be called back here, and is an alarm: answers how many
 * debits that is.
 */
export async function cancelMandate(db: Db, cancel: Omit<Move, 'to'>): Promise<Outcome<number>> {
  const { councilId, mandateId } = cancel
  const mandate = await lockMandate(db, cancel)
  if (!mandate || !isLive(mandate)) return refused(refusals.notLive)
  await moveMandate(db, { ...cancel, to: 'cancelled' })
  if (mandate.state !== 'proposed') {
    await db.run(sql`
      insert into payments.instruction_to_send (council_id, id, mandate_id, version, kind)
      select ${councilId}::int, gen_random_uuid(), mandate_id, version, 'cancelled'
      from payments.bank_details
      where council_id = ${councilId}::int and mandate_id = ${mandateId}::uuid and state = 'in use'
      on conflict (council_id, mandate_id, version, kind) do nothing`)
  }
  return done(await tellOfCancelled(db, councilId, mandateId))
}

/** Nothing is collected under it until somebody has looked; what was told and has not left is not taken. */
export async function pauseMandate(
  db: Db,
  { councilId, mandateId, why, actor }: Pick<Move, 'councilId' | 'mandateId' | 'why' | 'actor'>,
): Promise<void> {
  await db.run(sql`
    update payments.mandate set paused_why = ${why}::text
    where council_id = ${councilId}::int and id = ${mandateId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'paused a mandate',
    objectKind: 'mandate',
    objectId: mandateId,
    detail: { why },
  })
}

/** Somebody has looked: it may be collected under again. */
export async function resumeMandate(
  db: Db,
  { councilId, mandateId, why, actor }: Pick<Move, 'councilId' | 'mandateId' | 'why' | 'actor'>,
): Promise<Outcome<void>> {
  const resumed = await db.run(sql`
    update payments.mandate set paused_why = null
    where council_id = ${councilId}::int and id = ${mandateId}::uuid and paused_why is not null
      and state in ('proposed', 'lodged', 'active', 'amended')`)
  if (resumed === 0) return refused(refusals.notLive)
  await record(db, {
    councilId,
    actor,
    action: 'resumed a mandate',
    objectKind: 'mandate',
    objectId: mandateId,
    detail: { why },
  })
  return done(undefined)
}
