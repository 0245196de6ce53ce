import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { permissions } from '#web/permissions.ts'
import { aServer, someSession } from '#web/testing.ts'
import { companiesRoutes } from './routes.ts'
import { relationshipsOf } from './relationships.ts'
import { aCouncilOfCompanies, answerOf, moment, number } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const { inCouncil, partyOf, keep } = await aCouncilOfCompanies(database, 3, 4)
const council = { ...someSession().council, id: 3 }
const sessions = {
  officer: someSession({ council }),
  reader: someSession({
    council,
    permissions: permissions.filter(it => it !== 'contacts:record' && it !== 'matches:decide'),
  }),
}
const on = await aServer({ database, routes: companiesRoutes({ isOn: true }), sessions })
const off = await aServer({ database, routes: companiesRoutes({ isOn: false }), sessions })
after(() => Promise.all([on.server.close(), off.server.close()]))
const person = await partyOf(1)

suite('the page of a company', () => {
  const get = (url: string, who = 'officer', at = on) =>
    at.server.inject({ url, headers: { cookie: `evenhand_session=${who}` } })
  const ask = (of: string, at = on) =>
    at.server.inject({
      method: 'POST',
      url: `/people/${person}/company/read`,
      body: new URLSearchParams({ _csrf: 'token-of-the-session', number: of }).toString(),
      headers: {
        host: 'debts.test',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: 'evenhand_session=officer',
      },
    })

  test('says everything of one in liquidation, who acts in it and what differs, and writes that it was seen', async () => {
    await keep(number(1), answerOf('liquidation', number(1)), moment(9))
    const { statusCode, body } = await get(`/people/${person}/company`)
    assert.equal(statusCode, 200)
    for (const said of [
      'In liquidation',
      'Imogen Madeup',
      '20 Made Up Chambers',
      'INVENTED HOLDINGS LIMITED',
      'SAMPLE, Petra',
      'Names that differ',
      'from a test',
      'company/90000001',
      'Read again now',
    ])
      assert(body.includes(said), said)
    const seen = await inCouncil(db =>
      db.many(
        z.object({ route: z.string() }),
        sql`select route from administration.access_log where council_id = 3 and party_id = ${person}::uuid`,
      ),
    )
    assert.deepEqual(seen, [{ route: '/people/:person/company' }])
  })

  test('says what could not be read or was not found, and shows what was understood before', async () => {
    const other = await partyOf(2)
    await keep(number(2), answerOf('active', number(2)), moment(9))
    await keep(number(2), { is: 'not found', came: '' }, moment(10))
    const { body } = await get(`/people/${other}/company`)
    for (const said of [
      'Not found at Companies House',
      'INVENTED BEGINNINGS LIMITED',
      'no such company',
    ])
      assert(body.includes(said), said)
    const unread = await get(`/people/${await partyOf(3)}/company`)
    assert.match(unread.body, /Not read yet/)
  })

  test('asks for it to be read again, once; another’s number is refused', async () => {
    assert.equal((await ask(number(1))).headers.location, `/people/${person}/company?done=asked`)
    await ask(number(1))
    const refused = await ask(number(2))
    assert.equal(refused.statusCode, 409)
    assert.match(refused.body, /Nothing was asked/)
    assert.equal((await ask('%')).statusCode, 409)
    const jobs = await inCouncil(db =>
      db.many(
        z.object({ key: z.string() }),
        sql`select key from platform.job where council_id = 3`,
      ),
    )
    assert.deepEqual(jobs, [{ key: number(1) }])
  })

  test('of an installation that reads no register says so, and asks for nothing', async () => {
    const { body } = await get(`/people/${person}/company`, 'officer', off)
    assert.match(body, /not read by this installation/)
    assert.doesNotMatch(body, /Read again now/)
    assert.equal((await ask(number(1), off)).statusCode, 409)
  })

  test('has no button for who may only read', async () => {
    assert.doesNotMatch((await get(`/people/${person}/company`, 'reader')).body, /Read again now/)
  })
})

suite('the page of business relationships', () => {
  const someone = '70000000-0000-4000-8000-000000000000'
  const sessionsOf = (who: 'officer' | 'reader') => ({ cookie: `evenhand_session=${who}` })
  const send = (
    path: string,
    fields: Readonly<Record<string, string>>,
    who: 'officer' | 'reader',
  ) =>
    on.server.inject({
      method: 'POST',
      url: `/people/${someone}/businesses${path}`,
      body: new URLSearchParams({ _csrf: 'token-of-the-session', ...fields }).toString(),
      headers: {
        host: 'debts.test',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...sessionsOf(who),
      },
    })
  const look = async (of = someone, query = '', who: 'officer' | 'reader' = 'officer') =>
    (
      await on.server.inject({
        url: `/people/${of}/businesses${query}`,
        headers: sessionsOf(who),
      })
    ).body
  let company = ''
  const known = () => inCouncil(db => relationshipsOf(db, 3, someone))
  const petra = `${number(2)}/petra/sample/`
  const said = { number: number(2), appointee: petra, is: 'same', why: 'She said <so>.' }

  before(async () => {
    company = await partyOf(2)
    await keep(number(2), answerOf('active', number(2)), moment(11))
    await inCouncil(async db => {
      await db.run(sql`
        insert into parties.party (council_id, id, kind, name) values (3, ${someone}::uuid, 'person', 'Petra Sample')`)
      await db.run(sql`
        insert into parties.source_record (council_id, id, party_id, source, person_number, name, as_at)
        values (3, ${someone}::uuid, ${someone}::uuid, 'council tax', 'petra', 'Petra Sample', '2026-03-01')`)
    })
  })

  test('offers the officers of a company that was asked about, and keeps what is said with its reason', async () => {
    assert.match(await look(), /Nothing that is sure enough to be shown/)
    assert.match(await look(someone, `?number=${number(2)}`), /SAMPLE, Petra/)
    assert.match(await look(someone, '?number=1'), /no officer of that company can be them/)
    const { body, statusCode } = await send('', { ...said, why: '' }, 'officer')
    assert.equal(statusCode, 400)
    assert.match(body, /Say how you know/)
    assert.match(body, /value="90000002\/petra\/sample\/" checked/)
    assert.equal((await send('', said, 'officer')).statusCode, 303)
    const page = await look()
    assert.match(page, /INVENTED|BREAD LTD/)
    assert.match(page, /She said &#60;so&#62;\./)
    assert.match(page, /owes £100\.00, not counted here/)
    assert.match(await look(company), /Petra Sample/)
  })

  test('refuses what cannot be and what was said already, and keeps nothing of it', async () => {
    for (const appointee of [petra, `${number(2)}/noel/example/`]) {
      const { statusCode, body } = await send('', { ...said, appointee }, 'officer')
      assert.equal(statusCode, 409)
      assert.match(body, /[Nn]othing was kept/)
    }
    assert.equal((await known()).length, 1)
  })

  test('may be read without the permission to decide, and not written', async () => {
    assert.doesNotMatch(
      await look(someone, `?number=${number(2)}`, 'reader'),
      /Keep it|Take it back/,
    )
    const [one] = await known()
    const back = { answer: one?.answer?.id ?? '', because: 'a slip' }
    for (const [path, fields] of [
      ['', said],
      ['/take-back', back],
    ] as const)
      assert.equal((await send(path, fields, 'reader')).statusCode, 403)
    assert.equal(
      (await send('/take-back', { ...back, answer: someone }, 'officer')).statusCode,
      404,
    )
    assert.equal((await send('/take-back', back, 'officer')).statusCode, 303)
    assert.deepEqual(await known(), [])
  })
})
