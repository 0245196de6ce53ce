import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { enqueue } from '#platform/jobs.ts'
import { instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { agreementAtPay } from './agreements/at-pay.ts'
import { isOpen } from './attempt.ts'
import { type Attempt, attemptsOf, findAttempt } from './attempts.ts'
import { unguessable } from './link.ts'
import { lookAtAttempt, neverMade, type Seen, take } from './look.ts'
import { NoAnswer, type Pay } from './pay.ts'
import * as refusals from './refusals.ts'
import { whyNotNow, whysNotNow } from './why-not-now.ts'

/** The kind of job that looks at a try until it has ended; its key is the try. */
export const lookJob = 'look at a card payment'

export type Beginning = {
  readonly councilId: number
  readonly councilName: string
  readonly requestId: string
  /** Where Pay sends the payer afterwards. */
  readonly returnUrl: string
  readonly now: Temporal.Instant
}

/**
 * Lets a payer begin to pay, and answers where they go on. Our record is written first, then Pay is asked under its id, so
 * that the same try is never two payments. A try that is still open is looked at and gone on with; a new one is made only
 * when it has ended. Refuses what is paid, cancelled, run out or not owed any more, and what a moratorium keeps from being asked for; says so when Pay does not answer: nothing is taken then.
 */
export async function beginToPay(
  database: Database,
  pay: Pay,
  beginning: Beginning,
): Promise<Outcome<string>> {
  const { councilId } = beginning
  try {
    const before = await asCouncil(database, councilId, db => openAttempt(db, beginning))
    if (before) {
      const seen = await goOn(database, pay, beginning, before)
      const answered = answerTo(seen)
      if (answered) return answered
    }
    const made = await asCouncil(database, councilId, db => write(db, beginning))
    if (!made.ok) return made
    return (
      answerTo(await create(database, pay, beginning, made.value)) ?? refused(refusals.tryAgain)
    )
  } catch (fault) {
    if (fault instanceof NoAnswer) return refused(refusals.tryAgain)
    throw fault
  }
}

const answerTo = ({ state, nextUrl }: Seen): Outcome<string> | undefined => {
  if (nextUrl !== undefined) return done(nextUrl)
  if (state === 'success') return refused(refusals.notWaiting)
  if (state === 'differs' || (isOpen(state) && state !== 'asked'))
    return refused(refusals.isDecided)
  return undefined
}

const openAttempt = async (db: Db, at: Beginning): Promise<Attempt | undefined> =>
  (await attemptsOf(db, at)).find(({ state }) => isOpen(state))

/**
 * A try whose answer was lost is looked for by our reference. Not found, it is asked for again under the same key: even if
 * Pay had made it and the search lags behind, that payment is answered with, or it is one whose page nobody ever saw.
 */
async function goOn(
  database: Database,
  pay: Pay,
  beginning: Beginning,
  before: Attempt,
): Promise<Seen> {
  const { councilId, now } = beginning
  const seen = await lookAtAttempt(database, pay, { councilId, attemptId: before.id, now })
  return seen.state === 'asked' ? create(database, pay, beginning, before) : seen
}

const toBePaid = z.object({
  amount: pence,
  state: z.enum(['waiting', 'paid', 'cancelled']),
  expiresAt: instant,
  whyNotNow: z.enum(whysNotNow).nullable(),
})

/** Writes the try down, with the job that looks at it until it has ended. One at a time: others wait, and then go on with it. */
async function write(db: Db, { councilId, requestId, now }: Beginning): Promise<Outcome<Attempt>> {
  const request = await db.maybeOne(
    toBePaid,
    sql`
      select amount, state, expires_at, ${whyNotNow(councilId, sql`${requestId}::uuid`)} as why_not_now from payments.card_request
      where council_id = ${councilId}::int and id = ${requestId}::uuid for no key update`,
  )
  if (request?.state !== 'waiting') return refused(refusals.notWaiting)
  if (Temporal.Instant.compare(request.expiresAt, now) < 0) return refused(refusals.hasExpired)
  if (request.whyNotNow === 'not owed') return refused(refusals.notOwedNow)
  if (request.whyNotNow === 'not asked') return refused(refusals.notAskedNow)
  const before = (await attemptsOf(db, { councilId, requestId })).find(({ state }) => isOpen(state))
  if (before) return done(before)
  const attemptId = randomUUID()
  await db.run(sql`
    insert into payments.card_attempt (council_id, id, request_id, reference, amount, asked_at)
    values (${councilId}::int, ${attemptId}::uuid, ${requestId}::uuid, ${`EH${unguessable(10)}`}::text,
      ${request.amount}::bigint, ${now}::timestamptz)`)
  await enqueue(db, {
    councilId,
    kind: lookJob,
    key: attemptId,
    after: now.add({ seconds: 15 }),
  })
  const made = await findAttempt(db, { councilId, attemptId })
  return made ? done(made) : refused(refusals.tryAgain)
}

async function create(
  database: Database,
  pay: Pay,
  beginning: Beginning,
  { id: attemptId, amount, reference }: Attempt,
): Promise<Seen> {
  const { councilId, councilName, returnUrl, now } = beginning
  const agreed = await agreementAtPay(database, pay, beginning)
  const answer =
    agreed?.is === 'refused'
      ? agreed
      : await pay.create({
          key: attemptId,
          amount,
          reference,
          description: `Payment to ${councilName}`,
          returnUrl,
          agreementId: agreed?.agreementId,
        })
  return asCouncil(database, councilId, async db => {
    if (answer.is === 'made') return take(db, { councilId, attemptId, now }, answer.payment)
    await neverMade(db, { councilId, attemptId, now, code: answer.code })
    return { state: 'never made' }
  })
}
