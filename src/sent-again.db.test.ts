import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { once } from '#administration'
import { seedPurposes } from '#enquiries'
import { count } from '#platform/rows.ts'
import { raw, sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aServer, someSession } from '#web/testing.ts'
import { setSource } from '#write-back'
import { z } from 'zod'
import { routes } from './app.ts'
import { setServiceUser } from './domains/payments/direct-debit/settings.ts'
import { someArudd } from './domains/payments/direct-debit/testing/reports.ts'
import { aReceivingCouncil } from './domains/payments/receipts/testing/council.ts'
import { camt, camtEntry } from './domains/payments/statements/testing.ts'

// Forms that are more than one transaction, or leave nobody out: sent again, each is known by its key or by what it did.

const database = await aDatabase()
const councilId = 1
const council = await aReceivingCouncil(database, councilId, [
  { reference: '70000001A', name: 'MS ADA BYRNE' },
])
await council.inCouncil(async db => {
  await seedPurposes(db, councilId)
  await db.run(sql`
    insert into debts.source (council_id, source, as_at) values (${councilId}::int, 'council-tax', '2026-03-01')
    on conflict do nothing`)
  const settings = { way: 'file', answerDays: 5, attempts: 2 } as const
  assert((await setSource(db, { councilId, source: 'council-tax', settings, actor: 'test' })).ok)
})
const { server } = await aServer({
  database,
  routes,
  once,
  sessions: { officer: someSession() },
})
after(async () => {
  await server.close()
  await database.close()
})

const rows = async (table: string) =>
  (
    await database.one(
      z.object({ rows: count }),
      sql`select count(*) as rows from ${raw(table)} where council_id = ${councilId}::int`,
    )
  ).rows
const send = async (url: string, contentType: string, payload: string) => {
  const { statusCode, headers, body } = await server.inject({
    method: 'POST',
    url,
    headers: {
      host: 'debts.test',
      'content-type': contentType,
      cookie: 'evenhand_session=officer',
    },
    payload,
  })
  return { statusCode, location: headers.location, body }
}
/** Sends a form three times, twice at once, as its page would, and answers the three. */
async function thrice(url: string, fields: Readonly<Record<string, string>>) {
  const form = { _csrf: 'token-of-the-session', _key: randomUUID(), ...fields }
  const payload = new URLSearchParams(form).toString()
  const one = () => send(url, 'application/x-www-form-urlencoded', payload)
  return [...(await Promise.all([one(), one()])), await one()]
}
const allAs = (
  answers: readonly { statusCode: number; location: unknown }[],
  to: string | RegExp,
) => {
  for (const { statusCode, location } of answers) {
    assert.equal(statusCode, 303)
    assert.match(String(location), new RegExp(to))
  }
  assert.equal(new Set(answers.map(({ location }) => location)).size, 1, 'one answer to all')
}

/** Sends a file with its form three times, twice at once: one takes it in, and the others find that it was. */
async function uploadedThrice(
  url: string,
  file: { readonly name: string; readonly text: string },
  fields: Readonly<Record<string, string>> = {},
) {
  const boundary = 'part-of-the-form'
  const parts = Object.entries({ _csrf: 'token-of-the-session', ...fields }).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const payload = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: text/plain\r\n\r\n${file.text}\r\n--${boundary}--\r\n`
  const one = () => send(url, `multipart/form-data; boundary=${boundary}`, payload)
  const answers = [...(await Promise.all([one(), one()])), await one()]
  for (const { statusCode, body } of answers) assert.equal(statusCode, 303, body)
  const locations = answers.map(({ location }) => String(location))
  assert.equal(locations.filter(location => location.endsWith('again')).length, 2, `${locations}`)
}

suite('a form sent again that keeps its own transactions', () => {
  test('a debt check is asked and kept once, and counts once', async () => {
    const [{ name: purpose } = { name: '' }] = await database.many(
      z.object({ name: z.string() }),
      sql`select name from enquiries.purpose where council_id = ${councilId}::int and gateway is not null order by name limit 1`,
    )
    const asked = { purpose, reference: 'H1', name: 'Ada Byrne', postcode: 'QX1 1AA' }
    allAs(await thrice('/debt-check', asked), /^\/debt-check\/[0-9a-f-]{36}$/)
    assert.equal(await rows('enquiries.disclosure'), 1)
  })

  test('a file for a source is made once, and what came meanwhile waits for the next', async () => {
    await council.takeCredits({ remittance: '70000001A', amount: '50.00', reference: 'A' })
    allAs(await thrice('/sources/of/council-tax/files', {}), 'done=made')
    assert.equal(await rows('write_back.file'), 1)
  })

  test('a month is compared with the same end', async () => {
    const of = { source: 'council-tax', month: '2026-03' }
    allAs(await thrice('/sources/months', of), 'done=compared')
    allAs(await thrice('/sources/months/council-tax/2026-03/compare', {}), 'done=compared')
    assert.equal(await rows('write_back.month'), 1)
  })

  test('a statement is known by its bytes: it is posted once, and shown as it was taken in', async () => {
    const statement = camt([
      camtEntry({ remittance: '70000001A', amount: '25.00', reference: 'Z', on: '2026-03-26' }),
    ])
    const before = await rows('payments.receipt')
    await uploadedThrice('/receipts/statements', { name: 's.xml', text: statement })
    assert.equal(await rows('payments.receipt'), before + 1)
  })

  test('an agent’s file is known by its bytes: its rows wait once', async () => {
    const text = 'transaction,reference,paid_on,amount\nT1,70000001A,2026-03-26,10.00\n'
    const agent = 'Cash office'
    await uploadedThrice('/receipts/remittances', { name: 'w.csv', text }, { agent })
    assert.deepEqual(
      [await rows('payments.remittance'), await rows('payments.remittance_row')],
      [1, 1],
    )
  })

  test('a Bacs report is known by its bytes: what is not ours is one alarm', async () => {
    await council.inCouncil(db =>
      setServiceUser(db, {
        councilId,
        serviceUser: {
          number: '987654',
          name: 'Testham Council',
          account: { sortCode: '100002', accountNumber: '00000019' },
        },
        actor: 'test',
      }),
    )
    const text = Buffer.from(
      someArudd({ items: [{ ref: 'NOBODYS-1', returnCode: '0128', valueOf: '65.00' }] }),
    ).toString('latin1')
    await uploadedThrice('/direct-debits/reports', { name: 'arudd.xml', text })
    assert.deepEqual(
      [await rows('payments.bacs_report'), await rows('payments.bacs_alarm')],
      [1, 1],
    )
  })

  test('a source’s list of balances is known by its bytes', async () => {
    const { slug } = await database.one(
      z.object({ slug: z.string() }),
      sql`select slug from administration.council where council_id = ${councilId}::int`,
    )
    const text = `H,evenhand-balances,1,${slug},council-tax,1,2026-03-31\r\nB,70000001A,42500\r\nT,1,42500\r\n`
    await uploadedThrice('/sources/replies', { name: 'balances.csv', text })
    assert.deepEqual(
      [await rows('write_back.reply'), await rows('write_back.told_balance')],
      [1, 1],
    )
  })

  test('a night is planned once, and its plan is shown', async () => {
    allAs(await thrice('/runs', {}), /^\/runs\/[0-9a-f-]{36}$/)
    assert.equal(await rows('recovery.run'), 1)
  })
})
