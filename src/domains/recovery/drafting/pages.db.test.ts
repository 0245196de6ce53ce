import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aServer, fieldsOn, someSession } from '#web/testing.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import type { Hold, Policy } from '../policy.ts'
import { aCouncilInArrears, valueOf } from '../testing/nights.ts'
import { findDraft } from './draft.ts'
import { beginDraft } from './keep-draft.ts'
import { draftRoutes } from './routes.ts'
import { ruleRoutes } from './rule-routes.ts'

// The server's clock stands at noon on 27 March 2026.
const database = await aDatabase()
after(() => database.close())
const councilId = 1
await aCouncilInArrears(database, councilId, 3)
const { server } = await aServer({
  database,
  routes: [...draftRoutes, ...ruleRoutes],
  sessions: { leader: someSession() },
})
after(() => server.close())

const get = (url: string, who = 'leader') =>
  server.inject({ url, headers: { cookie: `evenhand_session=${who}` } })
const send = (url: string, fields: Readonly<Record<string, string>>, who = 'leader') =>
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

const begun = (policy: Policy, debtType = 'council tax') =>
  asCouncil(database, councilId, async db =>
    valueOf(await beginDraft(db, { councilId, debtType, policy, what: 'Began', by: 'leader' })),
  )
const policyOf = (draftId: string): Promise<Policy> =>
  asCouncil(database, councilId, async db => {
    const draft = await findDraft(db, { councilId, draftId })
    assert(draft)
    return draft.policy
  })

suite('the pages on which a policy is drafted', () => {
  test('a hold of letters alone is said to be one, and stays one when something else of it is changed', async () => {
    const hold: Hold = {
      name: 'Address unknown to us',
      when: [{ fact: 'address known', is: false }],
      why: 'nobody would read it',
      stops: 'letters',
    }
    const draftId = await begun({ ...councilTaxEngland, holds: [hold] })
    const drafts = `/policy/drafts/${draftId}`
    assert.match((await get(drafts)).body, /Wait with letters, and only with letters, when/)
    const fields = fieldsOn((await get(`${drafts}/rules/hold-0`)).body)
    const why = 'a letter would reach nobody'
    const saved = await send(`${drafts}/rules/hold-0`, { ...fields, why, do: 'save' })
    assert.equal(saved.headers.location, `${drafts}?done=saved`)
    assert.deepEqual((await policyOf(draftId)).holds, [{ ...hold, why }])
    await send(`${drafts}/rules/hold-0`, { ...fields, version: '2', stops: '', do: 'save' })
    assert.deepEqual((await policyOf(draftId)).holds[0]?.stops, undefined)
    assert.match((await get(drafts)).body, /Wait when /)
  })

  test('a simulation that failed says so and can be asked for again; of a draft given up none can', async () => {
    const draftId = await begun(councilTaxEngland)
    const drafts = `/policy/drafts/${draftId}`
    const asked = await send(`${drafts}/simulate`, {})
    assert.equal(asked.headers.location, `${drafts}/simulation`)
    assert.match((await get(drafts)).body, /Being simulated/)
    await database.run(sql`
      update platform.job set state = 'failed', problem = 'a fault' where council_id = ${councilId}::int`)
    const { body } = await get(drafts)
    assert.match(body, /asked for last failed, and nothing of it was kept/)
    assert.doesNotMatch(body, /Being simulated/)
    await send(`${drafts}/simulate`, {})
    assert.match((await get(drafts)).body, /Being simulated/)
    await send(`${drafts}/drop`, {})
    const late = await send(`${drafts}/simulate`, {})
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /This draft is dropped, so it is not changed any more/)
  })

  test('what was typed to submit it is still there when something else is to be done first', async () => {
    const draftId = await begun(councilTaxEngland)
    const typed = { version: '1', from: '1/9/2026', because: 'The members agreed it in June' }
    const { statusCode, body } = await send(`/policy/drafts/${draftId}/submit`, typed)
    assert.equal(statusCode, 409)
    assert.match(body, /Before it can be submitted, it is to be simulated/)
    assert.match(body, /value="1\/9\/2026"/)
    assert.match(body, /The members agreed it in June/)
    const before = (await get(`/policy/drafts/${draftId}`)).body
    assert.doesNotMatch(before, /Submit for approval/)
  })
})
