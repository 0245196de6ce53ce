import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { restrict } from '#parties'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aCouncilInArrears } from '#recovery/testing'
import { permissions } from '#web/permissions.ts'
import { aServer, someSession } from '#web/testing.ts'
import { serviceRoutes } from './routes.ts'

const database = await aDatabase()
after(() => database.close())
const council = await aCouncilInArrears(database, 1, 4)
await aCouncilInArrears(database, 2, 1)

const { server } = await aServer({
  database,
  routes: serviceRoutes,
  sessions: {
    leader: someSession({}),
    officer: someSession({
      staffId: '00000000-0000-4000-8000-000000000007',
      permissions: permissions.filter(may => may !== 'restricted:view'),
    }),
    reader: someSession({ permissions: ['letters:view', 'accounts:view'] }),
  },
})
after(() => server.close())
const get = (url: string, who: string) =>
  server.inject({ url, headers: { cookie: `evenhand_session=${who}` } })

const [joint = '', plain = ''] = council.accounts

suite('the pages of a notice pack', () => {
  test('are shown to nobody from whom one of those who owe is kept, neither page nor PDF', async () => {
    const [, , hidden = ''] = council.parties
    await asCouncil(database, 1, async db => {
      await db.run(sql`
        insert into debts.liability (council_id, account_id, party_id, kind)
        values (1, ${joint}::uuid, ${hidden}::uuid, 'joint')`)
      const done = await restrict(db, {
        councilId: 1,
        personId: hidden,
        why: 'works here',
        allowed: [],
        actor: 'leader',
      })
      assert(done.ok)
    })
    for (const url of [`/accounts/${joint}/pack`, `/accounts/${joint}/pack/file`]) {
      const { statusCode, body } = await get(url, 'officer')
      assert.equal(statusCode, 403, url)
      assert.match(body, /This record is restricted/)
      assert.equal((await get(url, 'leader')).statusCode, 200, url)
    }
    const form = `/accounts/${joint}/service/${randomUUID()}`
    assert.equal((await get(form, 'officer')).statusCode, 403)
  })

  test('say what may go next to whoever proposes steps alone, and record nothing for whoever only reads', async () => {
    assert.match(
      (await get(`/accounts/${plain}/pack`, 'officer')).body,
      /What this debt needs next/,
    )
    const { body } = await get(`/accounts/${plain}/pack`, 'reader')
    assert.doesNotMatch(body, /What this debt needs next/)
    assert.match(body, /No notice has gone about this debt/)
    assert.equal(
      (await get(`/accounts/${plain}/service/${randomUUID()}`, 'reader')).statusCode,
      403,
    )
    assert.equal(
      (await get(`/accounts/${plain}/service/${randomUUID()}`, 'officer')).statusCode,
      404,
    )
  })

  test('keep a pack that was made in the audit trail, by its digest', async () => {
    const { statusCode, headers } = await get(`/accounts/${plain}/pack/file`, 'leader')
    assert.deepEqual([statusCode, headers['content-type']], [200, 'application/pdf'])
    const kept = await database.run(sql`
      select from administration.audit where council_id = 1 and action = 'made a notice pack' and canonical like '%sha256%'`)
    assert(kept > 0)
  })
})
