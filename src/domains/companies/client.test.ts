import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { type Answer, companiesHouse } from './client.ts'
import { madeUpCompany } from './made-up.ts'
import { aRegisterServer } from './testing/stub.ts'

const number = '91234567'
const elsewhere = await aRegisterServer({})
const stub = await aRegisterServer(
  { [number]: madeUpCompany('liquidation', number, 'Bread Ltd') },
  {
    answering: {
      '/company/00000429': (_, response) => {
        response.writeHead(429, { 'retry-after': '42' }).end()
      },
      '/company/00000500': (_, response) => {
        response.writeHead(503).end()
      },
      '/company/00000302': (_, response) => {
        response.writeHead(302, { location: `${elsewhere.address}/company/00000302` }).end()
      },
      '/company/00000001': (_, response) => {
        response.end('<html>We are down for maintenance</html>')
      },
      '/company/00000002': (_, response) => {
        response.end(JSON.stringify({ company_name: 'x'.repeat(60_000) }))
      },
      // Never answers: the client has to stop waiting.
      '/company/00000003': () => {},
    },
  },
)
after(() => Promise.all([stub.close(), elsewhere.close()]))

const register = (differences: { key?: string; milliseconds?: number } = {}) =>
  companiesHouse({
    address: stub.address,
    key: stub.key,
    largestBytes: 50_000,
    milliseconds: 5_000,
    ...differences,
  })
const problemOf = (answer: Answer) => ('problem' in answer ? answer.problem : 'none')

suite('asking the register', () => {
  test('reads every part of a company, and sends nothing but its number and the key', async () => {
    const answer = await register().read(number)
    assert(answer.is === 'found')
    assert.equal(answer.company.cases[0]?.practitioners[0]?.name, 'Imogen Madeup')
    assert.equal(answer.company.charges, 1)
    assert.equal(answer.company.controllers[0]?.isCompany, true)
    const sent = stub.requests.filter(({ url }) => url?.includes(number))
    assert.equal(sent.length, 5)
    for (const { method, url, headers } of sent) {
      assert.equal(method, 'GET')
      assert.match(url ?? '', /^\/company\/91234567(\/[a-z-]+(\?items_per_page=\d+)?)?$/)
      assert.equal(headers.cookie, undefined)
    }
  })

  test('a number that is not there is not found', async () => {
    assert.deepEqual(await register().read('90000404'), { is: 'not found', came: '' })
  })

  for (const [asked, is, says, seconds] of [
    ['00000429', 'failed', /more requests/, 42],
    ['00000500', 'failed', /fault 503/, 60],
    ['00000302', 'failed', /another address/, 3600],
    ['00000001', 'could not be read', /no JSON/, undefined],
    ['00000002', 'could not be read', /larger/, undefined],
  ] as const) {
    test(`${asked}: ${says.source}`, async () => {
      const answer = await register().read(asked)
      assert.equal(answer.is, is)
      assert.match(problemOf(answer), says)
      assert.equal(answer.is === 'failed' ? answer.tryAgainInSeconds : undefined, seconds)
    })
  }

  test('what is garbled is kept to look at, and nothing follows a redirect', async () => {
    const answer = await register().read('00000001')
    assert(answer.is === 'could not be read')
    assert.match(answer.came, /maintenance/)
    assert.deepEqual(elsewhere.requests, [])
  })

  test('waits no longer than it is told', async () => {
    const answer = await register({ milliseconds: 50 }).read('00000003')
    assert.match(problemOf(answer), /too long/)
  })

  test('a key that is not theirs is said, not guessed at', async () => {
    const answer = await register({ key: 'another' }).read(number)
    assert.match(problemOf(answer), /key/)
  })

  test('a register that is not there is not reached', async () => {
    const gone = await aRegisterServer({})
    await gone.close()
    const answer = await companiesHouse({ address: gone.address, key: 'k' }).read(number)
    assert.match(problemOf(answer), /reached/)
  })

  test('keeps within the limit: after 500 requests in five minutes it waits for the oldest to pass', async () => {
    let now = 0
    const one = companiesHouse({ address: stub.address, key: stub.key, elapsed: () => now })
    for (let n = 0; n < 100; n++) {
      assert.equal(one.secondsToWait(), 0)
      await one.read(number)
    }
    assert.equal(one.secondsToWait(), 300)
    now = 299_000
    assert.equal(one.secondsToWait(), 1)
    now = 300_000
    assert.equal(one.secondsToWait(), 0)
  })
})
