import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { aChargingCouncil, codeOf, day, valueOf } from './testing/council.ts'
import { decideOnWaiver, waive, waiversOf } from './waive.ts'
import { setLimit } from './waiver-limits.ts'

const database = await aDatabase()
after(() => database.close())

const summons = {
  kind: 'summons costs',
  authorityOn: day('2026-03-02'),
  hearingOn: day('2026-04-10'),
  today: '2026-03-10',
} as const

suite('costs', () => {
  test('are charged once for a hearing, on the evidence, and stand apart from the debt', async () => {
    const { charge, balance, parts, statement } = await aChargingCouncil(database, 1, [
      { debtType: 'council tax', isOrganisation: false },
    ])
    valueOf(await charge(0, { ...summons, amount: 65_00n }))
    assert.equal(codeOf(await charge(0, { ...summons, amount: 65_00n })), 'already-charged')
    assert.equal(await balance(0), 1_065_00n)
    const order = {
      kind: 'liability order costs',
      authorityOn: day('2026-04-10'),
      hearingOn: summons.hearingOn,
    } as const
    valueOf(await charge(0, { ...order, amount: 30_00n, today: '2026-04-11' }))
    assert.deepEqual(
      (await parts(0)).map(({ name, left }) => [name, left]),
      [
        ['The debt itself', 1_000_00n],
        ['Costs of a summons', 65_00n],
        ['Costs of a liability order', 30_00n],
      ],
    )
    assert.deepEqual(
      (await statement(0)).map(({ part }) => part),
      ['principal', 'costs', 'costs'],
    )
  })

  test('are waived by one person within the limit of their role, and by two above it', async () => {
    const council = await aChargingCouncil(database, 2, [{ debtType: 'council tax' }])
    const { councilId, charge, inCouncil, balance } = council
    const componentId = valueOf(await charge(0, { ...summons, amount: 65_00n }))
    await inCouncil(db =>
      setLimit(db, { councilId, role: 'team leader', amount: 20_00n, actor: 'approver' }),
    )
    const asked = {
      councilId,
      componentId,
      reason: 'hardship',
      because: 'Seen their budget',
      roles: ['phone officer', 'team leader'],
      today: day('2026-03-11'),
      actor: 'tom',
    } as const
    const ask = (amount: bigint, differences: { actor?: string; roles?: readonly string[] } = {}) =>
      inCouncil(db => waive(db, { ...asked, amount, ...differences }))
    assert.equal(valueOf(await ask(15_00n)), 'made')
    assert.equal(valueOf(await ask(5_00n)), 'made')
    assert.equal(await balance(0), 1_045_00n)
    assert.equal(valueOf(await ask(1n)), 'asked', 'what was waived alone before counts')
    assert.equal(codeOf(await ask(1n)), 'waiver-waits')
    const [waiting] = await inCouncil(db => waiversOf(db, { councilId, ids: [componentId] }))
    assert(waiting)
    const decide = (actor: string, { agreed = true, of = componentId } = {}) =>
      inCouncil(db =>
        decideOnWaiver(db, {
          councilId,
          componentId: of,
          waiverId: waiting.id,
          agreed,
          today: day('2026-03-12'),
          actor,
        }),
      )
    assert.equal(codeOf(await decide('tom')), 'second-person')
    // Whoever may open one account decides on nothing of another's.
    assert.equal(codeOf(await decide('anita', { of: waiting.id })), 'nothing-waits')
    assert.equal(await balance(0), 1_045_00n)
    valueOf(await decide('anita'))
    assert.equal(await balance(0), 1_044_99n)
    assert.equal(codeOf(await decide('anita')), 'nothing-waits')
    assert.equal(codeOf(await ask(45_00n)), 'more-than-left')
    assert.equal(valueOf(await ask(44_99n, { roles: ['phone officer'], actor: 'grace' })), 'asked')
    const [another] = (
      await inCouncil(db => waiversOf(db, { councilId, ids: [componentId] }))
    ).filter(({ state }) => state === 'asked')
    const refuses = { councilId, componentId, waiverId: another?.id ?? '', agreed: false }
    const refuse = () =>
      inCouncil(db => decideOnWaiver(db, { ...refuses, today: day('2026-03-12'), actor: 'anita' }))
    valueOf(await refuse())
    assert.equal(codeOf(await refuse()), 'nothing-waits')
    assert.equal(await balance(0), 1_044_99n)
  })

  test('above a limit waived by one person are refused by the database itself', async () => {
    const { councilId, charge, inCouncil } = await aChargingCouncil(database, 3, [
      { debtType: 'council tax' },
    ])
    const componentId = valueOf(await charge(0, { ...summons, amount: 65_00n }))
    const { sql } = await import('#platform/sql.ts')
    for (const [state, aloneAs, decidedBy] of [
      ['made', 'team leader', null],
      ['made', null, null],
      ['made', null, 'tom'],
    ] as const)
      await assert.rejects(
        inCouncil(db =>
          db.run(sql`
            insert into charges.waiver (council_id, id, component_id, amount, reason, because, state, asked_by, alone_as, decided_by, decided_at, entry_id)
            select ${councilId}::int, gen_random_uuid(), ${componentId}::uuid, 1, 'hardship', 'x', ${state}::text, 'tom', ${aloneAs}::text,
              ${decidedBy}::text, case when ${decidedBy}::text is not null then now() end,
              (select entry_id from charges.component_entry where council_id = ${councilId}::int limit 1)`),
        ),
        /waived by two people|violates check/,
      )
  })
})

suite('interest', () => {
  test('of a late invoice is posted for the months that are over, once, however often the night is run', async () => {
    const { charge, night, balance, charged, statement } = await aChargingCouncil(database, 4, [{}])
    const id = valueOf(
      await charge(0, {
        kind: 'late payment interest',
        authorityOn: day('2025-12-01'),
        today: '2026-03-27',
      }),
    )
    // 28 days of February at 11.75%.
    assert.equal(await charged(id), 9_01n)
    assert.equal(await night('2026-03-28'), 0)
    assert.equal(await night('2026-04-01'), 1)
    assert.equal(await night('2026-04-01'), 0)
    assert.equal(await charged(id), 18_99n)
    assert.equal(await balance(0), 1_018_99n)
    assert.deepEqual(
      (await statement(0)).slice(1).map(({ narrative }) => narrative),
      ['Interest for February 2026 at 11.75% a year', 'Interest for March 2026 at 11.75% a year'],
    )
  })

  test('stops on the first day of a moratorium, however late it is learned of, and is not caught up', async () => {
    const { charge, night, charged, hold, statement, pay } = await aChargingCouncil(database, 5, [
      {},
    ])
    const id = valueOf(
      await charge(0, {
        kind: 'late payment interest',
        authorityOn: day('2025-12-01'),
        today: '2026-06-10',
      }),
    )
    // February to May: 120 days.
    assert.equal(await charged(id), 38_63n)
    await hold(0, 'breathing space', '2026-04-16', '2026-06-14')
    await night('2026-06-11')
    // To 15 April: 74 days.
    assert.equal(await charged(id), 23_82n)
    assert.equal(await night('2026-06-11'), 0)
    await night('2026-09-01')
    assert.equal(await charged(id), 23_82n)
    const kinds = (await statement(0)).map(({ kind, amount }) => [kind, amount])
    assert.deepEqual(kinds.filter(([kind]) => kind === 'reversal').length, 1, 'May went whole')
    assert.deepEqual(kinds.filter(([kind]) => kind === 'adjustment').length, 1, 'and half of April')
    await pay(0, 100_00n, '2026-03-31')
    await night('2026-09-02')
    // 59 days of £1,000 and 15 of £900.
    assert.equal(await charged(id), 23_34n)
  })
})
