import { z } from 'zod'
import { reverse } from '#debts'
import { londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence, sum } from '#values/money.ts'
import { raiseCardAlarm } from '../alarms.ts'
import { type Attempt, lockAttempt } from '../attempts.ts'
import { partsOf } from '../parts.ts'
import type { Pay } from '../pay.ts'
import { cardActor, type Part, paidEntry, postLost } from '../post-payment.ts'
import { leftToPayBack } from '../refund.ts'
import { disputeStatuses, type PayDispute, reasonInWords } from './dispute.ts'

type At = { readonly councilId: number; readonly now: Temporal.Instant }

/** Days: a card's bank may take months, and Pay finds disputes by the day that they were raised. */
const lately = 400

/**
 * Asks Pay what payers dispute. A new dispute is an alarm, with the day by which the council answers it at Pay. One that is lost is taken off the
 * accounts that the payment was for, once, in the transaction that says so; one that is won changes nothing.
 */
export async function learnDisputes(database: Database, pay: Pay, at: At): Promise<void> {
  for (const dispute of await pay.disputes({ since: at.now.subtract({ hours: 24 * lately }) }))
    await asCouncil(database, at.councilId, db => follow(db, at, dispute))
}

const knownRow = z.object({ status: z.enum(disputeStatuses) })

async function follow(db: Db, at: At, dispute: PayDispute): Promise<void> {
  const { councilId } = at
  const { disputeId, paymentId, status } = dispute
  const attempt = await attemptOf(db, councilId, paymentId)
  await db.run(sql`
    insert into payments.card_dispute (council_id, dispute_id, payment_id, attempt_id, amount, reason, status, respond_by)
    values (${councilId}::int, ${disputeId}::text, ${paymentId}::text, ${attempt?.id ?? null}::uuid, ${dispute.amount}::bigint,
      ${dispute.reason}::text, 'needs_response', ${dispute.respondBy ?? null}::date)
    on conflict (council_id, dispute_id) do nothing`)
  const known = await db.one(
    knownRow,
    sql`
      select status from payments.card_dispute
      where council_id = ${councilId}::int and dispute_id = ${disputeId}::text for no key update`,
  )
  if (known.status === 'lost' || known.status === 'won') return
  if (!attempt) await notOurs(db, at, dispute)
  else if (status === 'lost') await lose(db, at, dispute, attempt)
  else if (status !== 'won') await alarm(db, at, dispute, attempt)
  if (status !== 'lost' || !attempt)
    await db.run(sql`
      update payments.card_dispute set status = ${status}::text, respond_by = ${dispute.respondBy ?? null}::date,
        changed_at = clock_timestamp()
      where council_id = ${councilId}::int and dispute_id = ${disputeId}::text and status <> ${status}::text`)
}

async function attemptOf(
  db: Db,
  councilId: number,
  paymentId: string,
): Promise<Attempt | undefined> {
  const found = await db.maybeOne(
    z.object({ id: z.string() }),
    sql`
      select id from payments.card_attempt
      where council_id = ${councilId}::int and payment_id = ${paymentId}::text and state = 'success'`,
  )
  return found && lockAttempt(db, { councilId, attemptId: found.id })
}

const notOurs = (db: Db, { councilId }: At, { disputeId, amount }: PayDispute) =>
  raiseCardAlarm(db, {
    councilId,
    kind: 'not ours',
    about: disputeId,
    says: `A payer disputes a card payment of ${formatPounds(amount)} at GOV.UK Pay that is on no account here. Look at it in GOV.UK Pay’s own pages, and tell finance.`,
  })

const alarm = (
  db: Db,
  { councilId }: At,
  { disputeId, amount, reason, respondBy }: PayDispute,
  { id: attemptId, reference }: Attempt,
) =>
  raiseCardAlarm(db, {
    councilId,
    attemptId,
    kind: 'disputed',
    about: disputeId,
    says: `The payer asks their card’s bank to take ${formatPounds(amount)} of ${reference} back: ${reasonInWords(reason)}. Answer it in GOV.UK Pay’s own pages${respondBy ? ` by ${formatDate(respondBy)}` : ''}, or let them have it. Nothing of it is paid back to the card meanwhile.`,
  })

/** The money is gone: taken off the accounts, in the order of the payment's parts and no more than is still there. */
async function lose(db: Db, at: At, dispute: PayDispute, attempt: Attempt): Promise<void> {
  const { councilId } = at
  const { disputeId, amount, reason, respondBy } = dispute
  const { id: attemptId, requestId, reference } = attempt
  const parts = firstOf(await leftToPayBack(db, { councilId, requestId, attemptId }), amount)
  const takenOff = sum(parts.map(part => part.amount))
  const because = `The payer’s bank took the card payment back: ${reasonInWords(reason)}`
  const whole = await partsOf(db, { councilId, requestId })
  const entryId =
    parts.length === 0
      ? null
      : takenOff === sum(whole.map(part => part.amount))
        ? await sayBackwards(db, at, { attempt, count: whole.length, because })
        : await postLost(db, {
            councilId,
            id: disputeId,
            reference,
            on: londonDate(at.now),
            parts,
          })
  await db.run(sql`
    update payments.card_dispute set status = 'lost', respond_by = ${respondBy ?? null}::date, changed_at = clock_timestamp(),
      taken_off = ${takenOff}::bigint, entry_id = ${entryId}::uuid
    where council_id = ${councilId}::int and dispute_id = ${disputeId}::text`)
  const rest = amount - takenOff
  await raiseCardAlarm(db, {
    councilId,
    attemptId,
    kind: 'dispute lost',
    about: disputeId,
    says: `The payer’s bank took ${formatPounds(amount)} of ${reference} back: ${reasonInWords(reason)}. ${formatPounds(takenOff)} was taken off what it had been paid to${rest > 0n ? `; the other ${formatPounds(rest)} had gone back to the card already, so ask GOV.UK Pay about it` : ''}. Ask the payer what happened before anything is asked of them.`,
  })
}

/** So much of these parts, from the first. */
function firstOf(parts: readonly Part[], amount: Pence): readonly Part[] {
  let rest = amount
  return parts.flatMap(part => {
    const taken = part.amount < rest ? part.amount : rest
    rest -= taken
    return taken > 0n ? [{ ...part, amount: taken }] : []
  })
}

/** The whole payment, as though it had not come: each entry said backwards. Answers the first. */
async function sayBackwards(
  db: Db,
  { councilId, now }: At,
  {
    attempt,
    count,
    because,
  }: { readonly attempt: Attempt; readonly count: number; readonly because: string },
): Promise<string> {
  const entries: string[] = []
  for (let n = 1; n <= count; n += 1) {
    const { entryId } = await db.one(
      z.object({ entryId: z.string() }),
      sql`select ${paidEntry(councilId, attempt.id, n)} as entry_id`,
    )
    await reverse(db, { councilId, entryId, on: londonDate(now), because, actor: cardActor })
    entries.push(entryId)
  }
  return entries[0] ?? ''
}
