import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { clockAt } from '#platform/clock.ts'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { PayQuestion } from '../pay.ts'
import { aPayingCouncil, at, now } from '../testing/council.ts'
import { type OpenApi, openApi, wrongWith } from '../testing/openapi.ts'
import { cardCalled } from './test-cards.ts'
import { trainingTransport } from './transport.ts'
import { finish, openPage } from './type-card.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aPayingCouncil(database, councilId, 1)
const ask = trainingTransport(database, councilId, clockAt(at))

const body = {
  amount: 14500,
  reference: 'EH0123456789',
  description: 'Payment to Testham',
  return_url: 'https://debts.test/done',
}
let keys = 0
const create = (different: PayQuestion['body'] = {}, idempotencyKey = `key-${(keys += 1)}`) =>
  ask({ method: 'POST', path: '/v1/payments', body: { ...body, ...different }, idempotencyKey })
const shape = z.looseObject({
  payment_id: z.string(),
  state: z.looseObject({ status: z.string(), code: z.string().optional() }),
  _links: z.looseObject({ next_url: z.object({ href: z.string() }).optional() }),
})
const made = async (different?: PayQuestion['body']) => {
  const { status, body: answered } = await create(different)
  assert.equal(status, 201)
  const { payment_id: id, _links } = shape.parse(answered)
  const path = `/v1/payments/${id}`
  const secret = _links.next_url?.href.split('/').at(-1) ?? ''
  const stands = async (clock = at) => {
    const seen = await trainingTransport(
      database,
      councilId,
      clockAt(clock),
    )({ method: 'GET', path })
    const { state, _links: links } = shape.parse(seen.body)
    return `${state.status} ${state.code ?? ''} ${links.next_url ? 'can go on' : ''}`.trim()
  }
  const type = (how: Parameters<typeof finish>[3]) =>
    asCouncil(database, councilId, db => finish(db, { councilId, now }, secret, how))
  const post = (part: string, given?: PayQuestion['body']) =>
    ask({ method: 'POST', path: `${path}/${part}`, ...(given && { body: given }) })
  return { path, secret, stands, type, post }
}
const codeIn = ({ status, body: answered }: { status: number; body: unknown }) =>
  `${status} ${z.object({ code: z.string() }).parse(answered).code}`

suite('the stand-in for Pay', () => {
  test('goes through the states that Pay has, and a payment that has ended stays so', async () => {
    for (const [how, ends] of [
      ['success', 'success'],
      ['declined', 'failed P0010'],
      ['error', 'error P0050'],
      ['cancelled by payer', 'failed P0030'],
    ] as const) {
      const payment = await made()
      assert.equal(await payment.stands(), 'created  can go on')
      await asCouncil(database, councilId, db => openPage(db, { councilId, now }, payment.secret))
      assert.equal(await payment.stands(), 'started  can go on')
      await payment.type(how)
      assert.equal(await payment.stands(), ends)
      await payment.type('success')
      assert.equal(codeIn(await payment.post('cancel')), '400 P0501')
      assert.equal(await payment.stands('2026-06-01T15:00:00Z'), ends)
    }
    const late = await made()
    assert.equal(await late.stands('2026-06-01T11:29:59Z'), 'created  can go on')
    assert.equal(await late.stands('2026-06-01T11:30:00Z'), 'failed P0020')
    const cancelled = await made()
    assert.equal((await cancelled.post('cancel')).status, 204)
    assert.equal(await cancelled.stands(), 'cancelled P0040')
    const delayed = await made({ delayed_capture: true })
    await delayed.type('success')
    assert.equal(await delayed.stands(), 'capturable')
    assert.equal((await delayed.post('capture')).status, 204)
    assert.equal(await delayed.stands(), 'success')
  })

  test('knows only the test cards that Pay documents', () => {
    assert.equal(cardCalled('4444 3333 2222 1111'), 'success')
    assert.equal(cardCalled('4000-0000-0000-0002'), 'declined')
    for (const other of ['', '4929000000000000', 'toString', '__proto__'])
      assert.equal(cardCalled(other), undefined)
  })

  test('makes one payment of a key, and refuses the key with another request', async () => {
    const [first, again] = [await create({}, 'one'), await create({}, 'one')]
    assert.deepEqual([first.status, again.status], [201, 200])
    assert.equal(shape.parse(first.body).payment_id, shape.parse(again.body).payment_id)
    assert.equal(codeIn(await create({ amount: 1 }, 'one')), '409 P0191')
  })

  test('refuses what Pay refuses, with its code', async () => {
    assert.equal(codeIn(await create({ amount: 10_000_001 })), '422 P0102')
    assert.equal(codeIn(await create({ reference: 'a<b' })), '422 P0102')
    const { amount: _, ...without } = body
    const asked = { method: 'POST', path: '/v1/payments', body: without } as const
    assert.equal(codeIn(await ask(asked)), '400 P0101')
    assert.equal(codeIn(await ask({ method: 'GET', path: '/v1/payments/nobodys' })), '404 P0200')
    const payment = await made()
    const back = { amount: 100, refund_amount_available: 14500 }
    assert.equal(codeIn(await payment.post('refunds', back)), '400 P0603')
    await payment.type('success')
    assert.equal((await payment.post('refunds', back)).status, 202)
    assert.equal(codeIn(await payment.post('refunds', back)), '412 P0604')
  })

  const document = '../shared/samples/pay/publicapi_spec.json'
  test(
    'answers as Pay’s OpenAPI document says',
    { skip: !existsSync(document) && 'the shared folder is not here' },
    async () => {
      const spec: OpenApi = openApi.parse(JSON.parse(await readFile(document, 'utf8')))
      // The document names the way of paying under an agreement in a question and not in an answer.
      const isNotNamed = /\.authorisation_mode is "agreement"$/
      const is = (name: string, answered: unknown) =>
        assert.deepEqual(
          wrongWith(spec, name, answered).filter(wrong => !isNotNamed.test(wrong)),
          [],
          name,
        )
      is('CreateCardPaymentRequest', body)
      const created = await create()
      is('CreatePaymentResult', created.body)
      const payment = await made()
      const get = async (part = '') =>
        (await ask({ method: 'GET', path: payment.path + part })).body
      is('PaymentWithAllLinks', await get())
      await payment.type('success')
      is('PaymentWithAllLinks', await get())
      is('PaymentEvents', await get('/events'))
      const back = { amount: 100, refund_amount_available: 14500 }
      is('PaymentRefundRequest', back)
      is('Refund', (await payment.post('refunds', back)).body)
      is('RefundForSearchResult', await get('/refunds'))
      const search = { method: 'GET', path: `/v1/payments?reference=${body.reference}` } as const
      is('PaymentSearchResults', (await ask(search)).body)
      const agree = { reference: 'EH0000000000', description: 'Regular payments to Testham' }
      is('CreateAgreementRequest', agree)
      const agreement = await ask({ method: 'POST', path: '/v1/agreements', body: agree })
      is('Agreement', agreement.body)
      const { agreement_id: id } = z.object({ agreement_id: z.string() }).parse(agreement.body)
      is('CreateCardPaymentRequest', { ...body, set_up_agreement: id })
      const first = await made({ set_up_agreement: id })
      await first.type('success')
      const theirs = `/v1/agreements/${id}`
      is('Agreement', (await ask({ method: 'GET', path: theirs })).body)
      is(
        'AgreementSearchResults',
        (await ask({ method: 'GET', path: `/v1/agreements?reference=${agree.reference}` })).body,
      )
      // The document says that every payment has a return address, and that one which nobody is there for must have none.
      const { return_url: _, ...without } = body
      const under = { ...without, authorisation_mode: 'agreement', agreement_id: id }
      is('CreateCardPaymentRequest', { ...under, return_url: body.return_url })
      const taken = await ask({ method: 'POST', path: '/v1/payments', body: under })
      is('CreatePaymentResult', taken.body)
      const path = `/v1/payments/${shape.parse(taken.body).payment_id}`
      is('PaymentWithAllLinks', (await ask({ method: 'GET', path })).body)
      const cancel = () => ask({ method: 'POST', path: `${theirs}/cancel` })
      assert.equal((await cancel()).status, 204)
      is('RequestError', (await cancel()).body)
      is('ErrorResponse', (await ask({ method: 'GET', path: '/v1/agreements/nobodys' })).body)
      const settled = (kind: string) =>
        trainingTransport(
          database,
          councilId,
          clockAt('2026-06-03T10:00:00Z'),
        )({
          method: 'GET',
          path: `/v1/${kind}?from_settled_date=2026-06-01&to_settled_date=2026-06-30`,
        })
      is('PaymentSearchResults', (await settled('payments')).body)
      is('RefundSearchResults', (await settled('refunds')).body)
      await council.dispute(payment.path.split('/').at(-1) ?? '', 'needs_response')
      const disputes = {
        method: 'GET',
        path: '/v1/disputes?from_date=2026-05-01T00:00:00Z',
      } as const
      is('DisputesSearchResults', (await ask(disputes)).body)
      await council.dispute(payment.path.split('/').at(-1) ?? '', 'lost')
      is('DisputesSearchResults', (await settled('disputes')).body)
      is('RequestError', (await create({ amount: 0 })).body)
      is('ErrorResponse', (await ask({ method: 'GET', path: '/v1/payments/nobodys' })).body)
      assert.notDeepEqual(wrongWith(spec, 'PaymentWithAllLinks', { amount: 'ten' }), [])
    },
  )
})
