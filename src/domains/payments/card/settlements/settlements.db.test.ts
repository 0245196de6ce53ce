import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { addBankAccount } from '../../receipts/bank-accounts.ts'
import { takeStatement } from '../../receipts/take-statement.ts'
import { camt, camtEntry } from '../../statements/testing.ts'
import { learnDisputes } from '../disputes/learn.ts'
import { payOver } from '../pay.ts'
import { trainingTransport } from '../stub/transport.ts'
import { aPayingCouncil, valueOf } from '../testing/council.ts'
import { explainSettled } from './explain.ts'
import { learnSettled, recentSettlements, unsettledPayments } from './learn.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aPayingCouncil(database, councilId, 6)
const day = (text: string) => Temporal.PlainDate.from(text)
await council.inCouncil(db =>
  addBankAccount(db, {
    councilId,
    number: '20201555555555',
    name: 'Collection account',
    actor: 'system:test',
  }),
)

/** Asks Pay, on a day, what it settled. */
const learn = (on: string) => {
  const clock = clockAt(`${on}T12:00:00Z`)
  const pay = payOver(trainingTransport(database, councilId, clock))
  return learnSettled(database, pay, { councilId, now: clock.now() })
}
let files = 0
const takeCredits = async (...credits: readonly Parameters<typeof camtEntry>[0][]) => {
  const text = camt(credits.map(credit => camtEntry({ on: '2026-06-03', ...credit })))
  valueOf(
    await takeStatement(database, {
      councilId,
      fileName: `statement-${(files += 1)}.xml`,
      bytes: (async function* () {
        yield Buffer.from(text)
      })(),
      today: day('2026-06-03'),
      actor: 'system:test',
    }),
  )
}
const lines = () =>
  council.inCouncil(db =>
    db.many(
      z.object({ state: z.string(), why: z.string() }),
      sql`select state, why from payments.bank_line where council_id = ${councilId}::int order by amount`,
    ),
  )
const receipts = () =>
  database.run(sql`select from payments.receipt where council_id = ${councilId}::int`)

suite('the card provider’s lump at the bank', () => {
  test('is explained by the payments that it is made of, and posts nothing again', async () => {
    const [one, other] = council.accounts
    assert(one !== undefined && other !== undefined)
    await council.paid(one, 100_00n)
    await council.paid(other, 40_50n)
    const [before, its] = [await council.balance(one), await council.balance(other)]
    await takeCredits({ amount: '140.50', name: 'STRIPE PAYMENTS UK LTD', reference: 'S1' })
    assert.deepEqual(await lines(), [
      {
        state: 'to explain',
        why: 'It is from the card provider, whose payments are on their accounts already. GOV.UK Pay has told of no settlement of these days.',
      },
    ])
    assert.equal(await receipts(), 0)

    await learn('2026-06-01')
    assert.equal((await lines())[0]?.state, 'to explain')
    await learn('2026-06-02')
    await learn('2026-06-02')
    assert.deepEqual(await lines(), [
      {
        state: 'explained',
        why: 'Card payments settled on 2 June 2026, posted one by one: 2 of £140.50, less £0.00 paid back and £0.00 of fees.',
      },
    ])
    assert.deepEqual([await council.balance(one), await council.balance(other)], [before, its])
    const [settlement] = await council.inCouncil(db => recentSettlements(db, councilId))
    assert.deepEqual([settlement?.payments, settlement?.total, settlement?.astray], [2, 140_50n, 0])
    assert.notEqual(settlement?.bankLineId, null)
  })

  test('is one line for one day, and what differs is said by how much', async () => {
    await takeCredits({ amount: '140.50', name: 'STRIPE PAYMENTS UK LTD', reference: 'S2' })
    await council.inCouncil(db =>
      db.run(sql`
        insert into payments.card_settled (council_id, kind, pay_id, settled_on, amount, net)
        values (${councilId}::int, 'payment', 'nobodys', date '2026-06-03', 5000, 4900), (${councilId}::int, 'refund', 'back', date '2026-06-03', 1000, -1000)`),
    )
    await takeCredits({ amount: '38.00', name: 'WorldPay', reference: 'S3' })
    assert.equal((await lines()).filter(({ state }) => state === 'to explain').length, 2)
    assert.match(
      (await lines()).map(({ why }) => why).join(' '),
      /of 3 June 2026, comes to £39\.00: £1\.00 more than the bank has/,
    )
    await takeCredits({ amount: '39.00', name: 'GOV.UK Pay', reference: 'S4' })
    assert.equal((await lines()).filter(({ state }) => state === 'to explain').length, 3)
    assert.match(
      (await lines()).map(({ why }) => why).join(' '),
      /of 3 June 2026, comes to £39\.00, as the bank has\. Of its payments and refunds 2, of £60\.00 in all, are on no account here/,
    )
    assert.equal(await receipts(), 0)
    const [latest] = await council.inCouncil(db => recentSettlements(db, councilId))
    assert.equal(latest?.astray, 2)
  })

  test('is explained with what went back and the fees, once each of its payments is on its account', async () => {
    const account = council.accounts[3] ?? ''
    const requestId = valueOf(await council.ask(account, 60_00n))
    await council.typeCard(valueOf(await council.begin(requestId)))
    const on = async (payment: string) =>
      (await lines()).find(({ why }) => why.includes(payment)) ?? assert.fail(payment)
    const [asked] = await council.attempts(requestId)
    await council.inCouncil(db =>
      db.run(sql`
        insert into payments.card_settled (council_id, kind, pay_id, settled_on, amount, net)
        values (${councilId}::int, 'payment', ${asked?.paymentId ?? ''}::text, date '2026-05-31', 6000, 5880)`),
    )
    await takeCredits({ amount: '58.80', name: 'Stripe', reference: 'S6' })
    assert.equal((await on('£58.80')).state, 'to explain')
    await council.look(requestId)
    await council.inCouncil(db => explainSettled(db, councilId))
    assert.equal(
      (await on('1 of £60.00, less £0.00 paid back and £1.20 of fees')).state,
      'explained',
    )
  })

  test('is explained with what a lost dispute took from it and its fee, once it is off its account', async () => {
    const account = council.accounts[4] ?? ''
    const { paymentId } = await council.paid(account, 160_00n)
    await council.dispute(paymentId, 'lost', 90_00)
    const clock = clockAt('2026-06-15T12:00:00Z')
    const pay = payOver(trainingTransport(database, councilId, clock))
    await council.inCouncil(db =>
      db.run(sql`
        insert into payments.card_settled (council_id, kind, pay_id, settled_on, amount, net)
        values (${councilId}::int, 'payment', ${paymentId}::text, date '2026-06-15', 16000, 16000)`),
    )
    await learnSettled(database, pay, { councilId, now: clock.now() })
    const latest = async () =>
      (await council.inCouncil(db => recentSettlements(db, councilId))).find(
        ({ settledOn }) => settledOn.toString() === '2026-06-15',
      )
    assert.equal((await latest())?.astray, 1)
    await learnDisputes(database, pay, { councilId, now: clock.now() })
    const { astray, refunds, fees, total } = (await latest()) ?? assert.fail()
    assert.deepEqual([astray, refunds, fees, total], [0, 90_00n, 20_00n, 50_00n])
    assert.equal(await council.balance(account), 930_00n)
  })

  test('is paired in the order of the days where two come to the same, and once however many pair them at once', async () => {
    const paid = await Promise.all(
      [0, 1].map(() => council.paid(council.accounts[4] ?? '', 12_34n)),
    )
    const days = ['2026-05-30', '2026-06-01']
    for (let n = 0; n < 2; n += 1)
      await takeCredits({ amount: '12.34', name: 'Stripe', reference: `S7 ${n}` })
    await council.inCouncil(db =>
      db.run(sql`
        insert into payments.card_settled (council_id, kind, pay_id, settled_on, amount, net)
        select ${councilId}::int, 'payment', pay_id, settled_on, 1234, 1234
        from unnest(${paid.map(({ paymentId }) => paymentId)}::text[], ${days}::date[]) as told (pay_id, settled_on)`),
    )
    const explained = await Promise.all(
      [0, 1].map(() => council.inCouncil(db => explainSettled(db, councilId))),
    )
    assert.equal(
      explained.reduce((sum, n) => sum + n),
      2,
    )
  })

  test('leaves what is said of a line that waits for another reason', async () => {
    await takeCredits({ amount: '7.00', name: 'Stripe', extra: '<RvslInd>true</RvslInd>' })
    const [line] = (await lines()).filter(({ state }) => state === 'to explain')
    assert.equal(line?.why, 'Money that had gone out came back.')
  })

  test('leaves out what a payer paid by the bank themselves, and what is in no settlement is listed', async () => {
    await takeCredits({ amount: '140.50', name: 'J STRIPER', reference: 'S5' })
    assert.equal(await receipts(), 1)
    const account = council.accounts[2] ?? ''
    await council.paid(account, 10_00n)
    const late = await council.inCouncil(db =>
      unsettledPayments(db, { councilId, today: day('2026-06-20') }),
    )
    assert.deepEqual(
      late.map(({ amount }) => amount),
      [10_00n],
    )
  })
})
