import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Pence } from '#values/money.ts'
import { payByNumber } from './by-number.ts'
import { openLink } from './link.ts'
import { whyNoPay } from './pages/payer.page.ts'
import { aPayingCouncil, codeOf, now, valueOf } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aPayingCouncil(database, councilId, 4)
const [accountId = '', twin = '', resting = '', guessed = ''] = council.accounts
const today = Temporal.PlainDate.from('2026-06-01')

const numberOf = async (id: string) =>
  (
    await database.one(
      z.object({ reference: z.string() }),
      sql`select reference from debts.account where council_id = 1 and id = ${id}::uuid`,
    )
  ).reference
const paying = (number: string, amount: Pence = 25_00n, address = '192.0.2.1') =>
  council.inCouncil(db => payByNumber(db, { councilId, number, amount, address, today, now }))
const asked = async () =>
  (
    await database.one(
      z.object({ asked: count }),
      sql`select count(*) as asked from payments.card_request where council_id = 1`,
    )
  ).asked

suite('paying by the number on a bill', () => {
  test('leads to a link for as much as whoever pays chose, though it is more than is owed, and is on the account once paid', async () => {
    const number = await numberOf(accountId)
    const secret = valueOf(await paying(` ${number.toLowerCase()} `, 1_200_00n))
    const linked = await council.inCouncil(db =>
      openLink(db, { councilId, secret, address: '192.0.2.1', now }),
    )
    assert(typeof linked === 'object')
    assert.equal(linked.amount, 1_200_00n)
    assert.equal(linked.lastFour, number.slice(-4))
    assert.equal(whyNoPay(linked, now), undefined)
    await council.typeCard(valueOf(await council.begin(linked.id)))
    await council.look(linked.id)
    assert.equal(await council.balance(accountId), -200_00n)
  })

  test('is offered by whoever pays: a breathing space is not in its way', async () => {
    await database.run(sql`
      insert into protections.hold (council_id, id, party_id, kind, starts_at, received_at, ends_at, recorded_by, reason, source)
      select 1, gen_random_uuid(), lead_party_id, 'breathing space', clock_timestamp() - interval '1 day',
        clock_timestamp() - interval '1 day', clock_timestamp() + interval '50 days', 'test', 'Told', 'officer'
      from debts.account where council_id = 1 and id = ${resting}::uuid`)
    assert.equal(codeOf(await paying(await numberOf(resting))), 'done')
  })

  test('says nothing of the account: the same of a number that is nobody’s and of one that is several’s, and writes nothing down', async () => {
    await database.run(sql`
      update debts.account set reference = (select reference from debts.account where council_id = 1 and id = ${accountId}::uuid), source = 'another'
      where council_id = 1 and id = ${twin}::uuid`)
    const before = await asked()
    const [nobody, several] = [await paying('NOBODYS-1'), await paying(await numberOf(twin))]
    assert(!nobody.ok && !several.ok)
    assert.deepEqual(nobody.refusal, several.refusal)
    assert.equal(codeOf(await paying(await numberOf(resting), 100_000_01n)), 'too-much')
    assert.equal(await asked(), before)
  })

  test('is guessed at so often from one address, which keeps nobody out who has a number', async () => {
    for (let tries = 0; tries < 20; tries += 1)
      assert.equal(codeOf(await paying(`GUESS${tries}`, 1n, '192.0.2.7')), 'nobodys-number')
    assert.equal(codeOf(await paying('GUESS', 1n, '192.0.2.7')), 'wait-a-while')
    assert.equal(codeOf(await paying(await numberOf(guessed), 1n, '192.0.2.7')), 'done')
  })

  test('is begun so often for one account, from wherever, and again later', async () => {
    const number = await numberOf(resting)
    for (let tries = 0; tries < 30; tries += 1) await paying(number, 1n, `192.0.2.${tries + 50}`)
    assert.equal(codeOf(await paying(number)), 'wait-a-while')
    const later = now.add({ minutes: 16 })
    const again = await council.inCouncil(db =>
      payByNumber(db, { councilId, number, amount: 1n, address: '192.0.2.1', today, now: later }),
    )
    assert.equal(codeOf(again), 'done')
  })
})
