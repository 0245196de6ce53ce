import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aCouncil, anOfficer } from '#administration/testing'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aServer, someSession } from '#web/testing.ts'
import { acknowledge, changesFor, changesToRead, whoHasRead } from './acknowledgements.ts'
import { legislationRoutes } from './routes.ts'

const database = await aDatabase()
after(() => database.close())
for (const councilId of [1, 2]) await aCouncil(database, councilId)
const officer = await anOfficer(database, 'phone', [1, 2])
const auditor = await anOfficer(database, 'auditor', [1], ['auditor'])
// The Welsh tables changed on 1 April 2022: seen from a month before.
const today = Temporal.PlainDate.from('2022-03-01')
const reader = {
  councilId: 1,
  nation: 'Wales',
  staffId: officer,
  roles: ['phone officer'],
  today,
} as const
const key = 'ct.aeo.table.weekly Wales 2022-04-01'
const inCouncil = <T>(work: Parameters<typeof asCouncil<T>>[2]) => asCouncil(database, 1, work)

suite('who has read a change in the law', () => {
  test('it is kept once, in the council it was read in, and audited', async () => {
    const before = await inCouncil(db => changesToRead(db, reader))
    for (let time = 0; time < 2; time += 1) {
      const kept = await inCouncil(db => acknowledge(db, { ...reader, key }))
      assert(kept.ok)
    }
    assert.equal(await inCouncil(db => changesToRead(db, reader)), before - 1)
    const elsewhere = await asCouncil(database, 2, db =>
      changesFor(db, { ...reader, councilId: 2 }),
    )
    assert(elsewhere.every(({ isRead }) => !isRead))
  })

  test('one that is not theirs is refused', async () => {
    for (const other of [
      { ...reader, roles: ['auditor'], staffId: auditor },
      { ...reader, nation: 'England' as const },
      { ...reader, today: Temporal.PlainDate.from('2023-04-01') },
    ]) {
      const refusal = await inCouncil(db => acknowledge(db, { ...other, key }))
      assert.equal(refusal.ok || refusal.refusal.code, 'no-such-change')
    }
  })

  test('a team leader sees for how many it is, and who has not', async () => {
    const other = await anOfficer(database, 'visitor', [1], ['visiting officer'])
    assert(other)
    const readers = await inCouncil(db => whoHasRead(db, reader))
    const one = readers.find(found => found.key === key)
    assert.deepEqual(one, { key, of: 2, notYet: ['visitor of the tests'] })
  })
})

const { server } = await aServer({
  database,
  routes: legislationRoutes,
  sessions: {
    officer: someSession({ staffId: officer, roles: ['phone officer'], permissions: ['law:view'] }),
  },
})
after(() => server.close())
const cookie = 'evenhand_session=officer'
const get = (url: string) => server.inject({ url, headers: { cookie } })
const send = (url: string, fields: Record<string, string>) =>
  server.inject({
    method: 'POST',
    url,
    body: new URLSearchParams({ _csrf: 'token-of-the-session', ...fields }).toString(),
    headers: {
      host: 'debts.test',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      cookie,
    },
  })
const payDay = '/law/calculators/aeo_council_tax_england/pay-day'
const asked = {
  jurisdiction: 'E',
  order_made: '1/6/2025',
  pay_basis: 'weekly',
  net_earnings: '400',
}

suite('the law pages', () => {
  test('every topic and every calculator has its page', async () => {
    const index = (await get('/law')).body
    const addresses = [...index.matchAll(/href="(\/law\/[^"]+)"/g)].map(
      ([, address = '']) => address,
    )
    assert(addresses.length > 10, 'the index leads on')
    for (const address of addresses) {
      const answer = await get(address)
      assert.equal(answer.statusCode, 200, address)
    }
  })

  test('a topic, a family or a calculation that is none is not found', async () => {
    for (const address of ['/law/topics/nothing', '/law/calculators/nothing/pay-day', `${payDay}s`])
      assert.equal((await get(address)).statusCode, 404, address)
  })

  test('an answer comes with its working and its law', async () => {
    const { statusCode, body } = await send(payDay, asked)
    assert.equal(statusCode, 200)
    assert.match(body, /£68\.00/)
    assert.match(body, /17%/)
    assert.match(body, /legislation\.gov\.uk\/uksi\/2006\/3395\/regulation\/5/)
  })

  test('what was typed wrongly comes back beside what is wrong with it, and cannot become markup', async () => {
    const { statusCode, body } = await send(payDay, { ...asked, net_earnings: '<b>-5' })
    assert.equal(statusCode, 400)
    assert.match(body, /value="&#60;b&#62;-5"/)
    assert.doesNotMatch(body, /<b>-5/)
  })

  test('a question that the law does not answer is refused in its own words', async () => {
    const { statusCode, body } = await send(payDay, { ...asked, order_made: '1/6/1990' })
    assert.equal(statusCode, 409)
    assert.match(body, /We do not know/)
  })
})
