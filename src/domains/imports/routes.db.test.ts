import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aServer, someSession } from '#web/testing.ts'
import { importsRoutes } from './routes.ts'
import { aTakingCouncil, balanceOf, whatIsThere } from './testing.ts'

const database = await aDatabase()
after(() => database.close())
await aTakingCouncil(database, 1)
await aTakingCouncil(database, 2)
const leader = someSession()
const { server } = await aServer({
  database,
  routes: importsRoutes,
  sessions: {
    leader,
    auditor: someSession({ permissions: ['imports:view'] }),
    mender: someSession({ permissions: ['imports:view', 'imports:mend'] }),
    officer: someSession({ permissions: ['work:view'] }),
    elsewhere: someSession({ council: { ...leader.council, id: 2 } }),
  },
})
after(() => server.close())

const get = (url: string, who = 'leader') =>
  server.inject({ method: 'GET', url, headers: { cookie: `evenhand_session=${who}` } })

const send = (url: string, fields: Record<string, string>, who = 'leader') =>
  server.inject({
    method: 'POST',
    url,
    headers: {
      cookie: `evenhand_session=${who}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ _csrf: leader.csrfToken, ...fields }).toString(),
  })

async function drop(text: string | undefined, feed = 'debts-neutral', who = 'leader') {
  const form = new FormData()
  form.append('_csrf', leader.csrfToken)
  form.append('feed', feed)
  if (text !== undefined) form.append('file', new Blob([text]), 'night <b>.csv')
  const request = new Request('http://debts.test/imports', { method: 'POST', body: form })
  return server.inject({
    method: 'POST',
    url: '/imports',
    headers: {
      cookie: `evenhand_session=${who}`,
      'content-type': request.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

const header =
  'source_system,debt_ref,debt_type,debtor_name,date_of_birth,address_1,address_2,address_3,postcode,amount,period_from,period_to,due_date,liability'
const debt = (reference: string, amount: string) =>
  `NDR,${reference},council_tax,Ada <i>Price</i>,1980-01-02,1 Mill Lane,,Testham,QX1 1AA,${amount},2026-04-01,2027-03-31,2026-05-01,sole`
const fieldsOf = (line: string) =>
  Object.fromEntries(line.split(',').map((cell, n) => [`cell${n}`, cell]))

suite('the imports pages', () => {
  test('a file is dropped, reported, and its wrong row corrected', async () => {
    const empty = await get('/imports')
    assert.match(empty.body, /No file has come yet/)
    assert.match(empty.body, /Council tax accounts/)

    const dropped = await drop(`${header}\n${debt('P1', '100.00')}\n${debt('P2', '1.234')}\n`)
    assert.equal(dropped.statusCode, 303)
    const address = String(dropped.headers.location)
    assert.match(address, /^\/imports\/[0-9a-f-]{36}\?done=loaded$/)

    const report = await get(address)
    assert.match(report.body, /The file was loaded\./)
    assert.match(report.body, /it has a part of a penny/)
    assert.match(report.body, /night &#60;b&#62;\.csv/)
    assert.doesNotMatch(report.body, /<i>Price/)
    assert.match((await get('/imports')).body, /rows to correct/)

    const rowAddress = `${address.split('?')[0]}/rows/2`
    const row = await get(rowAddress)
    assert.match(row.body, /<label class="govuk-label" for="cell9">amount<\/label>/)

    const wrong = await send(rowAddress, fieldsOf(debt('P2', 'lots')))
    assert.equal(wrong.statusCode, 409)
    assert.match(wrong.body, /href="#cell9"/)
    assert.match(wrong.body, /value="lots"/)

    const right = await send(rowAddress, fieldsOf(debt('P2', '1.23')))
    assert.equal(right.statusCode, 303)
    assert.match(String(right.headers.location), /done=applied$/)
    assert.equal(await balanceOf(database, 1, 'P2'), 1_23n)
    const before = await whatIsThere(database, 1)
    assert.equal((await send(rowAddress, fieldsOf(debt('P2', '1.23')))).statusCode, 303)
    assert.deepEqual(await whatIsThere(database, 1), before)
    assert.match((await get(rowAddress)).body, /What it said, and what it says now/)
  })

  test('a row where an address is confidential is shown, and corrected, by whoever opens every record and nobody else', async () => {
    const home = (reference: string, amount: string) =>
      debt(reference, amount).replace('1 Mill Lane', '7 Hidden Row').replace('QX1 1AA', 'QX9 9ZZ')
    const dropped = await drop(`${header}\n${home('C1', '5.00')}\n${home('C2', '1.234')}\n`)
    const address = String(dropped.headers.location).split('?')[0] ?? ''
    assert.match((await get(address, 'mender')).body, /7 Hidden Row/)
    await asCouncil(database, 1, db =>
      db.run(sql`
        update parties.address set is_confidential = true where council_id = 1 and postcode = 'QX9 9ZZ'`),
    )
    const row = `${address}/rows/2`
    for (const page of [
      await get(address, 'mender'),
      await get(row, 'mender'),
      await send(row, fieldsOf(home('C2', '1.23')), 'mender'),
    ]) {
      assert.doesNotMatch(page.body, /Hidden|QX9/)
      assert.match(page.body, /home is confidential/)
    }
    assert.equal((await get(row, 'mender')).statusCode, 403)
    assert.match((await get(address)).body, /7 Hidden Row/)
    assert.equal((await send(row, fieldsOf(home('C2', '1.23')))).statusCode, 303)
  })

  test('the same file again says so, and a refused one says why and is listed', async () => {
    const text = `${header}\n${debt('P9', '9.00')}\n`
    const first = await drop(text)
    const again = await drop(text)
    assert.equal(
      String(again.headers.location),
      String(first.headers.location).replace('loaded', 'again'),
    )
    assert.match((await get(String(again.headers.location))).body, /Nothing was changed/)

    const refused = await drop('a,b\n1,2\n')
    assert.equal(refused.statusCode, 409)
    assert.match(refused.body, /The header on line 1 is not this feed’s/)
    assert.match(refused.body, /<option value="debts-neutral" selected>/)
    assert.match(refused.body, /govuk-tag--red">refused/)
  })

  test('no file and no feed are asked for', async () => {
    const nothing = await drop(undefined, '')
    assert.equal(nothing.statusCode, 400)
    assert.match(nothing.body, /href="#feed"/)
    assert.match(nothing.body, /href="#file"/)
    assert.equal((await drop('x', 'no-such-feed')).statusCode, 400)
  })

  test('many rows come a page at a time', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => debt(`Q${n}`, 'x'))
    const dropped = await drop([header, ...rows].join('\n'))
    const address = String(dropped.headers.location).split('?')[0] ?? ''
    const first = await get(address)
    assert.match(first.body, new RegExp(`href="${address}\\?after=50"`))
    const second = await get(`${address}?after=50`)
    assert.match(second.body, /rows\/60"/)
    assert.doesNotMatch(second.body, /rows\/50"/)
    assert.equal((await get(`${address}?after=nonsense`)).statusCode, 200)
  })

  test('only those whose work it is may look, load or correct, and no other council sees it', async () => {
    const dropped = await drop(`${header}\n${debt('P20', 'x')}\n`)
    const address = String(dropped.headers.location).split('?')[0] ?? ''
    assert.equal((await get(address, 'officer')).statusCode, 403)
    assert.equal((await drop('x', 'debts-neutral', 'auditor')).statusCode, 403)
    const row = await get(`${address}/rows/1`, 'auditor')
    assert.equal(row.statusCode, 200)
    assert.doesNotMatch(row.body, /<form method="post" action="\/imports/)
    assert.equal(
      (await send(`${address}/rows/1`, fieldsOf(debt('P20', '1.00')), 'auditor')).statusCode,
      403,
    )
    assert.equal((await get(address, 'elsewhere')).statusCode, 404)
    assert.equal((await get(`${address}/rows/1`, 'elsewhere')).statusCode, 404)
    assert.equal(
      (await send(`${address}/rows/1`, fieldsOf(debt('P20', '1.00')), 'elsewhere')).statusCode,
      404,
    )
  })

  test('what is not there is not found', async () => {
    const nowhere = '/imports/00000000-0000-4000-8000-000000000009'
    assert.equal((await get(nowhere)).statusCode, 404)
    assert.equal((await get(`${nowhere}/rows/1`)).statusCode, 404)
    assert.equal((await get('/imports/nonsense')).statusCode, 404)
    assert.equal((await send(`${nowhere}/rows/1`, {})).statusCode, 404)
    assert.equal((await send(`${nowhere}/rows/1`, { cell9999: 'x' })).statusCode, 400)
  })
})
