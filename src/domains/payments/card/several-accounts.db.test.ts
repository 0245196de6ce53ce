import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { takeInTransactions } from '#debts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aPayingCouncil, valueOf } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aPayingCouncil(database, councilId, 2)

suite('a card payment over several accounts', () => {
  test('is on each of them, and is known again when their source tells of each part', async () => {
    const [one, other] = council.accounts
    assert(one !== undefined && other !== undefined)
    for (const table of [sql`debts.account set lead_party_id`, sql`debts.liability set party_id`])
      await database.run(
        sql`update ${table} = ${council.parties[0] ?? null}::uuid where council_id = ${councilId}::int`,
      )
    const parts = [
      { accountId: one, amount: 30_00n },
      { accountId: other, amount: 20_00n },
    ]
    const requestId = valueOf(await council.ask(one, 50_00n, { parts }))
    await council.typeCard(valueOf(await council.begin(requestId)))
    await council.look(requestId)
    await council.look(requestId)
    assert.deepEqual([await council.balance(one), await council.balance(other)], [970_00n, 980_00n])

    await council.inCouncil(db =>
      takeInTransactions(db, {
        councilId,
        actor: 'system:test',
        transactions: sql`
          select 'test' as source, 'T' || told.amount as transaction_reference, told.account_id, 'payment' as kind,
            told.amount, date '2026-06-02' as effective_on, 'Card' as narrative, '' as payer_name, '' as given_reference,
            'T' || told.amount as source_id
          from (values (${one}::uuid, 3000::bigint), (${other}::uuid, 2000)) as told (account_id, amount)`,
      }),
    )
    assert.deepEqual([await council.balance(one), await council.balance(other)], [970_00n, 980_00n])
  })
})
