import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { forgetOldKeys, once } from '#administration'
import { aDatabase } from '#platform/testing/database.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aServer, someSession } from '#web/testing.ts'
import { z } from 'zod'
import { aReceivingCouncil } from './domains/payments/receipts/testing/council.ts'
import { routes } from './app.ts'

// A form that a browser or an impatient officer sends again, on the server as it runs.

const database = await aDatabase()
const councilId = 1
const council = await aReceivingCouncil(database, councilId, [
  { reference: '70000001A', name: 'MS ADA BYRNE' },
])
await council.takeCredits(
  { amount: '11.00', remittance: 'NOBODY KNOWS', name: 'X' },
  { amount: '12.00', remittance: 'NOBODY KNOWS EITHER', name: 'Y' },
)
const [account = ''] = council.accounts
const [first = '', second = ''] = (await council.receipts()).map(({ id }) => id)
const { server } = await aServer({
  database,
  routes,
  once,
  sessions: { officer: someSession(), other: someSession({ staffId: randomUUID() }) },
})
after(async () => {
  await server.close()
  await database.close()
})

const asking = (who: string) => ({
  host: 'debts.test',
  'content-type': 'application/x-www-form-urlencoded',
  cookie: `evenhand_session=${who}`,
})
const keyOn = async (path: string, who = 'officer') => {
  const { body } = await server.inject({ method: 'GET', url: path, headers: asking(who) })
  const keys = [...body.matchAll(/name="_key" value="([^"]+)"/g)].map(([, key = '']) => key)
  assert.equal(new Set(keys).size, keys.length, 'each form has a key of its own')
  assert(keys.length > 1)
  return keys.at(-1) ?? ''
}
const send = async (path: string, form: Readonly<Record<string, string>>, who = 'officer') => {
  const { statusCode, headers, body } = await server.inject({
    method: 'POST',
    url: path,
    headers: asking(who),
    payload: new URLSearchParams({ _csrf: 'token-of-the-session', ...form }).toString(),
  })
  return { statusCode, location: headers.location, body }
}
const posted = async () => (await council.postings()).length

suite('a form sent again', () => {
  test('is done once and answered the same, however close together, or when the first answer was lost', async () => {
    const path = `/receipts/${first}`
    const form = { _key: await keyOn(path), account, why: 'She rang' }
    const answers = await Promise.all([1, 2, 3].map(() => send(path, form)))
    const later = await send(path, form)
    assert.equal(await posted(), 1)
    for (const answer of answers) assert.deepEqual(answer, later)
    assert.deepEqual([later.statusCode, later.location], [303, `/receipts/${second}?done=posted`])
  })

  test('with something else in it, or to another address, is refused with a sentence', async () => {
    const path = `/receipts/${second}`
    const key = await keyOn(path)
    assert.equal((await send(path, { _key: key, account, why: 'She rang' })).statusCode, 303)
    for (const [to, form] of [
      [path, { account, why: 'He rang' }],
      [`/receipts/${first}`, { account, why: 'She rang' }],
    ] as const) {
      const answer = await send(to, { _key: key, ...form })
      assert.equal(answer.statusCode, 409)
      assert.match(answer.body, /This page was sent before with something else in it/)
    }
    assert.equal(await posted(), 2)
  })

  test('with an error in it is put right on the page that came back', async () => {
    const path = `/receipts/${second}/move`
    const key = await keyOn(`/receipts/${second}`)
    const wrong = await send(path, { _key: key, account, why: '' })
    assert.equal(wrong.statusCode, 400)
    const [, next = ''] = /name="_key" value="([^"]+)"/.exec(wrong.body) ?? []
    assert.notEqual(next, key)
  })

  test('by somebody else is theirs; and what is no key is no form of ours', async () => {
    const path = `/receipts/${first}`
    const form = { _key: await keyOn(path), account, why: 'She rang' }
    assert.equal((await send(path, form, 'other')).statusCode, 409)
    const strange = await send(path, { ...form, _key: 'x' })
    assert.equal(strange.statusCode, 400)
    assert.match(strange.body, /something in it that this page does not ask for/)
  })

  test('is known for ninety days', async () => {
    const keys = () =>
      database.one(
        z.object({ keys: count }),
        sql`select count(*) as keys from administration.idempotency where council_id = ${councilId}::int`,
      )
    assert.equal((await keys()).keys, 2)
    const forget = () => council.inCouncil(db => forgetOldKeys(db, councilId))
    assert.equal(await forget(), 0)
    await database.run(sql`
      update administration.idempotency set created_at = created_at - interval '91 days'
      where council_id = ${councilId}::int and key = (select min(key) from administration.idempotency where council_id = ${councilId}::int)`)
    assert.equal(await forget(), 1)
  })
})
