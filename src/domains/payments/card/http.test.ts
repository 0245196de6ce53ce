import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, suite, test } from 'node:test'
import { overHttp } from './http.ts'
import { NoAnswer, payOver } from './pay.ts'

const heard: { readonly url: string | undefined; readonly key: string | undefined }[] = []
let reply: (request: IncomingMessage, response: ServerResponse) => void
const server = createServer((request, response) => {
  heard.push({ url: request.url, key: request.headers.authorization })
  request.resume().on('end', () => reply(request, response))
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
after(() => server.close())
const { port } = server.address() as AddressInfo
const key = 'api_test_nobody_may_see_this'
const pay = payOver(overHttp({ address: `http://127.0.0.1:${port}`, key }))
const asked = {
  key: 'k',
  amount: 100n,
  reference: 'R',
  description: 'D',
  returnUrl: 'https://d.test/',
}
const answer = (status: number, body: string, headers = {}) =>
  (reply = (_, response) => response.writeHead(status, headers).end(body))
const payment = (different = {}) =>
  JSON.stringify({
    payment_id: 'p',
    amount: 100,
    reference: 'R',
    state: { status: 'created', finished: false },
    card_details: { last_digits_card_number: '1234', cardholder_name: 'Somebody' },
    ...different,
  })
const noAnswer = async (work: Promise<unknown>) =>
  assert.rejects(work, (fault: unknown) => {
    assert(fault instanceof NoAnswer)
    assert.doesNotMatch(`${fault.message}${String(fault.cause)}`, new RegExp(key))
    return true
  })

suite('asking Pay over the network', () => {
  test('shows the key to Pay, asks under ours, and lets go of the card', async () => {
    let idempotencyKey: unknown
    reply = (request, response) => {
      idempotencyKey = request.headers['idempotency-key']
      response.writeHead(201).end(payment())
    }
    const made = await pay.create(asked)
    assert.equal(made.is, 'made')
    assert.deepEqual([idempotencyKey, heard.at(-1)?.key], ['k', `Bearer ${key}`])
    assert(made.is === 'made')
    assert.deepEqual(Object.keys(made.payment).toSorted(), [
      'amount',
      'canRetry',
      'code',
      'nextUrl',
      'paidAt',
      'paidBack',
      'paymentId',
      'reference',
      'refundable',
      'status',
    ])
  })

  test('reads when the card was charged, and nothing where that is no moment', async () => {
    const paidAt = async (time: unknown) => {
      reply = (_, response) =>
        response.writeHead(200).end(payment({ settlement_summary: { capture_submit_time: time } }))
      return (await pay.get('p'))?.paidAt?.toString()
    }
    assert.equal(await paidAt('2026-06-01T22:58:01.234Z'), '2026-06-01T22:58:01.234Z')
    assert.equal(await paidAt('2026-06-01'), undefined)
    assert.equal(await paidAt(null), undefined)
  })

  test('tells a no from no answer', async () => {
    answer(422, '{"code":"P0102"}')
    assert.deepEqual(await pay.create(asked), { is: 'refused', code: 'P0102' })
    answer(412, '')
    assert.deepEqual(await pay.refund('p', { amount: 1n, available: 2n }), { is: 'other' })
    answer(404, '')
    assert.equal(await pay.get('p'), undefined)
    for (const status of [408, 429, 500, 503]) {
      answer(status, '{"code":"P0900"}')
      await noAnswer(pay.create(asked))
      await noAnswer(pay.get('p'))
    }
  })

  test('believes nothing that it cannot read: amounts that are no whole pence, states, too much, half', async () => {
    for (const wrong of [
      { amount: '100' },
      { amount: 1.5 },
      { amount: -1 },
      { amount: 2 ** 53 },
      { state: {} },
    ]) {
      answer(200, payment(wrong))
      await noAnswer(pay.get('p'))
    }
    for (const text of ['', '{', '[]', ' '.repeat(1_000_001)]) {
      answer(200, text)
      await noAnswer(pay.get('p'))
    }
    reply = (_, response) => {
      response.writeHead(200, { 'content-length': '500' }).write('{"payment_id"')
      response.destroy()
    }
    await noAnswer(pay.get('p'))
  })

  test('never follows Pay elsewhere with the key', async () => {
    const before = heard.length
    answer(302, '', { location: `http://127.0.0.1:${port}/elsewhere` })
    await noAnswer(pay.get('p'))
    assert.equal(heard.length, before + 1)
  })

  test('puts no id in a path as anything but an id', async () => {
    answer(404, '')
    await pay.get('../v1/agreements?x=')
    assert.equal(heard.at(-1)?.url, '/v1/payments/..%2Fv1%2Fagreements%3Fx%3D')
  })
})
