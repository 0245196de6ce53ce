import { z } from 'zod'
import { londonDate } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { raiseCardAlarm } from '../alarms.ts'
import { codeInWords } from '../attempt.ts'

type Ended = {
  readonly councilId: number
  readonly attemptId: string
  readonly now: Temporal.Instant
  readonly canRetry?: boolean | undefined
}

/**
 * What the end of a try means for an agreement: the first payment begins it, and what could not be taken stops it until a person has
 * decided. Nothing for any other payment.
 */
export async function afterAttempt(db: Db, ended: Ended): Promise<void> {
  const { councilId, attemptId } = ended
  const attempt = await db.one(
    z.object({
      state: z.string(),
      code: z.string().nullable(),
      reference: z.string(),
      requestId: z.string(),
    }),
    sql`
      select state, code, reference, request_id from payments.card_attempt
      where council_id = ${councilId}::int and id = ${attemptId}::uuid`,
  )
  if (attempt.state === 'success') return begin(db, ended, attempt.requestId)
  const taken = await db.maybeOne(
    z.object({ id: z.string() }),
    sql`
      select agreement_id as id from payments.card_taking
      where council_id = ${councilId}::int and request_id = ${attempt.requestId}::uuid`,
  )
  if (!taken) return
  await stopAgreement(db, {
    ...ended,
    id: taken.id,
    reference: attempt.reference,
    why:
      attempt.state === 'never made'
        ? 'GOV.UK Pay did not take the payment'
        : attempt.state === 'differs'
          ? 'GOV.UK Pay has another amount or reference under the payment'
          : codeInWords(attempt.code),
  })
}

/** The payer agreed by paying. What was agreed for a day that has come by now is called off: nobody is charged twice at once. */
async function begin(db: Db, { councilId, now }: Ended, requestId: string): Promise<void> {
  const begun = await db.maybeOne(
    z.object({ id: z.string() }),
    sql`
      update payments.card_agreement set state = 'active'
      where council_id = ${councilId}::int and request_id = ${requestId}::uuid and state = 'asked' and agreement_id is not null
      returning id`,
  )
  if (!begun) return
  await callOff(db, {
    councilId,
    id: begun.id,
    until: londonDate(now),
    why: 'Its day had come before the first payment was made',
  })
}

/** Calls off what is planned under an agreement, all of it or up to a day. */
export const callOff = (
  db: Db,
  {
    councilId,
    id,
    until,
    why,
  }: {
    readonly councilId: number
    readonly id: string
    readonly until?: Temporal.PlainDate
    readonly why: string
  },
): Promise<number> =>
  db.run(sql`
    update payments.card_taking set state = 'called off', called_off_why = ${why}::text
    where council_id = ${councilId}::int and agreement_id = ${id}::uuid and state = 'planned'
      and take_on <= coalesce(${until ?? null}::date, 'infinity'::date)`)

/** Takes nothing more under an agreement until a person decides, and tells them. */
export async function stopAgreement(
  db: Db,
  stopping: {
    readonly councilId: number
    readonly id: string
    readonly why: string
    readonly reference: string
    readonly attemptId?: string | undefined
    readonly canRetry?: boolean | undefined
  },
): Promise<void> {
  const { councilId, id, why, reference, attemptId, canRetry } = stopping
  await db.run(sql`
    update payments.card_agreement set
      state = 'stopped', state_why = ${why}::text, can_retry = ${canRetry ?? null}::boolean
    where council_id = ${councilId}::int and id = ${id}::uuid and state = 'active'`)
  await raiseCardAlarm(db, {
    councilId,
    attemptId,
    kind: 'agreement stopped',
    about: `${id}/${reference}`,
    says: `${reference} could not be taken from the card that was agreed: ${why}. It is not tried again. ${
      canRetry === false
        ? 'GOV.UK Pay says that this card cannot be used any more: ask the payer to agree again with another card.'
        : 'Ask the payer, then go on with the agreement or cancel it.'
    }`,
  })
}
