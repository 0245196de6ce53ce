import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aServer } from '#web/testing.ts'
import { setCardSettings } from './settings.ts'
import { aPayingCouncil, valueOf } from './testing/council.ts'
import { isSigned, readMessage, signatureOf } from './webhook.ts'
import { webhookRoutes } from './webhook-routes.ts'

const secret = 'public-test-secret'
const database = await aDatabase()
const council = await aPayingCouncil(database, 1, 2)
const elsewhere = await aPayingCouncil(database, 2, 1)
await asCouncil(database, 1, db =>
  setCardSettings(db, {
    councilId: 1,
    address: 'http://127.0.0.1:9',
    apiKey: 'api_test_key',
    webhookSecret: secret,
    actor: 'system:test',
  }),
)
const { server, logged } = await aServer({ database, routes: webhookRoutes })
after(async () => {
  await server.close()
  await database.close()
})

type Sent = {
  readonly body: Uint8Array | string
  readonly signature?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly to?: string
}
const send = async ({ body, signature, headers, to = 'c1' }: Sent) =>
  server.inject({
    method: 'POST',
    url: `/webhooks/pay/${to}`,
    headers: {
      host: 'debts.test',
      'content-type': 'application/json',
      ...(signature !== undefined && { 'pay-signature': signature }),
      ...headers,
    },
    body: Buffer.from(body),
  })
const signed = (body: string | Uint8Array, by = secret) => ({
  body,
  signature: signatureOf(Buffer.from(body), by),
})
const some = (messageId: string, paymentId = 'nobodys') =>
  JSON.stringify({
    webhook_message_id: messageId,
    resource_id: paymentId,
    resource_type: 'payment',
    event_type: 'card_payment_captured',
    resource: { amount: 1, state: { status: 'success' } },
  })
const counted = async (table: 'entry' | 'card_webhook' | 'job') => {
  const { n } = await database.one(
    z.object({ n: count }),
    table === 'entry'
      ? sql`select count(*) as n from debts.entry`
      : table === 'job'
        ? sql`select count(*) as n from platform.job where council_id = 1`
        : sql`select count(*) as n from payments.card_webhook where council_id = 1`,
  )
  return n
}
const samples = '../shared/hostile/webhook'
const hostile = z.array(
  z.object({
    name: z.string(),
    body_b64: z.string(),
    headers: z.record(z.string(), z.string()),
    expect: z.string(),
  }),
)

suite('a message from Pay', () => {
  test('is signed as Pay signs, over its bytes', () => {
    const bytes = Buffer.from('We captured a £10 payment! 💷')
    const signature = 'a678c8326237dc08acabed4ec3948ee82f94c4b35cdc44b68f26fa8ef595efff'
    assert.equal(signatureOf(bytes, 'This is my secret key! 🔑'), signature)
    assert(isSigned(bytes, signature, ['another', 'This is my secret key! 🔑']))
    for (const wrong of [
      undefined,
      '',
      signature.toUpperCase(),
      signature.slice(2),
      `${signature},`,
    ])
      assert(!isSigned(bytes, wrong, ['This is my secret key! 🔑']), String(wrong))
  })

  test('that is not signed by this council’s secret is refused, and nothing is kept of it', async () => {
    const before = await counted('card_webhook')
    for (const wrong of [
      { body: some('m1') },
      signed(some('m1'), 'another'),
      { body: some('m1'), signature: signatureOf(Buffer.from(some('m2')), secret) },
      { ...signed(some('m1')), to: 'c2' },
      { ...signed(some('m1')), to: 'no-such-council' },
    ]) {
      const { statusCode, body } = await send(wrong)
      assert.deepEqual([statusCode, body], [401, ''])
    }
    assert.equal(await counted('card_webhook'), before)
  })

  test('is kept once, and has us look at what is ours; what is not is an alarm and posts nothing', async () => {
    const entries = await counted('entry')
    const requestId = valueOf(await council.ask(council.accounts[0] ?? ''))
    valueOf(await council.begin(requestId))
    const [attempt] = await council.attempts(requestId)
    const before = { kept: await counted('card_webhook'), jobs: await counted('job') }
    for (let n = 0; n < 3; n += 1)
      assert.equal((await send(signed(some('ours', attempt?.paymentId ?? '')))).statusCode, 200)
    assert.equal(await counted('card_webhook'), before.kept + 1)
    assert.equal(await counted('job'), before.jobs + 1)
    for (const id of ['theirs', 'theirs', 'again'])
      assert.equal((await send(signed(some(id, 'pay-of-nobody')))).statusCode, 200)
    assert.deepEqual(await council.alarms(), ['not ours'])
    assert.equal(await counted('entry'), entries)
  })

  test('of a payment that is another council’s does nothing there', async () => {
    const requestId = valueOf(await elsewhere.ask(elsewhere.accounts[0] ?? ''))
    valueOf(await elsewhere.begin(requestId))
    const [attempt] = await elsewhere.attempts(requestId)
    assert.equal((await send(signed(some('across', attempt?.paymentId ?? '')))).statusCode, 200)
    assert.deepEqual(await elsewhere.alarms(), [])
    assert.deepEqual(await council.alarms(), ['not ours', 'not ours'])
  })

  test('signed with the secret before the last is believed until the next change', async () => {
    await council.inCouncil(db =>
      setCardSettings(db, {
        councilId: 1,
        address: 'http://127.0.0.1:9',
        apiKey: 'api_test_key',
        webhookSecret: 'newer',
        actor: 'system:test',
      }),
    )
    assert.equal((await send(signed(some('old')))).statusCode, 200)
    assert.equal((await send(signed(some('new'), 'newer'))).statusCode, 200)
  })

  test('that no reader should take is refused without detail, and nothing breaks', async () => {
    const long = some('x'.repeat(70_000))
    const wrongs = ['', '[', 'null', '[]', '{"__proto__":{}}', '\uFEFF{}', some(''), some('m', '')]
    for (const body of wrongs) assert.equal((await send(signed(body))).statusCode, 400, body)
    assert.equal((await send(signed(Buffer.from([0xff, 0xfe])))).statusCode, 400)
    assert.equal((await send(signed(long))).statusCode, 413)
    assert.equal((await send(signed('['.repeat(40_000)))).statusCode, 400)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    assert.equal((await send({ ...signed('a=b'), headers: form })).statusCode, 415)
    assert.deepEqual(
      logged.filter(line => line.includes('"fault"')),
      [],
    )
    assert.equal(readMessage(Buffer.from(some('m')))?.webhook_message_id, 'm')
  })

  test(
    'of every hostile kind posts nothing',
    { skip: !existsSync(samples) && 'the shared folder is not here' },
    async () => {
      const entries = await counted('entry')
      const cases = hostile.parse(JSON.parse(await readFile(`${samples}/cases.json`, 'utf8')))
      assert(cases.length > 15)
      for (const { name, body_b64, headers, expect } of cases) {
        const answer = await send({ body: Buffer.from(body_b64, 'base64'), headers })
        const { statusCode } = answer
        assert(statusCode < 500, `${name} ${statusCode}`)
        if (expect === '401') assert.equal(statusCode, 401, name)
        else if (expect.startsWith('400')) assert.equal(statusCode, 400, name)
        else assert([200, 400, 413].includes(statusCode), `${name} ${statusCode}: ${expect}`)
      }
      assert.equal(await counted('entry'), entries)
    },
  )
})
