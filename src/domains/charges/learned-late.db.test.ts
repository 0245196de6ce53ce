import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { dueCharges } from './night.ts'
import { aChargingCouncil, codeOf, day, valueOf } from './testing/council.ts'
import { waive } from './waive.ts'

const database = await aDatabase()
after(() => database.close())

const interest = {
  kind: 'late payment interest',
  authorityOn: day('2025-12-01'),
  today: '2026-06-10',
} as const
/** Of £1,000 at 11.75%, February to May. */
const fourMonths = 38_63n

let councils = 0
const aCouncil = (...debts: Parameters<typeof aChargingCouncil>[2]) =>
  aChargingCouncil(database, (councils += 1), debts)

suite('what is learned late', () => {
  test('a payment taken back is owed again from its day, and its interest with it', async () => {
    const { charge, pay, takeBack, night, charged } = await aCouncil({})
    const payment = await pay(0, 400_00n, '2026-03-01')
    const id = valueOf(await charge(0, interest))
    const less = await charged(id)
    assert(less !== undefined && less < fourMonths)
    await takeBack(payment, '2026-03-01')
    await night('2026-06-11')
    assert.equal(await charged(id), fourMonths)
  })

  test('costs of a day within a moratorium are taken off by a reversal, and cannot be charged again', async () => {
    const { charge, hold, night, balance, statement } = await aCouncil({ debtType: 'council tax' })
    const costs = {
      kind: 'summons costs',
      authorityOn: day('2026-03-02'),
      hearingOn: day('2026-04-10'),
      amount: 65_00n,
      today: '2026-03-20',
    } as const
    valueOf(await charge(0, costs))
    await hold(0, 'mental health crisis', '2026-03-01', '2026-05-01')
    assert.equal(await night('2026-05-10'), 1)
    assert.equal(await night('2026-05-10'), 0)
    assert.equal(await balance(0), 1_000_00n)
    assert.deepEqual(
      (await statement(0)).map(({ kind, part }) => [kind, part]),
      [
        ['charge', 'principal'],
        ['costs', 'costs'],
        ['reversal', 'costs'],
      ],
    )
    assert.equal(codeOf(await charge(0, { ...costs, today: '2026-05-10' })), 'moratorium-covered')
    const later = { ...costs, authorityOn: day('2026-05-04'), hearingOn: day('2026-06-10') }
    valueOf(await charge(0, { ...later, today: '2026-05-10' }))
  })

  test('while a moratorium runs nothing is charged, and interest of the days before it waits', async () => {
    const { councilId, charge, hold, pay, takeBack, night, charged, stop, start, inCouncil } =
      await aCouncil({}, {})
    const due = async () => {
      // One that has ended is read for no other reason.
      await database.run(sql`
        update charges.component set ends_on = '2026-05-31', ended_by = 'x', ended_why = 'x'
        where council_id = ${councilId}::int`)
      const found = await inCouncil(db => dueCharges(db, { councilId }))
      await database.run(sql`
        update charges.component set ends_on = null, ended_by = null, ended_why = null
        where council_id = ${councilId}::int`)
      return found
    }
    const payment = await pay(0, 400_00n, '2026-03-01')
    const id = valueOf(await charge(0, interest))
    const posted = await charged(id)
    await hold(0, 'breathing space', '2026-06-01', '2099-01-01')
    await takeBack(payment, '2026-03-01')
    assert.equal(await night('2026-07-02'), 0)
    assert.equal(await charged(id), posted)
    // Nothing on record changes when it runs out, and what waits is read every night until then.
    assert((await due()).includes(id))
    assert.equal(codeOf(await start(id, '2026-07-02')), 'still-held')
    assert.equal(codeOf(await stop(id, '2026-06-02', '2026-07-02')), 'is-stopped')
    await hold(1, 'breathing space', '2026-06-01', '2099-01-01')
    assert.equal(codeOf(await charge(1, interest)), 'moratorium-runs')
  })

  test('a hold that was taken back before it began stops nothing', async () => {
    const { councilId, parties, charge, night, charged, inCouncil } = await aCouncil({})
    const id = valueOf(await charge(0, interest))
    await inCouncil(db =>
      db.run(sql`
        insert into protections.hold (council_id, id, party_id, account_id, kind, starts_at, ends_at, lifted_at, lifted_by, lifted_why,
          received_at, recorded_by, reason, source)
        values (${councilId}::int, gen_random_uuid(), ${parties[0] ?? ''}::uuid, null, 'insolvency', '2026-06-15', null, '2026-06-12',
          'x', 'It was somebody else', now(), 'x', 'The source system says so', 'source system')`),
    )
    await night('2026-07-02')
    // And the 30 days of June.
    assert.equal(await charged(id), 48_29n)
  })

  test('after a moratorium a person lets interest run again, from that day; after an insolvency nobody can', async () => {
    const { charge, hold, night, charged, start } = await aCouncil({}, {})
    const id = valueOf(await charge(0, interest))
    const other = valueOf(await charge(1, interest))
    await hold(0, 'breathing space', '2026-06-01', '2026-07-30')
    await hold(1, 'insolvency', '2026-04-16')
    await night('2026-09-01')
    assert.equal(await charged(id), fourMonths)
    valueOf(await start(id, '2026-09-01'))
    assert.equal(codeOf(await start(id, '2026-09-01')), 'not-stopped')
    await night('2026-10-01')
    // And the 30 days of September.
    assert.equal(await charged(id), 48_29n)
    assert.equal(await charged(other), 23_82n)
    assert.equal(codeOf(await start(other, '2026-09-01')), 'never-again')
    const fixed = { ...interest, kind: 'late payment compensation', today: '2026-09-01' } as const
    assert.equal(codeOf(await charge(1, fixed)), 'insolvent')
  })

  test('a judgment ends the interest before it, with what was posted for later days', async () => {
    const { charge, charged, night, parts, balance } = await aCouncil({})
    const late = valueOf(await charge(0, interest))
    const judged = valueOf(
      await charge(0, {
        kind: 'judgment interest',
        authorityOn: day('2026-04-15'),
        amount: 1_063_82n,
        today: '2026-06-10',
      }),
    )
    assert.equal(await charged(late), 23_82n)
    // 15 days of April and 31 of May at 8% on the judgment.
    assert.equal(await charged(judged), 10_73n)
    await night('2026-06-11')
    assert.equal(await charged(late), 23_82n)
    assert.deepEqual(
      (await parts(0)).map(({ name }) => name),
      ['The debt itself', 'Late payment interest between businesses', 'Interest on a judgment'],
    )
    assert.equal(await balance(0), 1_000_00n + 23_82n + 10_73n)
  })

  test('what was waived is not given back as money when the interest turns out to be less', async () => {
    const { councilId, inCouncil, charge, hold, night, charged, parts, balance } = await aCouncil(
      {},
    )
    const id = valueOf(await charge(0, interest))
    await inCouncil(db =>
      db.run(sql`
        insert into charges.waiver_limit (council_id, role, amount, set_by)
        values (${councilId}::int, 'team leader', 100000, 'test')`),
    )
    valueOf(
      await inCouncil(db =>
        waive(db, {
          councilId,
          componentId: id,
          amount: 30_00n,
          reason: 'hardship',
          because: 'Seen their budget',
          roles: ['team leader'],
          today: day('2026-06-10'),
          actor: 'tom',
        }),
      ),
    )
    await hold(0, 'breathing space', '2026-02-10', '2026-04-10')
    await night('2026-06-11')
    assert.equal(await charged(id), 30_00n)
    assert.equal((await parts(0)).at(-1)?.left, 0n)
    assert.equal(await balance(0), 1_000_00n)
    assert.equal(await night('2026-06-12'), 0)
  })
})

suite('a night', () => {
  test('that is killed at any of its transactions posts once when it is run again', async () => {
    const { councilId, charge, night, balance } = await aCouncil({}, {}, {})
    for (const n of [0, 1, 2]) valueOf(await charge(n, { ...interest, today: '2026-02-10' }))
    for (const when of ['before', 'after'] as const) {
      const month = when === 'before' ? '2026-03-01' : '2026-04-01'
      await assert.rejects(night(month, killed(when)), /killed/)
      await night(month)
      await night(month)
    }
    for (const n of [0, 1, 2]) assert.equal(await balance(n), 1_018_99n)
    const { entries } = await database.one(
      z.object({ entries: z.bigint() }),
      sql`select count(*) as entries from charges.component_entry where council_id = ${councilId}::int`,
    )
    assert.equal(entries, 6n)
  })

  test('reads what runs and what changed, and nothing else', async () => {
    const { councilId, charge, pay, night } = await aCouncil({}, { debtType: 'council tax' })
    const costs = { kind: 'summons costs', hearingOn: day('2026-04-10'), amount: 65_00n } as const
    valueOf(await charge(1, { ...costs, authorityOn: day('2026-03-02'), today: '2026-03-20' }))
    valueOf(await charge(0, interest))
    const read = async () => {
      const due = await asCouncil(database, councilId, db => dueCharges(db, { councilId }))
      return database.many(
        z.object({ kind: z.string() }),
        sql`select kind from charges.component where council_id = ${councilId}::int and id = any(${[...due]}::uuid[]) order by kind`,
      )
    }
    await night('2026-06-12')
    assert.deepEqual(await read(), [{ kind: 'late payment interest' }])
    await pay(1, 10_00n, '2026-06-01')
    assert.deepEqual(await read(), [{ kind: 'late payment interest' }, { kind: 'summons costs' }])
  })
})

/** A database whose user is killed as its work commits: just before, or just after. */
const killed = (when: 'before' | 'after'): Database => ({
  ...database,
  transaction: async work => {
    await database.transaction(async db => {
      await work(db)
      if (when === 'before') throw new Error('killed')
    })
    throw new Error('killed')
  },
})
