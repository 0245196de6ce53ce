import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { restrict } from '#parties'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { permissions } from '#web/permissions.ts'
import { aServer, someSession } from '#web/testing.ts'
import { aCouncilInArrears, dayOf, drain, planOn, valueOf } from '../testing/nights.ts'
import { asked, found, held } from '../testing/proposing.ts'
import { why } from '../why.ts'
import { proposalRoutes } from './routes.ts'

// The server's clock stands at noon on 27 March 2026: the first instalment is made due before it.
const day = '2026-03-27'
const database = await aDatabase()
after(() => database.close())
const council = await aCouncilInArrears(database, 1, 6)
await database.run(sql`
  update debts.account set instalments_due_on = array(
    select (due - interval '2 months')::date from unnest(instalments_due_on) with ordinality as each (due, n) order by n)
  where council_id = 1`)
await planOn(database, 1, day)

const officerId = '00000000-0000-4000-8000-000000000007'
const { server } = await aServer({
  database,
  routes: proposalRoutes,
  sessions: {
    leader: someSession({}),
    officer: someSession({
      staffId: officerId,
      permissions: permissions.filter(may => may !== 'restricted:view'),
    }),
  },
})
after(() => server.close())

const get = (url: string, who = 'officer') =>
  server.inject({ url, headers: { cookie: `evenhand_session=${who}` } })
const send = (url: string, fields: Record<string, string>, who = 'officer') =>
  server.inject({
    method: 'POST',
    url,
    body: new URLSearchParams({ _csrf: 'token-of-the-session', ...fields }).toString(),
    headers: {
      host: 'debts.test',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      cookie: `evenhand_session=${who}`,
    },
  })
const [joint = '', plain = ''] = council.accounts

const referenceOf = async (account: string) =>
  (
    await database.one(
      z.object({ reference: z.string() }),
      sql`select reference from debts.account where council_id = 1 and id = ${account}::uuid`,
    )
  ).reference

suite('the pages of an officer’s own step', () => {
  test('of an account whose other debtor is restricted they say that alone, and neither judge nor tell', async () => {
    const [, , hidden = ''] = council.parties
    await asCouncil(database, 1, async db => {
      await db.run(sql`
        insert into debts.liability (council_id, account_id, party_id, kind)
        values (1, ${joint}::uuid, ${hidden}::uuid, 'joint')`)
      valueOf(
        await restrict(db, {
          councilId: 1,
          personId: hidden,
          why: 'works here',
          allowed: [],
          actor: 'leader',
        }),
      )
    })
    const id = valueOf(await asked(database, 1, { account: joint, day, by: officerId }))
    await held(database, 1, hidden)
    await drain(database, 1, day)
    const pulled = await found(database, 1, id)
    assert.equal(pulled.state, 'pulled')
    assert.doesNotMatch(pulled.endedWhy ?? '', /[Bb]reathing/)

    for (const url of [
      `/accounts/${joint}/steps`,
      `/accounts/${joint}/steps/reminder`,
      `/steps/${id}`,
    ]) {
      const { statusCode, body } = await get(url)
      assert.equal(statusCode, 403, url)
      assert.match(body, /This record is restricted/)
      assert.equal((await get(url, 'leader')).statusCode, 200, url)
    }
    assert.equal((await send(`/accounts/${joint}/steps/reminder`, {})).statusCode, 403)
    const reference = `${await referenceOf(joint)}\n${await referenceOf(plain)}`
    const { body } = await send('/steps/many', { action: 'reminder', references: reference })
    assert.match(body, /1 of 2 are on their way/)
    assert.match(body, /This record is restricted/)
    const told = await asCouncil(
      database,
      1,
      db => why(db, { councilId: 1, account: joint, on: dayOf('2027-03-27') }),
      { viewer: officerId },
    )
    assert.doesNotMatch(valueOf(told).text, /An officer proposed/)
  })

  test('a list takes each account once, however it is written, and says which reference is used twice', async () => {
    const [, , , one = '', two = '', three = ''] = council.accounts
    const [first, second] = [await referenceOf(one), await referenceOf(two)]
    await database.run(sql`
      update debts.account set source = 'Another', reference = ${second}::text where council_id = 1 and id = ${three}::uuid`)
    const { body, statusCode } = await send('/steps/many', {
      action: 'reminder',
      references: ` ${first}\r\n${first}\n\nNO-SUCH\n${second}\nAnother/${second}`,
    })
    assert.equal(statusCode, 200)
    assert.match(body, /1 of 4 are on their way/)
    assert.match(body, /Another\/[0-9]+<\/a>.*Outside policy/)
    assert.match(body, /More than one source has an account/)
    assert.match(body, /No such account in this council/)
  })
})
