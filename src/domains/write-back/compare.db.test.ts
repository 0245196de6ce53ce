import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { post } from '#debts'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { day, valueOf } from './testing/index.ts'
import { aMonthOf } from './testing/month.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const aCouncil = (count: number) => aMonthOf(database, ++councils, count)

suite('a month that is compared', () => {
  test('has a set-off once for each of its accounts, whichever of them its source has told of', async () => {
    const council = await aCouncil(2)
    const [from = '', to = ''] = council.accounts
    await council.inCouncil(db =>
      post(db, {
        councilId: council.councilId,
        actor: 'officer',
        entry: {
          kind: 'transfer',
          effectiveOn: day('2026-11-20'),
          reference: 'moved',
          narrative: 'Set off',
          sourceKind: 'set-off',
          sourceId: 'moved',
          postings: [{ debit: from, credit: to, amount: 40_00n }],
        },
      }),
    )
    await council.keep()
    const heardOn = (account: string) =>
      council.inCouncil(db =>
        db.run(sql`
          insert into debts.heard_back (council_id, entry_id, source_reference, account_id)
          select ${council.councilId}::int, id, 'test:' || ${account}::text, ${account}::uuid
          from debts.entry where council_id = ${council.councilId}::int and reference = 'moved'`),
      )
    for (const [heard, theirs] of [
      [from, 1_040_00n],
      [to, 1_000_00n],
    ] as const) {
      await heardOn(heard)
      valueOf(await council.compare())
      const found = await council.found()
      assert.deepEqual([found.ours, found.theirs, found.unexplained], [1_000_00n, theirs, 0n])
    }
  })

  test('knows what the source accepted and posted after the day of its list', async () => {
    const council = await aCouncil(2)
    await council.pay(0, 'p1', 20_00n, '2026-11-30')
    await council.pay(1, 'p2', 30_00n, '2026-11-30')
    await council.keep('2026-12-01')
    valueOf(await council.make('2026-12-01'))
    valueOf(
      await council.reply([
        { number: 1, amount: -20_00n },
        { number: 2, amount: -30_00n },
      ]),
    )
    valueOf(await council.lists({ 1: 500_00, 2: 470_00 }))
    valueOf(await council.compare())
    const { accepted, unanswered, unexplained } = await council.found()
    assert.deepEqual([accepted, unanswered, unexplained], [-20_00n, 0n, 0n])
  })

  test('takes a list that names an account which arrived after it', async () => {
    const council = await aCouncil(1)
    valueOf(await council.lists({ 1: 500_00, later: 70_00 }))
    valueOf(await council.compare())
    assert.deepEqual(
      (await council.differences()).map(({ reference, accountId }) => [reference, accountId]),
      [['later', null]],
    )
    await council.inCouncil(async db => {
      await db.run(sql`
        insert into debts.account (council_id, id, source, reference, debt_type, lead_party_id, due_on, charged, as_at)
        select council_id, gen_random_uuid(), source, 'later', debt_type, lead_party_id, due_on, charged, as_at
        from debts.account where council_id = ${council.councilId}::int`)
      await db.run(sql`
        insert into debts.ledger_account (council_id, id, kind, account_id)
        select council_id, id, 'account', id from debts.account where council_id = ${council.councilId}::int and reference = 'later'`)
    })
    valueOf(await council.compare())
    const [only, more] = await council.differences()
    assert.deepEqual(
      [only?.reference, only?.ours, only?.theirs, more],
      ['later', 0n, 70_00n, undefined],
    )
  })
})
