import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { permissions } from '#web/permissions.ts'
import { aServer, someSession } from '#web/testing.ts'
import { holdsOf } from './queries.ts'
import { protectionsRoutes } from './routes.ts'

const database = await aDatabase()
after(() => database.close())
const { parties } = await aCouncilWithAccounts(database, 1, 5)
await aCouncilWithAccounts(database, 2, 1)

const without = (...taken: readonly string[]) => permissions.filter(it => !taken.includes(it))
const { server } = await aServer({
  database,
  routes: protectionsRoutes,
  sessions: {
    approver: someSession({ staffId: '00000000-0000-4000-8000-000000000009' }),
    leader: someSession({ permissions: without('holds:end-by-law') }),
    officer: someSession({ permissions: without('holds:end-by-law', 'holds:end') }),
    elsewhere: someSession({ council: { ...someSession().council, id: 2 } }),
  },
})
after(() => server.close())

const get = (url: string, who = 'leader') =>
  server.inject({ url, headers: { cookie: `evenhand_session=${who}` } })
const send = (url: string, fields: Record<string, string>, who = 'leader') =>
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

// The server's clock stands at noon on 27 March 2026.
const someForm = (differences: Record<string, string> = {}) => ({
  kind: 'dispute',
  account: '',
  reason: 'They say the band is wrong',
  from: '',
  until: '27/3/2126',
  review: '',
  ...differences,
})
const holdOf = async (partyId: string) => {
  const [hold] = await asCouncil(database, 1, db => holdsOf(db, { councilId: 1, partyId }))
  assert(hold)
  return hold
}

suite('the pages of holds', () => {
  test('placing one goes back to the person, and its page says what it is', async () => {
    const [person = ''] = parties
    assert.equal((await get(`/people/${person}/holds/new`)).statusCode, 200)
    const placed = await send(`/people/${person}/holds`, someForm())
    assert.equal(placed.headers.location, `/people/${person}?done=held`)
    const { id } = await holdOf(person)
    const { body } = await get(`/holds/${id}`)
    for (const said of ['Recovery is on hold', 'Everything they owe', '27 March 2126']) {
      assert(body.includes(said), said)
    }
    assert.match(body, /action="\/holds\/[\w-]+\/end"/)
  })

  test('what is wrong is said beside its field, and what was typed is kept', async () => {
    const [, person = ''] = parties
    const typed = someForm({ kind: '', reason: '<b>long story</b>', until: '31/2/2027' })
    const { statusCode, body } = await send(`/people/${person}/holds`, typed)
    assert.equal(statusCode, 400)
    assert.match(body, /id="kind-error"[^]*Choose the kind of hold/)
    assert.match(body, /id="until-error"[^]*The day must be a real one/)
    assert(body.includes('&#60;b&#62;long story&#60;/b&#62;'))
    assert(body.includes('value="31/2/2027"'))
  })

  test('a refusal is a sentence beside its field, and what was typed is kept', async () => {
    const [, person = ''] = parties
    for (const [differences, field, says] of [
      [{ until: '' }, 'until', /so that the hold is not forgotten/],
      [{ until: '26/3/2026' }, 'until', /That day is past/],
      [{ kind: 'breathing space', until: '' }, 'from', /as the notice has it/],
      [{ account: randomUUID() }, 'account', /no such account/],
    ] as const) {
      const { statusCode, body } = await send(`/people/${person}/holds`, someForm(differences))
      assert.equal(statusCode, 409)
      assert.match(body, new RegExp(`id="${field}-error"`))
      assert.match(body, says)
      assert(body.includes('They say the band is wrong'))
    }
  })

  test('ending one asks why, keeps the hold and goes back to the person', async () => {
    const [, , person = ''] = parties
    await send(`/people/${person}/holds`, someForm())
    const { id } = await holdOf(person)
    const silent = await send(`/holds/${id}/end`, { reason: ' ' })
    assert.equal(silent.statusCode, 400)
    assert.match(silent.body, /Say why it ends/)
    const ended = await send(`/holds/${id}/end`, { reason: 'The band was right' })
    assert.equal(ended.headers.location, `/people/${person}?done=hold-ended`)
    const again = await send(`/holds/${id}/end`, { reason: 'Once more' })
    assert.equal(again.statusCode, 409)
    assert.match(again.body, /already ended/)
    assert.match((await get(`/holds/${id}`)).body, /Ended early[^]*The band was right/)
  })

  test('a breathing space says what the law says, and only another approver may end it', async () => {
    const [, , , person = ''] = parties
    const form = someForm({ kind: 'breathing space', from: '27/3/2026', until: '' })
    await send(`/people/${person}/holds`, form)
    const { id } = await holdOf(person)
    const page = await get(`/holds/${id}`)
    assert.match(page.body, /Until the end of 25 May 2026/)
    assert.match(page.body, /by\s+15 April 2026/)
    assert.doesNotMatch(page.body, /action="\/holds\/[\w-]+\/end"/)
    assert.match(page.body, /The law protects this person/)
    assert.equal((await send(`/holds/${id}/end`, { reason: 'I say so' })).statusCode, 409)
    assert.match((await get(`/holds/${id}`, 'approver')).body, /Which notice says/)
  })

  test('an officer may look and not end; another council finds nothing', async () => {
    const [person = ''] = parties
    const { id } = await holdOf(person)
    assert.match((await get(`/holds/${id}`, 'officer')).body, /A team leader or an approver/)
    assert.equal((await send(`/holds/${id}/end`, { reason: 'x' }, 'officer')).statusCode, 403)
    for (const url of [`/holds/${id}`, `/people/${person}/holds/new`, `/holds/${randomUUID()}`]) {
      assert.equal((await get(url, 'elsewhere')).statusCode, 404, url)
    }
    assert.equal((await get('/holds')).statusCode, 200)
  })
})
