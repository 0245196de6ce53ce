import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { post } from '#debts'
import { someEntry } from '#debts/testing'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { payOver } from '../pay.ts'
import { agreeing } from '../testing/agreements.ts'
import { aPayingCouncil, codeOf, dying, losing, survived, valueOf } from '../testing/council.ts'
import { cancelAgreement, endAtPay, goOnWithAgreement } from './cancel.ts'

const database = await aDatabase()
after(() => database.close())
const council = await aPayingCouncil(database, 1, 30)
const { councilId, inCouncil, pay } = council
const of = agreeing(database, council)
const { day, anAccount, ask, agreed, found, takings, night, jobs, take, lookAtTaken, letCard } = of
const refusedBy = (work: Promise<unknown>, says: RegExp) => assert.rejects(work, says)

suite('payments agreed to by card', () => {
  test('begin with the first payment, are each taken on their day and once, and end when all is taken', async () => {
    const { accountId, id, agreementId } = await agreed()
    assert.equal((await found(id)).state, 'active')
    assert.equal(await council.balance(accountId), 900_00n)
    assert.equal(await night('2026-06-30'), 0)
    await take(id, '2026-07-01', { on: '2026-06-30' })
    assert.equal(await council.balance(accountId), 900_00n)
    for (const [n, on] of ['2026-07-01', '2026-08-01', '2026-09-01'].entries()) {
      assert.equal(await night(on), 1)
      await take(id, on)
      await take(id, on)
      await lookAtTaken(id, on)
      await take(id, on)
      assert.equal(await night(on), 0)
      assert.equal(await council.balance(accountId), 850_00n - 50_00n * BigInt(n))
    }
    assert.equal((await found(id)).state, 'cancelled')
    await endAtPay(database, pay, { councilId, id })
    assert.equal((await pay.getAgreement(agreementId ?? ''))?.status, 'cancelled')
    assert.notEqual((await found(id)).endedAtPay, null)
  })

  test('are one an account, though two officers ask at once', async () => {
    const accountId = anAccount()
    const asked = await Promise.all([ask(accountId), ask(accountId)])
    assert.deepEqual(
      asked.map(one => (one.ok ? 'asked' : one.refusal.code)).toSorted(),
      ['asked', 'has-agreement'].toSorted(),
    )
  })

  test('are one payment whatever answer was lost, and whoever was killed', async () => {
    for (const when of ['before', 'after'] as const)
      for (let n = 1; n <= 5; n += 1) {
        const { accountId, id } = await agreed()
        await take(id, '2026-07-01', { data: dying(database, n, when) }).catch(survived)
        await take(id, '2026-07-01')
        await lookAtTaken(id, '2026-07-01')
        assert.equal(await council.balance(accountId), 850_00n, `${when} ${n}`)
      }
    const { accountId, id } = await agreed()
    let lost = 0
    const lossy = payOver(losing(council.carry, () => (lost += 1) <= 2))
    for (let tries = 0; tries < 4; tries += 1)
      await take(id, '2026-07-01', { over: lossy }).catch(survived)
    await lookAtTaken(id, '2026-07-01')
    assert.equal(await council.balance(accountId), 850_00n)
  })

  test('stop when the card’s bank refuses, are told of, and are not tried again until somebody decides', async () => {
    const { accountId, id, agreementId } = await agreed()
    await letCard(agreementId, 'refuses')
    const before = (await council.alarms()).length
    await take(id, '2026-07-01')
    await lookAtTaken(id, '2026-07-01')
    const stopped = await found(id)
    assert.deepEqual(
      [stopped.state, stopped.stateWhy, stopped.canRetry],
      ['stopped', 'The card was refused by its bank', true],
    )
    assert.deepEqual((await council.alarms()).slice(before), ['agreement stopped'])
    await letCard(agreementId, 'pays')
    await take(id, '2026-07-01', { on: '2026-07-02' })
    await lookAtTaken(id, '2026-07-02')
    await night('2026-08-01')
    assert.equal(await jobs(id), 0)
    await take(id, '2026-08-01')
    assert.equal(await council.balance(accountId), 900_00n)
    valueOf(
      await inCouncil(db =>
        goOnWithAgreement(db, { councilId, id, today: day('2026-08-05'), actor: 'officer' }),
      ),
    )
    assert.deepEqual(
      (await takings(id)).map(({ state }) => state),
      ['asked', 'called off', 'planned'],
    )
    await take(id, '2026-09-01')
    await lookAtTaken(id, '2026-09-01')
    assert.equal(await council.balance(accountId), 850_00n)
  })

  test('do not go on with a card that has expired', async () => {
    const { id, agreementId } = await agreed()
    await letCard(agreementId, 'has expired')
    await take(id, '2026-07-01')
    await lookAtTaken(id, '2026-07-01')
    assert.equal((await found(id)).canRetry, false)
    const going = { councilId, id, today: day('2026-07-02'), actor: 'officer' }
    assert.equal(codeOf(await inCouncil(db => goOnWithAgreement(db, going))), 'cannot-go-on')
  })

  test('take nothing once cancelled here or at GOV.UK Pay', async () => {
    const one = await agreed()
    const cancelling = { councilId, id: one.id, why: 'They asked for it', actor: 'officer' }
    valueOf(await inCouncil(db => cancelAgreement(db, cancelling)))
    assert.equal(codeOf(await inCouncil(db => cancelAgreement(db, cancelling))), 'agreement-over')
    await take(one.id, '2026-07-01')
    assert.equal(await council.balance(one.accountId), 900_00n)

    const other = await agreed()
    await pay.cancelAgreement(other.agreementId ?? '')
    await take(other.id, '2026-07-01')
    assert.equal((await found(other.id)).state, 'stopped')
    assert.equal(await council.balance(other.accountId), 900_00n)
  })

  test('take no more than is still owed, and nothing that was owed only then', async () => {
    const { accountId, id } = await agreed()
    const paidElsewhere = (amount: bigint) =>
      inCouncil(db =>
        post(db, {
          councilId,
          actor: 'system:test',
          entry: {
            ...someEntry(council, accountId, { reference: `less ${accountId}/${amount}`, amount }),
            kind: 'payment',
            postings: [{ debit: council.bank, credit: accountId, amount }],
          },
        }),
      )
    await paidElsewhere(880_00n)
    await take(id, '2026-07-01')
    await lookAtTaken(id, '2026-07-01')
    assert.equal(await council.balance(accountId), 0n)
    await take(id, '2026-08-01')
    assert.equal((await takings(id))[1]?.calledOffWhy, 'Nothing was owed any more')
  })

  test('are not taken days late, nor the first day’s with the first payment', async () => {
    const { accountId, id } = await agreed()
    await night('2026-07-05')
    await take(id, '2026-07-01', { on: '2026-07-05' })
    assert.equal((await takings(id))[0]?.state, 'called off')
    assert.equal(await council.balance(accountId), 900_00n)
  })

  test('are refused where they could not be kept', async () => {
    const accountId = anAccount()
    const cases = [
      ['first-day-to-come', { firstOn: day('2026-06-01') }],
      ['too-many-takings', { times: 61 }],
      ['more-than-owed', { times: 19 }],
    ] as const
    for (const [code, differences] of cases)
      assert.equal(codeOf(await ask(accountId, differences)), code)
    valueOf(await ask(accountId))
    assert.equal(codeOf(await ask(accountId)), 'has-agreement')
  })
})

suite('the database', () => {
  const bypass = (id: string, takeOn: string, differences: { on?: string; amount?: bigint } = {}) =>
    inCouncil(async db => {
      const { on = takeOn, amount = 50_00n } = differences
      const { request } = await db.one(
        z.object({ request: z.string() }),
        sql`
          insert into payments.card_request (council_id, id, party_id, amount, expires_at, asked_by)
          select ${councilId}::int, gen_random_uuid(), party_id, ${amount}::bigint, clock_timestamp(), 'nobody'
          from payments.card_agreement where council_id = ${councilId}::int and id = ${id}::uuid
          returning id as request`,
      )
      await db.run(sql`
        update payments.card_taking set state = 'asked', asked_on = ${on}::date, request_id = ${request}::uuid
        where council_id = ${councilId}::int and agreement_id = ${id}::uuid and take_on = ${takeOn}::date`)
      for (const reference of ['EH0000000001', 'EH0000000002'])
        await db.run(sql`
          insert into payments.card_attempt (council_id, id, request_id, reference, amount)
          values (${councilId}::int, gen_random_uuid(), ${request}::uuid, ${reference}::text, ${amount}::bigint)`)
    })

  test('refuses a payment before its day, above what was agreed, twice, and without an active agreement', async () => {
    const { id } = await agreed()
    await refusedBy(bypass(id, '2026-07-01', { on: '2026-06-30' }), /check/)
    await refusedBy(bypass(id, '2026-07-01', { amount: 50_01n }), /no more than the payer agreed/)
    await refusedBy(bypass(id, '2026-07-01'), /asked once, for what was agreed/)
    await take(id, '2026-07-01')
    await refusedBy(bypass(id, '2026-07-01'), /stays so/)
    await refusedBy(
      inCouncil(db =>
        db.run(sql`
          insert into payments.card_taking (council_id, agreement_id, take_on, amount)
          values (${councilId}::int, ${id}::uuid, date '2026-07-02', 100::bigint)`),
      ),
      /are agreed with it/,
    )
    await inCouncil(db =>
      db.run(sql`
        update payments.card_agreement set state = 'stopped', state_why = 'a test'
        where council_id = ${councilId}::int and id = ${id}::uuid`),
    )
    await refusedBy(bypass(id, '2026-08-01'), /under a card agreement that is stopped/)
    await inCouncil(db => cancelAgreement(db, { councilId, id, why: 'a test', actor: 'officer' }))
    await refusedBy(
      inCouncil(db =>
        db.run(sql`
          update payments.card_agreement set state = 'active', state_why = null, cancelled_by = null, cancelled_at = null
          where council_id = ${councilId}::int and id = ${id}::uuid`),
      ),
      /does not become active/,
    )
  })
})
