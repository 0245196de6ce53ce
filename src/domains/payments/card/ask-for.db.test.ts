import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { statementOf } from '#debts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { cancelRequest } from './cancel.ts'
import { asMeant, makeLink, openLink } from './link.ts'
import { lookAtAttempt } from './look.ts'
import { whyNoPay } from './pages/payer.page.ts'
import { payOver } from './pay.ts'
import { askForRefund, decideOnRefund } from './refund.ts'
import { payOf } from './settings.ts'
import { aPayingCouncil, codeOf, losing, now, valueOf } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aPayingCouncil(database, councilId, 20)
let next = 0
const anotherAccount = () => council.accounts[next++] ?? assert.fail('more accounts are needed')

const linkOf = async (requestId: string) =>
  valueOf(
    await council.inCouncil(db => makeLink(db, { councilId, requestId, now, actor: 'officer' })),
  )
const opened = (secret: string, address = '192.0.2.1', at = now) =>
  council.inCouncil(db => openLink(db, { councilId, secret, address, now: at }))
const cancel = (requestId: string, pay = council.pay) =>
  cancelRequest(database, pay, { councilId, requestId, why: 'Changed', now, actor: 'officer' })
const refund = (attemptId: string, accountId: string, amount: bigint, actor = 'one') =>
  council.inCouncil(db =>
    askForRefund(db, { councilId, attemptId, parts: [{ accountId, amount }], why: 'Twice', actor }),
  )
const decide = (refundId: string, actor: string, agreed = true) =>
  council.inCouncil(db => decideOnRefund(db, { councilId, refundId, agreed, actor }))

const aBreathingSpace = (accountId: string) =>
  database.run(sql`
      insert into protections.hold (council_id, id, party_id, kind, starts_at, received_at, ends_at, recorded_by, reason, source)
      select ${councilId}::int, gen_random_uuid(), lead_party_id, 'breathing space', clock_timestamp() - interval '1 day',
        clock_timestamp() - interval '1 day',
        clock_timestamp() + interval '50 days', 'test', 'Told', 'officer'
      from debts.account where council_id = ${councilId}::int and id = ${accountId}::uuid`)

suite('asking for a card payment', () => {
  test('takes more than is owed only with a reason, and never what is somebody else’s', async () => {
    const [mine, theirs] = [anotherAccount(), anotherAccount()]
    assert.equal(codeOf(await council.ask(mine, 1_000_01n)), 'over-balance')
    assert.equal(codeOf(await council.ask(mine, 1_000_01n, { overWhy: 'Next year’s' })), 'done')
    assert.equal(codeOf(await council.ask(mine, 1_000_00n)), 'done')
    assert.equal(codeOf(await council.ask(mine, 1n, { parts: [] })), 'nothing-chosen')
    const parts = [{ accountId: theirs, amount: 1n }]
    assert.equal(codeOf(await council.ask(mine, 1n, { parts })), 'not-theirs')
    const much = await council.ask(mine, 100_000_01n, { overWhy: 'Much' })
    assert.equal(codeOf(much), 'too-much')
  })

  test('asks nobody in a breathing space, and takes what they offer themselves', async () => {
    const accountId = anotherAccount()
    await aBreathingSpace(accountId)
    assert.equal(codeOf(await council.ask(accountId)), 'must-be-offered')
    assert.equal(codeOf(await council.ask(accountId, 1_00n, { offered: true })), 'done')
  })
})

suite('the link of a card payment', () => {
  test('is kept only as a hash, is read as it was meant, and a new one takes its place', async () => {
    const requestId = valueOf(await council.ask(anotherAccount()))
    const first = await linkOf(requestId)
    assert.match(first, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    for (const typed of [first, first.toLowerCase(), asMeant(first), first.replaceAll('1', 'l')])
      assert.notEqual(await opened(typed), 'nothing', typed)
    const second = await linkOf(requestId)
    assert.equal(await opened(first), 'nothing')
    assert.equal(typeof (await opened(second)), 'object')
    const { n } = await database.one(
      z.object({ n: count }),
      sql`
        select count(*) as n from payments.card_request as request
        where council_id = ${councilId}::int and request::text ilike ${`%${asMeant(second)}%`}::text`,
    )
    assert.equal(n, 0)
  })

  test('is not guessed at quickly, and whoever has one is not kept out by who guesses', async () => {
    const right = await linkOf(valueOf(await council.ask(anotherAccount())))
    for (let tries = 0; tries < 20; tries += 1)
      assert.equal(await opened(`GUESS${tries}`, '192.0.2.9'), 'nothing')
    assert.equal(await opened('GUESS', '192.0.2.9'), 'too many')
    assert.equal(typeof (await opened(right, '192.0.2.9')), 'object')
    assert.equal(await opened('GUESS', '192.0.2.9', now.add({ minutes: 16 })), 'nothing')
  })

  test('is not paid by once so much is not owed any more, by another link or in another way', async () => {
    const accountId = anotherAccount()
    const [first, second] = [
      valueOf(await council.ask(accountId, 1_000_00n)),
      valueOf(await council.ask(accountId, 1_000_00n)),
    ]
    const more = valueOf(await council.ask(accountId, 1_000_01n, { overWhy: 'Next year’s' }))
    const link = await linkOf(second)
    await council.typeCard(valueOf(await council.begin(first)))
    await council.look(first)
    assert.equal(await council.balance(accountId), 0n)
    assert.equal(codeOf(await council.begin(second)), 'not-owed-now')
    const found = await opened(link)
    assert(typeof found === 'object')
    assert.equal(whyNoPay(found, now), 'not owed')
    assert.equal(codeOf(await council.begin(more)), 'done')
  })

  test('asks nobody who came into a breathing space since, but whoever offered it', async () => {
    const accountId = anotherAccount()
    const asked = valueOf(await council.ask(accountId))
    const offered = valueOf(await council.ask(accountId, 1_00n, { offered: true }))
    const link = await linkOf(asked)
    await aBreathingSpace(accountId)
    assert.equal(codeOf(await council.begin(asked)), 'not-asked-now')
    const found = await opened(link)
    assert(typeof found === 'object')
    assert.equal(whyNoPay(found, now), 'not asked')
    assert.equal(codeOf(await council.begin(offered)), 'done')
  })

  test('that has run out is not paid by', async () => {
    const requestId = valueOf(await council.ask(anotherAccount()))
    await database.run(sql`
      update payments.card_request set expires_at = ${now.subtract({ hours: 1 })}::timestamptz
      where council_id = ${councilId}::int and id = ${requestId}::uuid`)
    assert.equal(codeOf(await council.begin(requestId)), 'has-expired')
  })
})

suite('a card payment', () => {
  test('of which Pay has another amount is an alarm, posts nothing, and stays so', async () => {
    const accountId = anotherAccount()
    const requestId = valueOf(await council.ask(accountId))
    await council.typeCard(valueOf(await council.begin(requestId)))
    const [attempt] = await council.attempts(requestId)
    const change = (amount: number) =>
      database.run(sql`
        update payments.training_pay set kept = jsonb_set(kept, '{amount}', ${String(amount)}::jsonb)
        where council_id = ${councilId}::int and payment_id = ${attempt?.paymentId ?? ''}::text`)
    await change(1)
    await council.look(requestId)
    await change(250_00)
    await council.look(requestId)
    assert.deepEqual(await council.alarms(), ['differs'])
    assert.equal((await council.attempts(requestId))[0]?.state, 'differs')
    assert.equal(await council.balance(accountId), 1_000_00n)
    await database.run(sql`delete from payments.card_alarm where council_id = ${councilId}::int`)
  })

  test('counts from the day that it was paid, though we learn of it days later', async () => {
    const accountId = anotherAccount()
    const requestId = valueOf(await council.ask(accountId))
    await council.typeCard(valueOf(await council.begin(requestId)))
    const [attempt] = await council.attempts(requestId)
    const later = { councilId, attemptId: attempt?.id ?? '', now: now.add({ hours: 48 }) }
    assert.equal((await lookAtAttempt(database, council.pay, later)).state, 'success')
    const statement = await council.inCouncil(db => statementOf(db, councilId, accountId))
    assert.deepEqual(
      statement.map(({ kind, effectiveOn }) => `${kind} ${effectiveOn}`),
      ['charge 2026-04-01', 'payment 2026-06-01'],
    )
  })

  test('is cancelled at Pay too, and never when it was paid a moment before', async () => {
    const accountId = anotherAccount()
    const first = valueOf(await council.ask(accountId))
    const page = valueOf(await council.begin(first))
    assert.equal(codeOf(await cancel(first)), 'done')
    // The form sent again.
    assert.equal(codeOf(await cancel(first)), 'done')
    await council.typeCard(page)
    await council.look(first)
    assert.equal(await council.balance(accountId), 1_000_00n)
    assert.equal(codeOf(await council.begin(first)), 'not-waiting')

    const second = valueOf(await council.ask(accountId))
    await council.typeCard(valueOf(await council.begin(second)))
    const away = payOver(losing(council.carry, () => true))
    assert.equal(codeOf(await cancel(second, away)), 'try-again')
    assert.equal(codeOf(await cancel(second)), 'not-waiting')
    assert.equal(await council.balance(accountId), 750_00n)
  })

  test('is paid back by two people, one refund at a time, and never more than was paid', async () => {
    const accountId = anotherAccount()
    const { attemptId, paymentId } = await council.paid(accountId)
    assert.equal(codeOf(await refund(attemptId, accountId, 250_01n)), 'more-than-paid')
    assert.equal(codeOf(await refund(attemptId, anotherAccount(), 1n)), 'more-than-paid')
    const first = valueOf(await refund(attemptId, accountId, 200_00n))
    assert.equal(codeOf(await refund(attemptId, accountId, 1n)), 'refund-waiting')
    assert.equal(codeOf(await decide(first, 'one')), 'second-person')
    assert.equal(codeOf(await decide(first, 'other')), 'done')
    assert.equal(codeOf(await decide(first, 'other')), 'nothing-waits')
    await council.sendRefunds()
    assert.equal(await council.balance(accountId), 950_00n)
    assert.equal(codeOf(await refund(attemptId, accountId, 50_01n)), 'more-than-paid')
    const second = valueOf(await refund(attemptId, accountId, 50_00n))
    assert.equal(codeOf(await decide(second, 'other', false)), 'done')
    await council.sendRefunds()
    assert.equal(await council.balance(accountId), 950_00n)
    assert.equal((await council.pay.get(paymentId))?.refundable, 50_00n)
  })

  test('is kept right by the database itself, and a real council never pays at the stand-in', async () => {
    const accountId = anotherAccount()
    const { attemptId } = await council.paid(accountId)
    const one = sql`council_id = ${councilId}::int and id = ${attemptId}::uuid`
    for (const wrong of [
      sql`update payments.card_attempt set state = 'failed', entry_id = null where ${one}`,
      sql`update payments.card_attempt set payment_id = 'another' where ${one}`,
      sql`
        insert into payments.card_refund (council_id, id, attempt_id, amount, why, asked_by)
        values (${councilId}::int, gen_random_uuid(), ${attemptId}::uuid, 25001, 'Why', 'one')`,
      sql`
        insert into payments.card_refund (council_id, id, attempt_id, amount, why, state, asked_by, decided_by)
        values (${councilId}::int, gen_random_uuid(), ${attemptId}::uuid, 1, 'Why', 'agreed', 'one', 'one')`,
      sql`update payments.card_request_part set amount = 1 where council_id = ${councilId}::int`,
    ])
      await assert.rejects(database.run(wrong), wrong.text)
    const requestId = valueOf(await council.ask(accountId))
    valueOf(await council.begin(requestId))
    await assert.rejects(
      database.run(sql`
        insert into payments.card_attempt (council_id, id, request_id, reference, amount)
        values (${councilId}::int, gen_random_uuid(), ${requestId}::uuid, 'EH0000000000', 1)`),
    )
    await database.run(sql`
      update administration.council set is_training = false where council_id = ${councilId}::int`)
    assert.equal(codeOf(await council.ask(accountId)), 'not-set-up')
    assert.equal(await payOf(database, councilId), undefined)
    const made = {
      key: 'k',
      amount: 1n,
      reference: 'r',
      description: 'd',
      returnUrl: 'https://d.test/',
    }
    await assert.rejects(council.pay.create(made), /for sample councils/)
  })
})
