import assert from 'node:assert/strict'
import { z } from 'zod'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { clockAt } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sendWaiting } from '#platform/outbox.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Outcome } from '#values/outcome.ts'
import { type AskedFor, askForPayment } from '../ask-for.ts'
import { attemptsOf } from '../attempts.ts'
import { beginToPay } from '../begin.ts'
import { lookAtAttempt } from '../look.ts'
import { NoAnswer, payOver, type Transport } from '../pay.ts'
import { refundSender } from '../send-refund.ts'
import { trainingTransport } from '../stub/transport.ts'
import { finish } from '../stub/type-card.ts'

export const at = '2026-06-01T10:00:00Z'
export const now = Temporal.Instant.from(at)
const clock = clockAt(at)

export function valueOf<T>(outcome: Outcome<T>): T {
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}
export const codeOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'done' : outcome.refusal.code

/** What carries questions, but loses the answer to those of which `loses` says so: Pay did it, and nobody heard. */
export const losing =
  (carry: Transport, loses: () => boolean): Transport =>
  async question => {
    const answer = await carry(question)
    if (loses()) throw new NoAnswer('lost')
    return answer
  }

/** A council of sample accounts that each owe £1,000, paying at the stand-in. */
export async function aPayingCouncil(database: Database, councilId: number, count: number) {
  const council = await aCouncilWithAccounts(database, councilId, count)
  await asCouncil(database, councilId, async db => {
    for (const account of council.accounts)
      await post(db, {
        councilId,
        entry: someEntry(council, account, { reference: `charge ${account}`, amount: 1_000_00n }),
        actor: 'system:test',
      })
  })
  return { ...council, ...doing(database, councilId) }
}

/** What tests do with such a council. */
const doing = (database: Database, councilId: number) => {
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const carry = trainingTransport(database, councilId, clock)
  const pay = payOver(carry)

  const ask = async (accountId: string, amount = 250_00n, differences: Partial<AskedFor> = {}) => {
    const { partyId } = await database.one(
      z.object({ partyId: z.string() }),
      sql`
        select lead_party_id as party_id from debts.account
        where council_id = ${councilId}::int and id = ${accountId}::uuid`,
    )
    return inCouncil(db =>
      askForPayment(db, {
        councilId,
        partyId,
        parts: [{ accountId, amount }],
        overWhy: '',
        offered: false,
        today: Temporal.PlainDate.from('2026-06-01'),
        now,
        actor: 'officer',
        ...differences,
      }),
    )
  }
  const begin = (requestId: string, over: { database?: Database; pay?: typeof pay } = {}) =>
    beginToPay(over.database ?? database, over.pay ?? pay, {
      councilId,
      councilName: 'Testham',
      requestId,
      returnUrl: 'https://debts.test/pay/done',
      now,
    })
  const attempts = (requestId: string) => inCouncil(db => attemptsOf(db, { councilId, requestId }))
  const look = async (requestId: string, over: { database?: Database; pay?: typeof pay } = {}) => {
    for (const { id: attemptId } of await attempts(requestId))
      await lookAtAttempt(over.database ?? database, over.pay ?? pay, { councilId, attemptId, now })
  }
  /** The payer types a card on the page that they were led to. */
  const typeCard = (nextUrl: string, how: Parameters<typeof finish>[3] = 'success') =>
    inCouncil(db => finish(db, { councilId, now }, nextUrl.split('/').at(-1) ?? '', how))
  /** Asked for, paid and posted. */
  const paid = async (accountId: string, amount = 250_00n) => {
    const requestId = valueOf(await ask(accountId, amount))
    await typeCard(valueOf(await begin(requestId)))
    await look(requestId)
    const [attempt] = await attempts(requestId)
    assert.equal(attempt?.state, 'success')
    return { requestId, attemptId: attempt.id, paymentId: attempt.paymentId ?? '' }
  }
  const sendRefunds = async (over: { database?: Database; pay?: typeof pay } = {}) => {
    await sendWaiting(
      over.database ?? database,
      councilId,
      { 'card refund': refundSender(async () => over.pay ?? pay, clock) },
      { onFault: () => {} },
    )
  }
  /** The payer asks their bank to take a payment back, or their bank decides. */
  const dispute = (
    paymentId: string,
    status: 'needs_response' | 'under_review' | 'lost' | 'won',
    amount = 250_00,
  ) =>
    database.run(sql`
      update payments.training_pay set kept = jsonb_set(kept, '{dispute}', ${JSON.stringify({
        disputeId: `dispute-${paymentId}`,
        amount,
        reason: 'fraudulent',
        status,
        createdAt: '2026-05-30T09:00:00.000Z',
        answerBy: '2026-06-15T23:59:59.000Z',
      })}::jsonb)
      where council_id = ${councilId}::int and payment_id = ${paymentId}::text`)
  /** The lease of whoever died runs out. */
  const wait = () =>
    database.run(sql`
      update platform.effect set lease_until = clock_timestamp() - interval '1 second'
      where council_id = ${councilId}::int and state in ('sending', 'unknown')`)
  const alarms = async () =>
    (
      await database.many(
        z.object({ kind: z.string() }),
        sql`select kind from payments.card_alarm where council_id = ${councilId}::int order by raised_at, id`,
      )
    ).map(({ kind }) => kind)
  const balance = async (accountId: string) =>
    (
      await database.one(
        z.object({ balance: pence }),
        sql`select balance from debts.ledger_account where council_id = ${councilId}::int and id = ${accountId}::uuid`,
      )
    ).balance
  return {
    councilId,
    inCouncil,
    carry,
    pay,
    ask,
    begin,
    attempts,
    look,
    typeCard,
    paid,
    sendRefunds,
    dispute,
    wait,
    alarms,
    balance,
  }
}

class Killed extends Error {}

/** A database whose user is killed at its nth transaction, before it commits or just after; from then on it does nothing. */
export function dying(database: Database, n: number, when: 'before' | 'after'): Database {
  let count = 0
  return {
    ...database,
    transaction: async work => {
      count += 1
      if (count > n) throw new Killed('gone')
      if (count < n) return database.transaction(work)
      if (when === 'after') await database.transaction(work)
      throw new Killed('killed')
    },
  }
}

/** Goes on where somebody was killed or got no answer; anything else is a fault. */
export const survived = (fault: unknown): void =>
  assert(fault instanceof Killed || fault instanceof NoAnswer, String(fault))
