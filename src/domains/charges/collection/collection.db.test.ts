import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { setFigure } from '#administration/testing'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aChargingCouncil, codeOf, day, valueOf } from '../testing/council.ts'
import { netOf, netRecovery } from './net-recovery.ts'
import { costsOn, type Spend, spend, undoCost } from './spend.ts'
import { approveSupplier, endSupplier, setSpendingLimit } from './suppliers.ts'

const database = await aDatabase()
after(() => database.close())

async function aSpendingCouncil(councilId: number, accounts = 1) {
  const council = await aChargingCouncil(
    database,
    councilId,
    Array.from({ length: accounts }, () => ({})),
  )
  const { inCouncil } = council
  const supplierId = valueOf(
    await inCouncil(db =>
      approveSupplier(db, {
        councilId,
        name: 'Finders Ltd',
        kinds: ['trace fee', 'post'],
        actor: 'anita',
      }),
    ),
  )
  for (const kind of ['trace fee', 'post', 'court fee'] as const)
    valueOf(
      await inCouncil(db =>
        setSpendingLimit(db, { councilId, kind, atOnce: 50_00n, aMonth: 80_00n, actor: 'anita' }),
      ),
    )
  let costs = 0
  const pays = (n: number, differences: Partial<Spend> = {}) => {
    costs += 1
    return inCouncil(db =>
      spend(db, {
        councilId,
        accountId: council.accounts[n] ?? '',
        kind: 'trace fee',
        supplierId,
        amount: 30_00n,
        spentOn: day('2026-05-04'),
        reference: `INV ${costs}`,
        today: day('2026-06-01'),
        actor: 'tom',
        ...differences,
      }),
    )
  }
  return { ...council, supplierId, pays }
}

suite('what collecting costs', () => {
  test('is spent with an approved supplier only, and never by whoever approved it', async () => {
    const { councilId, inCouncil, supplierId, pays, balance } = await aSpendingCouncil(1)
    valueOf(await pays(0))
    assert.equal(codeOf(await pays(0, { kind: 'court fee' })), 'not-approved')
    assert.equal(codeOf(await pays(0, { actor: 'anita' })), 'approved-by-you')
    assert.equal(codeOf(await pays(0, { spentOn: day('2026-06-02') })), 'day-to-come')
    assert.equal(await balance(0), 1_000_00n, 'nobody owes it')
    valueOf(
      await inCouncil(db =>
        endSupplier(db, { councilId, supplierId, why: 'Too slow', actor: 'anita' }),
      ),
    )
    assert.equal(codeOf(await pays(0)), 'not-approved')
  })

  test('is within the limit of one cost and of a month, to the penny', async () => {
    const { pays } = await aSpendingCouncil(2)
    assert.equal(codeOf(await pays(0, { amount: 50_01n })), 'over-at-once')
    valueOf(await pays(0, { amount: 50_00n }))
    assert.equal(codeOf(await pays(0, { amount: 30_01n })), 'over-a-month')
    valueOf(await pays(0, { amount: 30_00n }))
    assert.equal(codeOf(await pays(0, { amount: 1n })), 'over-a-month')
    valueOf(await pays(0, { amount: 50_00n, spentOn: day('2026-04-30') }))
    valueOf(await pays(0, { amount: 50_00n, kind: 'post' }))
  })

  test('is written down once, and what was wrong is taken off and said', async () => {
    const { councilId, inCouncil, accounts, pays } = await aSpendingCouncil(3)
    const costId = valueOf(await pays(0, { reference: 'A 1' }))
    assert.equal(codeOf(await pays(0, { reference: 'a 1' })), 'already-written')
    const undo = () =>
      inCouncil(db => undoCost(db, { councilId, costId, why: 'Another account', actor: 'tom' }))
    valueOf(await undo())
    assert.equal(codeOf(await undo()), 'already-undone')
    valueOf(await pays(0, { reference: 'A 1' }))
    const costs = await inCouncil(db => costsOn(db, { councilId, accountId: accounts[0] ?? '' }))
    assert.deepEqual(
      costs.map(({ undoneWhy }) => undoneWhy).toSorted(),
      ['Another account', null].toSorted(),
    )
  })

  test('past its limits, or with a supplier not approved, is refused by the database itself', async () => {
    const { councilId, inCouncil, accounts, supplierId } = await aSpendingCouncil(4)
    for (const [kind, amount, by] of [
      ['trace fee', 50_01n, 'tom'],
      ['court fee', 1n, 'tom'],
      ['trace fee', 1n, 'anita'],
    ] as const)
      await assert.rejects(
        inCouncil(db =>
          db.run(sql`
            insert into charges.spending (council_id, id, account_id, kind, supplier_id, amount, spent_on, reference, recorded_by)
            values (${councilId}::int, gen_random_uuid(), ${accounts[0] ?? ''}::uuid, ${kind}::text, ${supplierId}::uuid,
              ${amount}::bigint, '2026-05-04', 'x', ${by}::text)`),
        ),
        /over a limit|approved supplier/,
      )
  })

  test('is set against what came in within as many days of it as the council says: ninety unless it does', async () => {
    const { councilId, inCouncil, pays, pay, payBack, takeBack } = await aSpendingCouncil(5, 3)
    valueOf(await pays(0, { spentOn: day('2026-02-01') }))
    valueOf(await pays(0, { kind: 'post', amount: 2_00n, spentOn: day('2026-04-01') }))
    valueOf(await pays(1, { spentOn: day('2026-02-01') }))
    await pay(0, 100_00n, '2026-03-31')
    await pay(0, 40_00n, '2026-04-01')
    await pay(1, 70_00n, '2026-05-01')
    await pay(1, 60_00n, '2026-05-02')
    await pay(2, 55_00n, '2026-05-02')
    await takeBack(await pay(2, 5_00n, '2026-05-03'), '2026-05-03')
    const { channels, without } = await inCouncil(db =>
      netRecovery(db, { councilId, from: day('2026-02-01'), to: day('2026-05-31') }),
    )
    assert.deepEqual(
      channels.map(channel => [channel.name, channel.recovered, channel.spent, netOf(channel)]),
      [
        ['Tracing', 170_00n, 60_00n, 110_00n],
        ['Court', 0n, 0n, 0n],
        ['Agents', 0n, 0n, 0n],
        ['Letters', 40_00n, 2_00n, 38_00n],
      ],
    )
    assert.deepEqual([without.recovered, without.payments], [115_00n, 2])
    await payBack(0, 30_00n, '2026-04-02')
    const after = await inCouncil(db =>
      netRecovery(db, { councilId, from: day('2026-02-01'), to: day('2026-05-31') }),
    )
    assert.deepEqual(
      after.channels.map(({ recovered, payments }) => [recovered, payments]),
      [
        [170_00n, 2],
        [0n, 0],
        [0n, 0],
        [10_00n, 1],
      ],
    )
    // The cost of 1 February on the second account: a payment of 2 May counts once a day more does.
    const tracing = async (days: number) => {
      await inCouncil(db => setFigure(db, councilId, 'step-works', days))
      const found = await inCouncil(db =>
        netRecovery(db, { councilId, from: day('2026-02-01'), to: day('2026-05-31') }),
      )
      return [found.daysAStepWorks, found.channels[0]?.recovered]
    }
    assert.deepEqual(
      [await tracing(91), await tracing(89)],
      [
        [91, 230_00n],
        [89, 100_00n],
      ],
    )
  })
})
