import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { aCollectingCouncil, day } from '../direct-debit/testing/council.ts'
import { camt, camtEntry } from '../statements/testing.ts'
import { addBankAccount } from './bank-accounts.ts'
import { takeStatement } from './take-statement.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
/** A council whose file of £100 was taken on 1 June 2026, and what became of the lines of a statement of that day. */
async function collected(...credits: readonly Parameters<typeof camtEntry>[0][]) {
  const councilId = ++councils
  const council = await aCollectingCouncil(database, councilId, 2)
  const [one = '', other = ''] = council.accounts
  await council.told(one)
  await council.send('2026-06-01', '2026-05-26')
  await council.night('2026-06-01')
  assert.equal(await council.balance(one), 900_00n)
  await council.inCouncil(db =>
    addBankAccount(db, {
      councilId,
      number: '20201555555555',
      name: 'Collection account',
      actor: 'system:test',
    }),
  )
  const reference = 'CT7000456'
  await database.run(sql`
    update debts.account set reference = ${reference}
    where council_id = ${councilId}::int and id = ${other}::uuid`)
  const entries = credits.map((credit, n) =>
    camtEntry({ on: '2026-06-01', amount: '100.00', reference: `R${n}`, ...credit }),
  )
  const taken = await takeStatement(database, {
    councilId,
    fileName: 'statement.xml',
    bytes: (async function* () {
      yield Buffer.from(camt(entries))
    })(),
    today: day('2026-06-02'),
    actor: 'system:test',
  })
  assert(taken.ok, taken.ok ? '' : taken.refusal.says)
  const lines = await council.inCouncil(db =>
    db.many(
      z.object({ state: z.string(), why: z.string() }),
      sql`select state, why from payments.bank_line where council_id = ${councilId}::int order by line`,
    ),
  )
  return {
    states: lines.map(({ state }) => state),
    whys: lines.map(({ why }) => why),
    collectedFrom: await council.balance(one),
    other: await council.balance(other),
  }
}

suite('what Bacs pays in for a file', () => {
  test('is explained, and its collections are on their accounts once', async () => {
    const { states, whys, collectedFrom } = await collected({ remittance: 'BACS', name: 'TESTHAM' })
    assert.deepEqual(states, ['explained'])
    assert.match(whys[0] ?? '', /^Direct debits of 1 June 2026, posted collection by collection/)
    assert.equal(collectedFrom, 900_00n)
  })

  test('is never somebody’s own payment of as much on the day, whichever line is first', async () => {
    const { states, other } = await collected(
      { remittance: 'CT 7000456', name: 'Person 2' },
      { remittance: 'BACS' },
    )
    assert.deepEqual(states, ['receipt', 'explained'])
    assert.equal(other, 900_00n)
  })

  test('is the one that names the file or the council’s number at Bacs', async () => {
    for (const remittance of ['DD 000002', 'SUN 987654 BACS', 'CONTRA'])
      assert.deepEqual((await collected({ remittance: 'thanks' }, { remittance })).states, [
        'receipt',
        'explained',
      ])
  })

  test('is for somebody to say where nothing tells it from another line', async () => {
    const { states, whys } = await collected({ remittance: 'thanks' }, { remittance: 'BACS' })
    assert.deepEqual(states, ['to explain', 'to explain'])
    assert.match(whys[0] ?? '', /one of the two is theirs/)
  })
})
