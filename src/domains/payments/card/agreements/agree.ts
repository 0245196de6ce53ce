import { randomUUID } from 'node:crypto'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Pence } from '#values/money.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type AskedFor, askForPayment, mostAtOnce } from '../ask-for.ts'
import { unguessable } from '../link.ts'
import * as refusals from '../refusals.ts'
import { agreedDays, type HowOften, mostTakings } from './agreed-days.ts'

export type NewAgreement = Omit<AskedFor, 'parts' | 'overWhy'> & {
  readonly accountId: string
  /** What is paid now, on Pay's own page, and with it agreed to. */
  readonly now: Temporal.Instant
  readonly firstPayment: Pence
  /** What is taken on each of the days after. */
  readonly amountEach: Pence
  readonly firstOn: Temporal.PlainDate
  readonly every: HowOften
  readonly times: number
  readonly balance: Pence
}

/**
 * Writes down what somebody wants to pay by card on later days, and asks for the first payment, with which they agree to it on Pay's
 * own page. Nothing leaves, and nothing is taken before they have. Refuses a second agreement on an account that has one, more than is owed altogether,
 * a first day that is not after today, and whatever `askForPayment` does. Answers the id of the first payment, whose link the officer gives.
 */
export async function askForAgreement(db: Db, asked: NewAgreement): Promise<Outcome<string>> {
  const { councilId, partyId, accountId, firstPayment, amountEach, times, today, actor } = asked
  if (times < 1 || times > mostTakings) return refused(refusals.tooManyTakings)
  if (Temporal.PlainDate.compare(asked.firstOn, today) <= 0) return refused(refusals.firstDayToCome)
  if (amountEach > mostAtOnce) return refused(refusals.tooMuch)
  if (firstPayment + amountEach * BigInt(times) > asked.balance)
    return refused(refusals.moreThanOwed)
  if (await hasOne(db, councilId, accountId)) return refused(refusals.hasAgreement)
  const first = await askForPayment(db, {
    ...asked,
    parts: [{ accountId, amount: firstPayment }],
    overWhy: '',
  })
  if (!first.ok) return first

  const id = randomUUID()
  await db.run(sql`
    insert into payments.card_agreement (council_id, id, request_id, party_id, account_id, reference, amount_each, asked_by, asked_at)
    select ${councilId}::int, ${id}::uuid, ${first.value}::uuid, request.party_id, ${accountId}::uuid,
      ${`EH${unguessable(10)}`}::text, ${amountEach}::bigint, ${actor}::text, ${asked.now}::timestamptz
    from payments.card_request as request where request.council_id = ${councilId}::int and request.id = ${first.value}::uuid`)
  await db.run(sql`
    insert into payments.card_taking (council_id, agreement_id, take_on, amount)
    select ${councilId}::int, ${id}::uuid, day, ${amountEach}::bigint
    from unnest(${agreedDays({ ...asked, first: asked.firstOn })}::date[]) as day`)
  await record(db, {
    councilId,
    actor,
    action: 'asked for a card agreement',
    objectKind: 'card agreement',
    objectId: id,
    detail: { party: partyId, times },
  })
  return done(first.value)
}

/** Whether the account has an agreement that takes, or that may yet. Whoever asks at the same time waits for this to end. */
async function hasOne(db: Db, councilId: number, accountId: string): Promise<boolean> {
  await db.run(sql`
    select from debts.account where council_id = ${councilId}::int and id = ${accountId}::uuid for no key update`)
  return (
    (await db.run(sql`
      select from payments.card_agreement
      where council_id = ${councilId}::int and account_id = ${accountId}::uuid and state <> 'cancelled'`)) >
    0
  )
}
