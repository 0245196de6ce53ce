import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import { publishPolicy } from '../policies-in-force.ts'
import type { Policy } from '../policy.ts'
import { aServer, someSession } from '#web/testing.ts'
import { aCouncilInArrears, dayOf } from '../testing/nights.ts'
import { draftsUnderWay } from './draft.ts'
import { standardPolicies } from './standard.ts'
import { versionRoutes } from './version-routes.ts'

const database = await aDatabase()
after(() => database.close())

const standards = (id: number, nation: 'England' | 'Wales' = 'England') =>
  asCouncil(database, id, db => standardPolicies(db, { id, nation }, dayOf('2026-06-01')))

const councilTax = async (id: number) => {
  const found = (await standards(id)).find(({ debtType }) => debtType === 'council tax')
  assert(found)
  return found
}

const putInForce = (councilId: number, from: string, policy: Policy) =>
  asCouncil(database, councilId, db =>
    publishPolicy(db, {
      councilId,
      debtType: 'council tax',
      policy,
      from: dayOf(from),
      draftedBy: 'drafter',
      approvedBy: 'approver',
    }),
  )

suite('the standard policies', () => {
  test('are in force word for word where a council took them as they come', async () => {
    await aCouncilInArrears(database, 1, 1)
    for (const one of await standards(1)) assert.deepEqual(one.differences, [], one.debtType)
    assert((await standards(1)).length > 0)
  })

  test('say what a council would get by them, and keep its own examples', async () => {
    await aCouncilInArrears(database, 2, 1)
    const examples = [{ name: 'Nothing owed', facts: {}, expect: 'Nothing owed' }]
    const [first, ...others] = councilTaxEngland.holds
    assert(first)
    await putInForce(2, '2026-05-01', { ...councilTaxEngland, holds: others, examples })
    const { policy, differences, inForce } = await councilTax(2)
    assert.equal(inForce, councilTaxEngland.name)
    assert.deepEqual(policy, { ...councilTaxEngland, examples })
    assert.deepEqual(
      differences.map(({ kind, what }) => `${kind}: ${what}`),
      [`added: Hold “${first.name}”`],
    )
    await putInForce(2, '2026-05-02', { ...councilTaxEngland, examples })
    assert.deepEqual((await councilTax(2)).differences, [])
  })

  test('begin a draft, also of a type of debt that has no policy yet', async () => {
    await aCouncilInArrears(database, 3, 1)
    await database.run(sql`delete from recovery.policy_version where council_id = 3`)
    const council = { ...someSession().council, id: 3 }
    const { server } = await aServer({
      database,
      routes: [...versionRoutes],
      sessions: { leader: { ...someSession(), council } },
    })
    after(() => server.close())
    const headers = { host: 'debts.test', cookie: 'evenhand_session=leader' }
    const seen = await server.inject({ url: '/policy/standard', headers })
    assert.match(seen.body, /nothing is in force/)
    for (const asked of [{ standard: 'yes' }, {}]) {
      const begun = await server.inject({
        method: 'POST',
        url: '/policy/drafts',
        body: new URLSearchParams({
          _csrf: 'token-of-the-session',
          debtType: 'council tax',
          ...asked,
        }).toString(),
        headers: {
          ...headers,
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
        },
      })
      assert.match(String(begun.headers.location), /\?done=begun$/)
    }
    const drafts = await asCouncil(database, 3, db => draftsUnderWay(db, 3))
    assert.deepEqual(
      drafts.map(({ policy }) => policy),
      [councilTaxEngland, councilTaxEngland],
    )
  })
})
