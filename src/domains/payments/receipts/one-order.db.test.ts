import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { moveReceipt } from './move-receipt.ts'
import { aReceivingCouncil } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const receiving = () =>
  aReceivingCouncil(database, ++councils, [
    { reference: '70000012H', name: 'Priya Okafor' },
    { reference: '70000013D', name: 'Owen Castle' },
  ])
type Council = Awaited<ReturnType<typeof receiving>>
const hers = { remittance: '70000012H', amount: '50.00', reference: 'A' }
const nobodys = { remittance: 'NOBODY KNOWS', amount: '11.00', reference: 'B' }

/**
 * Does the work while somebody has suspense and then takes the first account, as who posts from suspense to that account does. Where the
 * work had the account and waited for suspense, the two would wait for each other: here the account is refused.
 */
async function besidePosting(
  { councilId, accounts, inCouncil }: Council,
  work: () => Promise<unknown>,
) {
  // PGlite has one connection: there nothing else begins meanwhile.
  if (database.engine !== 'PostgreSQL') return work()
  let working: Promise<unknown> | undefined
  await inCouncil(async db => {
    await db.run(sql`
      select from debts.ledger_account where council_id = ${councilId}::int and kind = 'suspense' for no key update`)
    working = work()
    while (
      (await database.run(sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)) ===
      0
    );
    await db.run(sql`
      select from debts.ledger_account
      where council_id = ${councilId}::int and id = ${accounts[0] ?? null}::uuid for no key update nowait`)
  })
  return working
}

suite('suspense is taken before accounts', () => {
  test('by a statement that places one payment and does not know whose another is', async () => {
    const council = await receiving()
    await besidePosting(council, () => council.takeCredits(hers, nobodys))
    assert.deepEqual([await council.balance(0), await council.suspense()], [450_00n, 11_00n])
  })

  test('by whoever moves a payment that was never in suspense', async () => {
    const council = await receiving()
    await council.takeCredits(hers)
    const { councilId, accounts, inCouncil } = council
    const [{ id: receiptId } = { id: '' }] = await council.receipts()
    const parts = [{ accountId: accounts[1] ?? '', amount: 50_00n }]
    await besidePosting(council, () =>
      inCouncil(async db => {
        const asked = { councilId, receiptId, parts, why: 'It was his', actor: 'system:test' }
        assert((await moveReceipt(db, asked)).ok)
      }),
    )
    assert.deepEqual([await council.balance(0), await council.balance(1)], [500_00n, 450_00n])
  })
})
