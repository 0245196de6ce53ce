import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import type { Policy } from '../policy.ts'
import { councilTaxInEngland } from '../regimes/index.ts'
import { decide, rulesOf, waiting } from '../rules.ts'
import { sheetsOf } from '../sheets.ts'
import { somePolicies } from '../testing/policies.ts'
import { aCouncilInArrears, dayOf, onDay, pay, planOn } from '../testing/nights.ts'
import { simulationAsJson, simulationSchema } from './result.ts'
import { simulate } from './simulate.ts'

const database = await aDatabase()
after(() => database.close())
const day = '2026-06-05'
const asked = { councilId: 1, asAt: dayOf(day), at: onDay(day).now() } as const
const debtType = 'council tax'

const anId = z.object({ id: z.string() })
const simulationCounts = z.object({
  decisions: z.number(),
  items: z.number(),
  versions: z.number(),
})

const withoutDisputes: Policy = {
  ...councilTaxEngland,
  holds: councilTaxEngland.holds.filter(({ name }) => name !== 'In dispute'),
}
const sooner: Policy = {
  ...councilTaxEngland,
  steps: councilTaxEngland.steps.map(step =>
    step.name === 'Reminder'
      ? { ...step, when: [{ fact: 'since due', atLeast: '1 day' } as const] }
      : step,
  ),
}
const later: Policy = {
  ...councilTaxEngland,
  steps: councilTaxEngland.steps.map(step =>
    step.name === 'Reminder'
      ? { ...step, when: [{ fact: 'since due', atLeast: '60 days' }, ...step.when] }
      : step,
  ),
}

const simulating = (policy: Policy) =>
  asCouncil(database, 1, db => simulate(db, { ...asked, tried: [{ debtType, policy }] }))

suite('simulating a policy on the book', () => {
  before(async () => {
    const council = await aCouncilInArrears(database, 1, 30)
    for (const [n, account] of council.accounts.entries()) {
      await pay(database, council, account, BigInt(n + 1) * 33_00n)
    }
    await database.run(sql`
      insert into protections.hold
        (council_id, id, party_id, kind, starts_at, received_at, recorded_by, reason, source)
      select 1, gen_random_uuid(), lead_party_id, 'dispute', '2026-05-01', '2026-05-01', 'a test', 'a test', 'officer'
      from (select lead_party_id from debts.account where council_id = 1 order by id limit 4) as four`)
    await planOn(database, 1, day)
  })

  test('what is in force already changes nothing', async () => {
    const { accounts, moved, moves } = await simulating(councilTaxEngland)
    assert.equal(accounts, 30)
    assert.equal(moved, 0)
    assert.deepEqual(moves, [])
  })

  test('a hold that is left out holds all the same where somebody placed one, and says by which rule', async () => {
    const simulation = await simulating(withoutDisputes)
    assert(simulation.moved > 0)
    for (const move of simulation.moves) {
      assert.deepEqual(
        [move.from.rule, move.to.rule, move.effect],
        ['In dispute', 'A dispute runs', 'nothing different'],
      )
      assert(move.samples.length > 0)
      for (const { before, after } of move.samples)
        for (const says of [before, after]) assert.match(says, /✔ the debt is in dispute/)
    }
  })

  test('a shorter wait has reminders sooner, and of nobody on hold', async () => {
    const { moves } = await simulating(sooner)
    assert.deepEqual(
      moves.map(({ from, to, effect }) => [from.rule, to.rule, effect]),
      [[waiting, 'Reminder', 'sooner']],
    )
  })

  test('a longer wait is fewer reminders, which the account’s own facts explain on both sides', async () => {
    const simulation = await simulating(later)
    const [move] = simulation.moves
    assert(move)
    assert.deepEqual([move.from.rule, move.to.rule, move.effect], ['Reminder', waiting, 'later'])
    assert.match(move.samples[0]?.after ?? '', /✘ it is at least 60 days since/)
    const reminders = simulation.steps.find(({ step }) => step === 'reminder')
    assert.equal((reminders?.before ?? 0) - (reminders?.after ?? 0), move.accounts)
    const byStage = simulation.segments.filter(({ by }) => by === 'stage')
    assert.equal(
      byStage.reduce((sum, { moved }) => sum + moved, 0),
      simulation.moved,
    )
  })

  test('a step of the same name that does something else is a move, in every count', async () => {
    const policy: Policy = {
      ...councilTaxEngland,
      steps: councilTaxEngland.steps.map(step =>
        step.name === 'Reminder' ? { ...step, then: 'phone call' } : step,
      ),
    }
    const simulation = await simulating(policy)
    const [move] = simulation.moves
    assert(move)
    assert.deepEqual(
      [move.from, move.to, move.effect],
      [
        { rule: 'Reminder', outcome: 'reminder' },
        { rule: 'Reminder', outcome: 'phone call' },
        'another step',
      ],
    )
    assert(move.samples.length > 0)
    assert.equal(simulation.moved, move.accounts)
    const byType = simulation.segments.filter(({ by }) => by === 'type of debt')
    assert.deepEqual(
      byType.map(({ moved, movedBalance }) => [moved, movedBalance]),
      [[move.accounts, move.balance]],
    )
  })

  test('nothing live changes, and what is kept is read back as it was', async () => {
    const counted = () =>
      database.many(
        simulationCounts,
        sql`
          select (select count(*)::int from recovery.decision) as decisions,
            (select count(*)::int from recovery.run_item) as items,
            (select count(*)::int from recovery.policy_version) as versions`,
      )
    const was = await counted()
    const simulation = await simulating(later)
    assert.deepEqual(await counted(), was)
    assert.deepEqual(simulationSchema.parse(JSON.parse(simulationAsJson(simulation))), simulation)
  })

  test('property: the counts of any policy are those of deciding each account in memory', async () => {
    const law = councilTaxInEngland.on(asked.asAt).value
    const accountIds = await database.many(
      anId,
      sql`select id from debts.account where council_id = 1`,
    )
    const sheets = await asCouncil(database, 1, db =>
      sheetsOf(db, { ...asked, accountIds: accountIds.map(({ id }) => id) }),
    )
    const inForce = rulesOf(councilTaxEngland, law)
    await fc.assert(
      fc.asyncProperty(somePolicies, async policy => {
        const rules = rulesOf(policy, law)
        const expected: Record<string, number> = {}
        for (const { sheet } of sheets) {
          const from = decide(inForce, sheet)?.name ?? waiting
          const to = decide(rules, sheet)?.name ?? waiting
          if (from !== to) expected[`${from} → ${to}`] = (expected[`${from} → ${to}`] ?? 0) + 1
        }
        const { moves } = await simulating(policy)
        const counted = moves.map(({ from, to, accounts }) => [
          `${from.rule} → ${to.rule}`,
          accounts,
        ])
        assert.deepEqual(Object.fromEntries(counted), expected)
      }),
      { numRuns: 60 },
    )
  })
})
