import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { queueEffects } from '#platform/effects.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { count } from '#platform/rows.ts'
import { aServer, someSession } from '#web/testing.ts'
import { lettersTo } from './queries.ts'
import { correspondenceRoutes } from './routes.ts'
import { writeLetter } from './write-letter.ts'

const database = await aDatabase()
after(() => database.close())
const council = await aCouncilWithAccounts(database, 1, 3)
await aCouncilWithAccounts(database, 2, 1)
await database.run(
  sql`update administration.council set address = 'Civic Centre', telephone = '01632 960001' where council_id = 1`,
)
const [accountId = ''] = council.accounts
const account = z.object({ partyId: z.string(), reference: z.string() })
const { partyId, reference } = await database.one(
  account,
  sql`select lead_party_id as party_id, reference from debts.account where council_id = 1 and id = ${accountId}::uuid`,
)
const letter = await asCouncil(database, 1, async db => {
  const entry = someEntry(council, accountId, { reference: 'charge', amount: 500_00n })
  await post(db, { councilId: 1, entry, actor: 'system:test' })
  await writeLetter(db, {
    councilId: 1,
    actionId: randomUUID(),
    accountId,
    partyId,
    notice: 'reminder',
    claimed: 100_00n,
    issuedOn: Temporal.Now.plainDateISO('Europe/London'),
  })
  const payload = JSON.stringify({ account: accountId, party: partyId, notice: 'final notice' })
  await queueEffects(db, {
    councilId: 1,
    effects: sql`
      select key as effect_key, 'letter' as kind, null::uuid as action_id, ${payload}::jsonb as payload
      from unnest(array['letter/waits', 'letter/called-off']) as key`,
  })
  await db.run(sql`
    update platform.effect set state = 'cancelled', problem = '<b>£5.00 was paid</b>'
    where council_id = 1 and effect_key = 'letter/called-off'`)
  const [written] = await lettersTo(db, { councilId: 1, partyId })
  assert(written)
  return written
})

const { server } = await aServer({
  database,
  routes: correspondenceRoutes,
  sessions: {
    officer: someSession(),
    elsewhere: someSession({ council: { ...someSession().council, id: 2 } }),
    administrator: someSession({ permissions: ['staff:view'] }),
  },
})
after(() => server.close())

const get = (url: string, who = 'officer') =>
  server.inject({ url, headers: { cookie: `evenhand_session=${who}` } })
const find = (fields: Record<string, string>) =>
  server.inject({
    method: 'POST',
    url: '/letters',
    body: new URLSearchParams({ _csrf: 'token-of-the-session', ...fields }).toString(),
    headers: {
      host: 'debts.test',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      cookie: 'evenhand_session=officer',
    },
  })

const opened = () =>
  database.one(
    z.object({ views: count, openings: count }),
    sql`
      select
        (select count(*) from administration.access_log where council_id = 1 and party_id = ${partyId}::uuid) as views,
        (select count(*) from administration.audit where council_id = 1 and action = 'opened') as openings`,
  )

suite('the outbox', () => {
  test('lists what went, with who it is to and a way to its account', async () => {
    const { statusCode, body } = await get('/letters')
    assert.equal(statusCode, 200)
    for (const wanted of [
      letter.title,
      `/letters/${letter.id}`,
      `/people/${partyId}`,
      `/accounts/${accountId}`,
      'Sent (1)',
      'Waiting (1)',
      'Called off (1)',
    ]) {
      assert(body.includes(wanted), wanted)
    }
  })

  test('lists what waits and what was called off, with the reason as text', async () => {
    assert.match((await get('/letters?state=waiting')).body, /Final notice/)
    const { body } = await get('/letters?state=called+off')
    assert.match(body, /Called off: &#60;b&#62;£5\.00 was paid/)
  })

  test('narrows to one letter or one account, and says so when there is none', async () => {
    assert(!(await get('/letters?template=final+notice')).body.includes(letter.id))
    assert((await get('/letters?template=reminder')).body.includes(letter.id))
    const found = await find({ state: 'sent', template: '', reference })
    assert(found.body.includes(letter.id))
    const none = await find({ state: 'sent', template: '', reference: 'no such' })
    assert.match(none.body, /No such letter/)
    const all = await find({ state: 'waiting', template: 'reminder', reference: ' ' })
    assert.equal(all.headers.location, '/letters?state=waiting&template=reminder')
  })

  test('keeps what was typed when it is too long, and says what is wrong', async () => {
    const { statusCode, body } = await find({
      state: 'sent',
      template: '',
      reference: 'x'.repeat(101),
    })
    assert.equal(statusCode, 400)
    assert(body.includes('x'.repeat(101)))
    assert.match(body, /Use 100 characters or fewer/)
  })

  test('opens a letter in the browser, keeps no copy there, and is written down', async () => {
    const before = await opened()
    const { statusCode, headers, rawPayload } = await get(`/letters/${letter.id}`)
    assert.equal(statusCode, 200)
    assert.equal(headers['content-type'], 'application/pdf')
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['content-disposition']), /^inline; filename="letter-/)
    assert.doesNotMatch(String(headers['content-security-policy']), /object-src 'none'|sandbox/)
    assert.equal(rawPayload.subarray(0, 5).toString(), '%PDF-')
    const now = await opened()
    assert.deepEqual([now.views - before.views, now.openings - before.openings], [1, 1])
  })

  test('a letter that is unknown or another council’s is not found, and nothing is said of it', async () => {
    const before = await opened()
    for (const [url, who] of [
      [`/letters/${randomUUID()}`, 'officer'],
      ['/letters/not-an-id', 'officer'],
      [`/letters/${letter.id}`, 'elsewhere'],
    ] as const) {
      assert.equal((await get(url, who)).statusCode, 404, url)
    }
    assert(!(await get('/letters', 'elsewhere')).body.includes(letter.id))
    assert.deepEqual(await opened(), before)
  })

  test('the administrator sees no letter, and a wrong address is refused', async () => {
    assert.equal((await get(`/letters/${letter.id}`, 'administrator')).statusCode, 403)
    assert.equal((await get('/letters?skip=-1')).statusCode, 400)
    assert.equal((await get('/letters?state=burnt')).statusCode, 400)
  })
})
