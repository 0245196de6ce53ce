import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { enqueue, type JobEnd } from '#platform/jobs.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { lockParties, liableParties } from '#protections'
import { linkStands } from '../ask-for.ts'
import { type Attempt, attemptsOf } from '../attempts.ts'
import { lookJob } from '../begin.ts'
import { unguessable } from '../link.ts'
import { lookAtAttempt, neverMade, take } from '../look.ts'
import type { Pay } from '../pay.ts'
import { protectedAccounts } from '../../direct-debit/payable.ts'
import { isTakenOn } from './agreed-days.ts'
import { stopAgreement } from './after-attempt.ts'

export type Taking = {
  readonly councilId: number
  readonly agreement: string
  readonly takeOn: Temporal.PlainDate
  readonly now: Temporal.Instant
}

const actor = 'system:card agreements'
const over: JobEnd = { is: 'done' }

/**
 * Takes one payment of an agreement. Pay is asked first whether the agreement still stands; then the try is written, and Pay is asked
 * under its id, so that an answer that was lost is the same payment. What Pay says later is found by the job that looks at every
 * try. Throws where Pay does not answer: asked again, under the same id, until the try is forgotten or nothing may be taken any more.
 */
export async function takeAgreed(database: Database, pay: Pay, taking: Taking): Promise<JobEnd> {
  const { councilId, now } = taking
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const before = await inCouncil(db => standing(db, taking))
  if (!before?.agreementId) return over
  const { agreementId } = before
  if (before.state === 'planned' && before.agreed === 'active') {
    const theirs = await pay.getAgreement(agreementId)
    if (theirs?.status !== 'active') {
      await inCouncil(db =>
        stopAgreement(db, {
          councilId,
          id: taking.agreement,
          reference: before.reference,
          why: 'GOV.UK Pay says that the payer’s agreement has ended',
          canRetry: false,
        }),
      )
      return over
    }
  }
  const attempt = await inCouncil(db => write(db, taking))
  if (attempt?.attempt.state !== 'asked') return over
  const { id: attemptId, amount, reference } = attempt.attempt
  if (!attempt.isNew) {
    const seen = await lookAtAttempt(database, pay, { councilId, attemptId, now })
    if (seen.state !== 'asked' || !attempt.mayBeAsked) return over
  }
  const answer = await pay.takeUnder({
    key: attemptId,
    amount,
    reference,
    description: `Payment to ${before.council}`,
    agreementId,
  })
  await inCouncil(async db => {
    if (answer.is === 'made') await take(db, { councilId, attemptId, now }, answer.payment)
    else await neverMade(db, { councilId, attemptId, now, code: answer.code })
  })
  return over
}

const standing = (db: Db, { councilId, agreement, takeOn }: Taking) =>
  db.maybeOne(
    z.object({
      state: z.enum(['planned', 'asked', 'called off']),
      agreed: z.string(),
      agreementId: z.string().nullable(),
      reference: z.string(),
      council: z.string(),
    }),
    sql`
      select taking.state, agreement.state as agreed, agreement.agreement_id, agreement.reference, council.name as council
      from payments.card_taking as taking
      join payments.card_agreement as agreement on agreement.council_id = ${councilId}::int and agreement.id = taking.agreement_id
      join administration.council as council on council.council_id = ${councilId}::int
      where taking.council_id = ${councilId}::int and taking.agreement_id = ${agreement}::uuid
        and taking.take_on = ${takeOn}::date`,
  )

const due = z.object({
  state: z.enum(['planned', 'asked', 'called off']),
  agreed: z.string(),
  accountId: z.string(),
  partyId: z.string(),
  requestId: z.string().nullable(),
  amount: pence,
  balance: pence,
  protection: z.string().nullable(),
})

type Written = {
  readonly attempt: Attempt
  readonly isNew: boolean
  /** Whether the card may still be asked: nobody has cancelled since, and nobody is protected. */
  readonly mayBeAsked: boolean
}

/**
 * Writes the try down, under the locks that holds and cancelling take: no more than was agreed nor than is still owed, on its
 * day, from nobody who is protected. Undefined where nothing may be taken. One that was written before is answered as it is: whether Pay
 * has it is for a look to say, and what has happened since decides whether the card is asked.
 */
async function write(db: Db, taking: Taking): Promise<Written | undefined> {
  const { councilId, agreement, takeOn, now } = taking
  const today = londonDate(now)
  const { accountId: whose } = await db.one(
    z.object({ accountId: z.string() }),
    sql`
      select account_id from payments.card_agreement
      where council_id = ${councilId}::int and id = ${agreement}::uuid for no key update`,
  )
  await lockParties(db, {
    councilId,
    partyIds: await liableParties(db, { councilId, accountIds: [whose] }),
  })
  const { state, agreed, accountId, partyId, requestId, amount, balance, protection } =
    await db.one(
      due,
      sql`
        select taking.state, agreement.state as agreed, agreement.account_id, agreement.party_id, taking.request_id,
          least(taking.amount, ledger.balance) as amount, ledger.balance, protected.why as protection
        from payments.card_taking as taking
        join payments.card_agreement as agreement
          on agreement.council_id = ${councilId}::int and agreement.id = taking.agreement_id
        join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = agreement.account_id
        left join lateral (
          select min(protection.why) as why from (${protectedAccounts(councilId)}) as protection
          where protection.account_id = agreement.account_id) as protected on true
        where taking.council_id = ${councilId}::int and taking.agreement_id = ${agreement}::uuid
          and taking.take_on = ${takeOn}::date`,
    )
  if (requestId !== null) {
    const [attempt] = await attemptsOf(db, { councilId, requestId })
    const mayBeAsked = agreed === 'active' && protection === null
    return attempt && { attempt, isNew: false, mayBeAsked }
  }
  if (state !== 'planned' || agreed !== 'active' || !isTakenOn(takeOn, today)) return undefined
  const why = protection ?? (balance <= 0n ? 'Nothing was owed any more' : undefined)
  if (why !== undefined) {
    await db.run(sql`
      update payments.card_taking set state = 'called off', called_off_why = ${why}::text
      where council_id = ${councilId}::int and agreement_id = ${agreement}::uuid and take_on = ${takeOn}::date`)
    return undefined
  }
  const [request, attemptId] = [randomUUID(), randomUUID()]
  await db.run(sql`
    insert into payments.card_request (council_id, id, party_id, amount, expires_at, asked_by, asked_at)
    values (${councilId}::int, ${request}::uuid, ${partyId}::uuid, ${amount}::bigint, ${now.add(linkStands)}::timestamptz,
      ${actor}::text, ${now}::timestamptz)`)
  await db.run(sql`
    insert into payments.card_request_part (council_id, request_id, account_id, amount)
    values (${councilId}::int, ${request}::uuid, ${accountId}::uuid, ${amount}::bigint)`)
  await db.run(sql`
    update payments.card_taking set state = 'asked', asked_on = ${today}::date, request_id = ${request}::uuid
    where council_id = ${councilId}::int and agreement_id = ${agreement}::uuid and take_on = ${takeOn}::date`)
  await db.run(sql`
    insert into payments.card_attempt (council_id, id, request_id, reference, amount, asked_at)
    values (${councilId}::int, ${attemptId}::uuid, ${request}::uuid, ${`EH${unguessable(10)}`}::text, ${amount}::bigint,
      ${now}::timestamptz)`)
  await enqueue(db, { councilId, kind: lookJob, key: attemptId, after: now.add({ seconds: 15 }) })
  const [attempt] = await attemptsOf(db, { councilId, requestId: request })
  return attempt && { attempt, isNew: true, mayBeAsked: true }
}
