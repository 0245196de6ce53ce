// Kills the server while an officer posts money, again and again: each time the same form is sent once more when it is back, and
// the money must be posted once and the officer told the same.
// node run.mjs tools/kill-posts.ts [--rounds 500] [--seed 7] [--pglite]
// On the PostgreSQL server of TEST_DATABASE_URL, in a database of its own; with --pglite or without a server, on the embedded one.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { addStaff } from '#administration'
import { migrate } from '#platform/migrate.ts'
import { sql } from '#platform/sql.ts'
import { aReceivingCouncil } from '../src/domains/payments/receipts/testing/council.ts'
import { verify } from '../src/verify.ts'
import { anInstallation } from './installation.ts'
import { chanceFrom } from './kill/works.ts'
import { aVisitor, hiddenOn } from './visitor.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '500' },
    seed: { type: 'string', default: '7' },
    pglite: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const chance = chanceFrom(Number(values.seed))
/** The server has had the form and dies at some moment of the work, or just after it. */
const longest = 200
const staff = { signInName: 'posts', password: 'a long enough password' }
const councilId = 1

const installation = await anInstallation(
  values.pglite ? undefined : process.env['TEST_DATABASE_URL'],
)
try {
  const { receipts, account } = await aCouncilWithMoneyInSuspense()
  let server = await served()
  const officer = aVisitor()
  const signedIn = await officer.signIn(server.address, staff.signInName, staff.password)
  assert.equal(signedIn.status, 303, 'signing in leads on')
  let answeredFirst = 0
  for (const [n, receipt] of receipts.entries()) {
    const path = `/receipts/${receipt}`
    const { text } = await officer.ask(server.address, path)
    const [_csrf, _key] = [hiddenOn(text, '_csrf'), hiddenOn(text, '_key')]
    const form = { _csrf, _key, account, why: 'She rang' }
    const first = officer.ask(server.address, path, form).catch(() => undefined)
    await after(chance() * longest)
    await server.kill()
    const told = await first
    server = await served()
    const again = await officer.ask(server.address, path, form)
    assert.equal(again.status, 303, `round ${n + 1}: sent again, it is answered`)
    if (told) {
      answeredFirst += 1
      assert.deepEqual(again, told, `round ${n + 1}: the second answer is the first`)
    }
    if ((n + 1) % 50 === 0) console.log(`${n + 1} of ${rounds}`)
  }
  await server.kill()
  const { posted, breaches } = await looked()
  assert.deepEqual(posted, receipts.length, 'each is posted once')
  assert.deepEqual(breaches, [])
  console.log(
    `${installation.engine}, seed ${values.seed}: ${rounds} times killed while money was posted (${answeredFirst} answered before), each posted once and told the same; every invariant held`,
  )
} finally {
  await installation.remove()
}

async function aCouncilWithMoneyInSuspense() {
  const database = await installation.open()
  await migrate(database)
  const council = await aReceivingCouncil(database, councilId, [
    { reference: '70000001A', name: 'MS ADA BYRNE', balance: 1_000_000_00n },
  ])
  await council.takeCredits(
    ...Array.from({ length: rounds }, (_, n) => ({
      amount: `${n + 1}.00`,
      reference: `R${n}`,
      remittance: 'NOBODY KNOWS',
      name: `PAYER ${n}`,
    })),
  )
  const added = await addStaff(database, {
    ...staff,
    name: 'Olu Posts',
    isTraining: true,
    appointments: [{ councilId, roles: ['local-taxation officer'] }],
  })
  assert(added.ok)
  const receipts = (await council.receipts()).map(({ id }) => id)
  assert.equal(receipts.length, rounds)
  await database.close()
  return { receipts, account: council.accounts[0] ?? '' }
}

async function looked() {
  const database = await installation.open()
  const { posted } = await database.one(
    z.object({ posted: z.number() }),
    sql`select count(*)::int as posted from payments.receipt_posting where council_id = ${councilId}::int`,
  )
  const breaches = await verify(database)
  await database.close()
  return { posted, breaches }
}

/** The program as a service manager runs it. */
async function served() {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, '..', 'src', 'main.ts'),
      'serve',
      '--port',
      '0',
    ],
    {
      env: { ...process.env, ...installation.settings, HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'close')
  for await (const line of createInterface(child.stdout)) {
    const [, address] = /^Evenhand is at (http:\S+)/.exec(line) ?? []
    if (address === undefined) continue
    child.stdout.resume()
    return {
      address,
      kill: async () => {
        child.kill('SIGKILL')
        await ended
      },
    }
  }
  throw new Error('The server did not start.')
}
