import { z } from 'zod'
import { record } from '#administration'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { enqueue, type JobEnd } from '#platform/jobs.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { Pay } from '../pay.ts'
import * as refusals from '../refusals.ts'
import { callOff } from './after-attempt.ts'
import type { One } from './agreement.ts'

/** The kind of job that ends an agreement at Pay too; its key is the agreement. */
export const endJob = 'end a card agreement'

/**
 * Cancels an agreement: from this moment nothing more is asked of the card, whatever Pay does. Pay is asked to end it too, until
 * it has. A payment that was asked of the card before goes on to its own end. Refuses one that is cancelled already.
 */
export async function cancelAgreement(
  db: Db,
  cancelling: One & { readonly why: string; readonly actor: string },
): Promise<Outcome<void>> {
  const { councilId, id, why, actor } = cancelling
  const cancelled = await db.run(sql`
    update payments.card_agreement set
      state = 'cancelled', state_why = ${why}::text, cancelled_by = ${actor}::text, cancelled_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${id}::uuid and state <> 'cancelled'`)
  if (cancelled === 0) return refused(refusals.agreementOver)
  await callOff(db, { councilId, id, why: 'The agreement was cancelled' })
  await enqueue(db, { councilId, kind: endJob, key: id })
  await record(db, {
    councilId,
    actor,
    action: 'cancelled a card agreement',
    objectKind: 'card agreement',
    objectId: id,
  })
  return done(undefined)
}

/**
 * Goes on with an agreement that was stopped, once somebody has spoken with the payer. What was agreed for a day that has passed meanwhile is
 * called off: it is asked for in another way. Refuses one whose card Pay says cannot be used any more.
 */
export async function goOnWithAgreement(
  db: Db,
  going: One & { readonly today: Temporal.PlainDate; readonly actor: string },
): Promise<Outcome<void>> {
  const { councilId, id, today, actor } = going
  const resumed = await db.run(sql`
    update payments.card_agreement set state = 'active', state_why = null, can_retry = null
    where council_id = ${councilId}::int and id = ${id}::uuid and state = 'stopped' and can_retry is distinct from false`)
  if (resumed === 0) return refused(refusals.cannotGoOn)
  await callOff(db, {
    councilId,
    id,
    until: today,
    why: 'Its day passed while the agreement was stopped',
  })
  await record(db, {
    councilId,
    actor,
    action: 'went on with a card agreement',
    objectKind: 'card agreement',
    objectId: id,
  })
  return done(undefined)
}

/** Ends at Pay what was cancelled here, and looks whether it is. One that nobody can begin any more is ended as it is. */
export async function endAtPay(
  database: Database,
  pay: Pay,
  { councilId, id }: One,
): Promise<JobEnd> {
  const ours = await asCouncil(database, councilId, db =>
    db.maybeOne(
      z.object({ agreementId: z.string().nullable(), isBeingPaid: z.boolean() }),
      sql`
        select agreement.agreement_id, exists (
          select from payments.card_attempt as attempt
          where attempt.council_id = ${councilId}::int and attempt.request_id = agreement.request_id
            and attempt.state in ('asked', 'created', 'started', 'submitted', 'capturable')) as is_being_paid
        from payments.card_agreement as agreement
        where agreement.council_id = ${councilId}::int and agreement.id = ${id}::uuid and agreement.ended_at_pay is null`,
    ),
  )
  if (!ours) return { is: 'done' }
  if (ours.agreementId !== null) {
    const status = async () => (await pay.getAgreement(ours.agreementId ?? ''))?.status
    if ((await status()) === 'active') await pay.cancelAgreement(ours.agreementId)
    const now = await status()
    if (now === 'active' || (now === 'created' && ours.isBeingPaid))
      return { is: 'again', inSeconds: 300 }
  }
  await asCouncil(database, councilId, db =>
    db.run(sql`
      update payments.card_agreement set ended_at_pay = clock_timestamp()
      where council_id = ${councilId}::int and id = ${id}::uuid and ended_at_pay is null`),
  )
  return { is: 'done' }
}
