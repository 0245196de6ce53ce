import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { afterAttempt } from './agreements/after-attempt.ts'
import { raiseCardAlarm } from './alarms.ts'
import { afterLook, type AttemptState, isOpen, paidOn } from './attempt.ts'
import { type Attempt, findAttempt, lockAttempt } from './attempts.ts'
import type { Pay, PayPayment } from './pay.ts'
import { partsOf } from './parts.ts'
import { postPaid } from './post-payment.ts'

export type Looking = {
  readonly councilId: number
  readonly attemptId: string
  readonly now: Temporal.Instant
}

export type Seen = {
  readonly state: AttemptState
  /** Where the payer goes on, while it can be paid. */
  readonly nextUrl?: string | undefined
}

/** After so long without a word of it, Pay has no payment of this try that anybody could still pay. */
const forgottenAfter = { hours: 3 }

/**
 * Goes and looks: asks Pay how a try stands, whoever said that something happened, and does what follows from that alone. As
 * often and in whatever order it is done, money is posted once. Throws where Pay does not answer; nothing is changed then.
 */
export async function lookAtAttempt(database: Database, pay: Pay, looking: Looking): Promise<Seen> {
  const { councilId, now } = looking
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const ours = await inCouncil(db => findAttempt(db, looking))
  if (!ours) return { state: 'never made' }
  const seen = await seenOf(pay, ours)
  if (!seen) {
    const isForgotten =
      ours.state === 'asked' && Temporal.Instant.compare(ours.askedAt.add(forgottenAfter), now) < 0
    if (isForgotten) await inCouncil(db => neverMade(db, looking))
    return { state: isForgotten ? 'never made' : ours.state }
  }
  return inCouncil(db => take(db, looking, seen))
}

/** Asked by its id where we have it. The answer that had the id may have been lost: then by our reference. */
async function seenOf(pay: Pay, ours: Attempt): Promise<PayPayment | undefined> {
  if (ours.paymentId !== null) return pay.get(ours.paymentId)
  const [found] = await pay.findByReference(ours.reference)
  // The search lags behind, so that what it says of the payment's state is not used.
  return found && pay.get(found.paymentId)
}

/** Ends a try of which Pay has no payment. */
export async function neverMade(
  db: Db,
  { councilId, attemptId, code, now }: Looking & { readonly code?: string | undefined },
): Promise<void> {
  const ended = await db.run(sql`
    update payments.card_attempt set
      state = 'never made', code = ${code ?? null}::text, finished_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${attemptId}::uuid and state = 'asked'`)
  if (ended > 0) await afterAttempt(db, { councilId, attemptId, now })
}

/** Takes what Pay said of a try, in one transaction with everything that follows from it. */
export async function take(db: Db, looking: Looking, seen: PayPayment): Promise<Seen> {
  const { councilId, attemptId, now } = looking
  const ours = await lockAttempt(db, looking)
  if (!ours) return { state: 'never made' }
  const state = afterLook(ours, seen)
  if (state === ours.state) {
    await db.run(sql`
      update payments.card_attempt set
        looked_at = ${now}::timestamptz, payment_id = coalesce(payment_id, ${seen.paymentId}::text)
      where council_id = ${councilId}::int and id = ${attemptId}::uuid`)
    return { state, nextUrl: isOpen(state) ? seen.nextUrl : undefined }
  }
  const entryId = state === 'success' ? await receive(db, looking, ours, seen) : null
  await db.run(sql`
    update payments.card_attempt set
      state = ${state}::text, code = ${seen.code ?? null}::text,
      payment_id = coalesce(payment_id, ${state === 'differs' ? null : seen.paymentId}::text),
      looked_at = ${now}::timestamptz, entry_id = ${entryId}::uuid,
      finished_at = case when ${isOpen(state)}::boolean then null else ${now}::timestamptz end
    where council_id = ${councilId}::int and id = ${attemptId}::uuid`)
  if (!isOpen(state)) await afterAttempt(db, { councilId, attemptId, now, canRetry: seen.canRetry })
  if (state === 'differs') {
    await raiseCardAlarm(db, {
      councilId,
      attemptId,
      kind: 'differs',
      about: attemptId,
      says: `GOV.UK Pay has another amount or reference under ${ours.reference} than was asked for. Nothing was posted. Look at the payment in GOV.UK Pay’s own pages, and tell finance.`,
    })
  }
  return { state, nextUrl: isOpen(state) ? seen.nextUrl : undefined }
}

/** The money came: to the ledger, and the payment is paid. Whatever is odd about its coming is said. */
async function receive(
  db: Db,
  { councilId, attemptId, now }: Looking,
  ours: Attempt,
  seen: PayPayment,
): Promise<string> {
  const { requestId, reference } = ours
  const entryId = await postPaid(db, {
    councilId,
    id: attemptId,
    reference,
    on: paidOn(ours, seen, now),
    parts: await partsOf(db, { councilId, requestId }),
  })
  const wasWaiting = await db.run(sql`
    update payments.card_request set state = 'paid', paid_at = ${now}::timestamptz
    where council_id = ${councilId}::int and id = ${requestId}::uuid and state = 'waiting'`)
  if (wasWaiting === 0) {
    await raiseCardAlarm(db, {
      councilId,
      attemptId,
      kind: 'paid twice',
      about: attemptId,
      says: `${reference} was paid though it had been paid or cancelled before. The money is on the account. Ask the payer, and pay it back if they want.`,
    })
  } else if (!isOpen(ours.state)) {
    await raiseCardAlarm(db, {
      councilId,
      attemptId,
      kind: 'paid late',
      about: attemptId,
      says: `${reference} had failed, and GOV.UK Pay now says that it was paid. The money is on the account. Make sure that the payer did not pay again.`,
    })
  }
  return entryId
}
