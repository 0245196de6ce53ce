import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { join } from '#parties'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { sum } from '#values/money.ts'
import { post, reverse } from './ledger.ts'
import { addedTo, sharersOf } from './made-up-of.ts'
import { accountsOf } from './queries.ts'
import { aCouncilWithAccounts, someEntry } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())
const council = await aCouncilWithAccounts(database, 1, 3)
const { councilId } = council
const [account = '', other = ''] = council.accounts
const [one = '', two = '', three = ''] = council.parties
const today = Temporal.PlainDate.from('2026-06-01')
const actor = 'system:test'
const idRow = z.object({ id: z.string() })

suite('what a person owes, looked into', () => {
  test('costs and interest are said beside the debt, without what was taken back', () =>
    asCouncil(database, councilId, async db => {
      for (const [kind, reference, amount] of [
        ['charge', 'bill', 1_000_00n],
        ['costs', 'summons', 70_00n],
        ['interest', 'may', 3_12n],
        ['interest', 'june', 4_00n],
      ] as const)
        await post(db, {
          councilId,
          entry: { ...someEntry(council, account, { reference, amount }), kind },
          actor,
        })
      const { id } = await db.one(
        idRow,
        sql`select id from debts.entry where council_id = ${councilId}::int and reference = 'june'`,
      )
      await reverse(db, { councilId, entryId: id, on: today, because: 'No interest', actor })
      assert.deepEqual(await addedTo(db, councilId, [account, other]), [
        { accountId: account, part: 'costs', amount: 70_00n },
        { accountId: account, part: 'interest', amount: 3_12n },
      ])
    }))

  test('a debt of two people is shown to each with the other’s name, and once to whoever is both of them', () =>
    asCouncil(database, councilId, async db => {
      await db.run(sql`
        insert into debts.liability (council_id, account_id, party_id, kind)
        values (${councilId}::int, ${account}::uuid, ${two}::uuid, 'joint'), (${councilId}::int, ${account}::uuid, ${three}::uuid, 'joint')`)
      const of = async (personId: string) =>
        (await sharersOf(db, councilId, { accountIds: [account], personId })).map(
          ({ name }) => name,
        )
      assert.deepEqual(await of(one), ['Person 2', 'Person 3'])
      assert.deepEqual(await of(two), ['Person 1', 'Person 3'])

      // Both records of one person are liable for it: it is still one debt.
      assert((await join(db, { councilId, one, other: two, why: 'test', actor })).ok)
      assert.deepEqual(await of(one), ['Person 3'])
      const owed = await accountsOf(db, councilId, one, today)
      assert.equal(owed.filter(({ id }) => id === account).length, 1)
      assert.equal(sum(owed.map(({ balance }) => balance)), 1_073_12n)
    }))
})
