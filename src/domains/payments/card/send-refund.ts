import { z } from 'zod'
import { type Clock, londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Effect, settleEffect } from '#platform/effects.ts'
import { enqueue } from '#platform/jobs.ts'
import type { EffectKind } from '#platform/outbox.ts'
import { sql } from '#platform/sql.ts'
import { raiseCardAlarm } from './alarms.ts'
import { findAttempt } from './attempts.ts'
import { NoAnswer, type Pay, type PayRefund } from './pay.ts'
import { refundPartsOf } from './parts.ts'
import { postPaidBack } from './post-payment.ts'
import { findRefund, lockRefund, type Refund, refundsOf } from './refund.ts'

/** The kind of job that looks at a refund until Pay has ended it; its key is the refund. */
export const lookAtRefundJob = 'look at a card refund'

type At = { readonly councilId: number; readonly refundId: string; readonly now: Temporal.Instant }

/**
 * Asks Pay for a refund, once. What Pay says can still be paid back is written down before it is asked, and asked with: if
 * an answer was lost, asking again with the same figure is refused by Pay, and looking at the figure says whether it went.
 */
export const refundSender = (
  payOf: (database: Database, councilId: number) => Promise<Pay>,
  clock: Clock,
): EffectKind => ({
  send: async (database, effect) => {
    const { councilId } = effect
    const pay = await payOf(database, councilId)
    const { refund, paymentId } = await find(database, effect)
    const at = { councilId, refundId: refund.id, now: clock.now() }
    const available = refund.availableBefore ?? (await noteAvailable(database, pay, at, paymentId))
    const answer = await pay.refund(paymentId, { amount: refund.amount, available })
    if (answer.is === 'other')
      throw new NoAnswer('Pay has another figure than before: what went is looked up.')
    const settled = await asCouncil(database, councilId, async db => {
      if (answer.is === 'made') await takeRefund(db, at, answer.refund)
      else await failed(db, at, refund)
      return settleEffect(db, { councilId, id: effect.id, fence: effect.fence, state: 'sent' })
    })
    if (!settled) throw new Error('Another worker has taken this refund over.')
  },
  lookUp: async (database, effect) => {
    const { councilId } = effect
    const pay = await payOf(database, councilId)
    const { refund, paymentId } = await find(database, effect)
    const at = { councilId, refundId: refund.id, now: clock.now() }
    if (refund.state !== 'agreed') return 'sent'
    if (refund.availableBefore === null) return 'not sent'
    const payment = await pay.get(paymentId)
    if (payment?.refundable === refund.availableBefore) return 'not sent'
    return (await findAtPay(database, pay, at, refund, paymentId)) ? 'sent' : 'unknown'
  },
})

async function find(database: Database, { councilId, payload }: Effect) {
  const { refundId } = z.object({ refundId: z.guid() }).parse(payload)
  return asCouncil(database, councilId, async db => {
    const refund = await findRefund(db, { councilId, refundId })
    const attempt = refund && (await findAttempt(db, { councilId, attemptId: refund.attemptId }))
    if (!refund || !attempt?.paymentId) throw new Error('There is no such refund.')
    return { refund, paymentId: attempt.paymentId }
  })
}

async function noteAvailable(database: Database, pay: Pay, at: At, paymentId: string) {
  const { councilId, refundId } = at
  const available = (await pay.get(paymentId))?.refundable
  if (available === undefined) throw new NoAnswer('Pay does not say what can be paid back.')
  await asCouncil(database, councilId, db =>
    db.run(sql`
      update payments.card_refund set available_before = ${available}::bigint
      where council_id = ${councilId}::int and id = ${refundId}::uuid and available_before is null`),
  )
  return available
}

/** Pay's refund of this amount that is none of ours yet: its answer was lost. */
async function findAtPay(
  database: Database,
  pay: Pay,
  at: At,
  refund: Refund,
  paymentId: string,
): Promise<boolean> {
  const { councilId } = at
  const theirs = await pay.refundsOf(paymentId)
  return asCouncil(database, councilId, async db => {
    const ours = await refundsOf(db, { councilId, attemptIds: [refund.attemptId] })
    const known = new Set(ours.map(({ refundId }) => refundId))
    const found = theirs.find(one => !known.has(one.refundId) && one.amount === refund.amount)
    if (found) {
      await takeRefund(db, at, found)
      return true
    }
    await raiseCardAlarm(db, {
      councilId,
      attemptId: refund.attemptId,
      kind: 'refund elsewhere',
      about: refund.id,
      says: 'Money of this payment went back that was not asked for here, while a refund of ours was on its way. Look at the payment in GOV.UK Pay’s own pages before anything else is paid back.',
    })
    return false
  })
}

/** Takes what Pay said of a refund. Money is posted when Pay has paid it back, and once. */
export async function takeRefund(db: Db, at: At, seen: PayRefund): Promise<void> {
  const { councilId, refundId, now } = at
  const ours = await lockRefund(db, at)
  if (!ours || (ours.state !== 'agreed' && ours.state !== 'submitted')) return
  if (seen.status === 'error') return failed(db, at, ours, seen.refundId)
  if (seen.status === 'submitted') {
    await db.run(sql`
      update payments.card_refund set state = 'submitted', refund_id = ${seen.refundId}::text
      where council_id = ${councilId}::int and id = ${refundId}::uuid`)
    await enqueue(db, { councilId, kind: lookAtRefundJob, key: refundId })
    return
  }
  const attempt = await findAttempt(db, { councilId, attemptId: ours.attemptId })
  const entryId = await postPaidBack(db, {
    councilId,
    id: refundId,
    reference: attempt?.reference ?? '',
    on: londonDate(now),
    parts: await refundPartsOf(db, { councilId, refundId }),
  })
  await db.run(sql`
    update payments.card_refund set
      state = 'success', refund_id = ${seen.refundId}::text, entry_id = ${entryId}::uuid, finished_at = ${now}::timestamptz
    where council_id = ${councilId}::int and id = ${refundId}::uuid`)
}

async function failed(db: Db, at: At, ours: Refund, payRefundId?: string): Promise<void> {
  const { councilId, refundId, now } = at
  await db.run(sql`
    update payments.card_refund set
      state = 'error', refund_id = coalesce(refund_id, ${payRefundId ?? null}::text), finished_at = ${now}::timestamptz
    where council_id = ${councilId}::int and id = ${refundId}::uuid and state in ('agreed', 'submitted')`)
  await raiseCardAlarm(db, {
    councilId,
    attemptId: ours.attemptId,
    kind: 'refund failed',
    about: refundId,
    says: 'GOV.UK Pay could not pay a refund back to the card. Nothing was posted. Tell the payer, and find out from GOV.UK Pay why before it is asked for again.',
  })
}
