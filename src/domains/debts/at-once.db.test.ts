import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { lockBalances, post } from './ledger.ts'
import { aCouncilWithAccounts, someEntry, type TestCouncil } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())

/** Posts in a transaction of its own; `looksFirst` takes the balance before, as whoever decides about it does. */
const posted = (
  council: TestCouncil,
  account: string,
  { reference, looksFirst }: { readonly reference: string; readonly looksFirst: boolean },
) =>
  asCouncil(database, council.councilId, async db => {
    const { councilId } = council
    if (looksFirst) await lockBalances(db, councilId, [account])
    const entry = someEntry(council, account, { reference, amount: 1n, kind: 'payment' })
    await post(db, { councilId, entry, actor: 'system:test' })
  })

suite('postings that come at once', () => {
  test('wait for each other and never for ever: each is posted, and every balance is what they come to', async () => {
    const council = await aCouncilWithAccounts(database, 1, 6)
    const rounds = 40
    for (let round = 0; round < rounds; round += 1) {
      await Promise.all(
        council.accounts.map((account, n) =>
          posted(council, account, {
            reference: `${round}/${n}`,
            looksFirst: (n + round) % 3 === 0,
          }),
        ),
      )
    }
    const balances = await database.many(
      z.object({ balance: pence }),
      sql`select balance from debts.ledger_account where council_id = 1 and kind = 'account'`,
    )
    assert.deepEqual(
      balances.map(({ balance }) => balance),
      council.accounts.map(() => BigInt(-rounds)),
    )
  })

  test('one that waited for its turn was recorded after whoever had the turn', async () => {
    const council = await aCouncilWithAccounts(database, 2, 1)
    const [account = ''] = council.accounts
    const [payment, turn] = await Promise.all([
      posted(council, account, { reference: 'late', looksFirst: false }),
      asCouncil(database, 2, async db => {
        await lockBalances(db, 2, [account])
        const { sawNone, at } = await db.one(
          z.object({ sawNone: z.boolean(), at: z.string() }),
          sql`
            select not exists (select from debts.entry where council_id = 2) as saw_none, clock_timestamp()::text as at`,
        )
        return { sawNone, at }
      }),
    ])
    assert.equal(payment, undefined)
    const { isAfter } = await database.one(
      z.object({ isAfter: z.boolean() }),
      sql`select recorded_at > ${turn.at}::timestamptz as is_after from debts.entry where council_id = 2`,
    )
    assert.equal(isAfter, turn.sawNone)
  })
})
