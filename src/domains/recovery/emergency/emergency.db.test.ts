import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { askToLift, emergencyStops, findEmergencyStop } from '#administration'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { runItems } from '../queries.ts'
import { releaseRun, releaseStep } from '../release.ts'
import { findRun } from '../run.ts'
import { approveOn, dayOf, drain, onDay, pay, planOn, valueOf } from '../testing/nights.ts'
import { aCouncilInArrearsAt, isForPropertyAt, outcomesOf, stopped } from '../testing/flooding.ts'
import { why } from '../why.ts'
import { liftEverything } from './lift.ts'
import { stoppedSteps } from './stopped.ts'

const database = await aDatabase()
after(() => database.close())

const day = '2026-04-15'

const aCouncilAt = (councilId: number, postcodes: readonly string[]) =>
  aCouncilInArrearsAt(database, councilId, postcodes)
const flood = (councilId: number, areas: readonly string[], on = day) =>
  stopped(database, councilId, areas, on)
const outcomes = (councilId: number, runId: string, accounts: readonly string[]) =>
  outcomesOf(database, councilId, runId, accounts)

const review = (councilId: number, stopId: string, nights: number) =>
  asCouncil(database, councilId, db =>
    askToLift(db, { councilId, stopId, by: 'leader', because: 'The water is gone', nights }),
  )

const reviewOf = (councilId: number, stopId: string) =>
  asCouncil(database, councilId, async db =>
    String((await findEmergencyStop(db, { councilId, stopId }))?.liftAskedAt),
  )

/** Lifts it on the review that stands, or on one that was `read` before. */
const lift = async (
  councilId: number,
  stopId: string,
  by: string,
  { on = day, read }: { readonly on?: string; readonly read?: string } = {},
) => {
  const reviewedAt = read ?? (await reviewOf(councilId, stopId))
  return asCouncil(database, councilId, db =>
    liftEverything(db, { councilId, stopId, by, on: dayOf(on), reviewedAt }),
  )
}

suite('an emergency stop', () => {
  test('pulls what is released and has not gone, there and nowhere else, and lists it', async () => {
    const { accounts } = await aCouncilAt(1, ['TN4 8AB', 'tn49aa', 'TN40 8AB', 'QX1 1AA'])
    const run = await planOn(database, 1, day)
    await approveOn(database, 1, run, day)
    await releaseRun(database, { councilId: 1, runId: run.id, clock: onDay(day) })
    const stopId = valueOf(await flood(1, ['TN4 8', 'TN4 9AA']))
    await drain(database, 1, day)
    assert.deepEqual(await outcomes(1, run.id, accounts), ['skipped', 'skipped', 'done', 'done'])
    await asCouncil(database, 1, async db => {
      const { steps, total } = await stoppedSteps(db, { councilId: 1, stopId })
      assert.equal(total, 2)
      assert.deepEqual(steps.map(({ accountId }) => accountId).sort(), accounts.slice(0, 2).sort())
      assert.deepEqual([...new Set(steps.map(({ actionKind }) => actionKind))], ['reminder'])
      const found = await findRun(db, 1, run.id)
      assert.deepEqual([found?.status, found?.done, found?.skipped], ['done', 2, 2])
      const gone = await db.run(sql`
        select from recovery.action where council_id = 1 and dispatched_at is not null and cancelled_at is null`)
      assert.equal(gone, 2)
    })
  })

  test('pulls what is for a property there, wherever whoever owes it lives', async () => {
    const { accounts } = await aCouncilAt(11, ['QX1 1AA', 'QX1 1AA'])
    const [flooded = ''] = accounts
    await asCouncil(database, 11, db => isForPropertyAt(db, 11, flooded, 'TN4 8AB'))
    const run = await planOn(database, 11, day)
    valueOf(await flood(11, ['TN4 8']))
    assert.deepEqual(await outcomes(11, run.id, accounts), ['skipped', 'planned'])
  })

  test('of a district stops what is planned, and the nights find it on hold until it is lifted', async () => {
    const { accounts } = await aCouncilAt(2, ['TN4 8AB', 'TN40 8AB'])
    const [flooded = ''] = accounts
    const run = await planOn(database, 2, day)
    await approveOn(database, 2, run, day)
    const stopId = valueOf(await flood(2, ['TN4']))
    await releaseRun(database, { councilId: 2, runId: run.id, clock: onDay(day) })
    await drain(database, 2, day)
    assert.deepEqual(await outcomes(2, run.id, accounts), ['skipped', 'done'])

    const next = await planOn(database, 2, '2026-04-16', true)
    assert.deepEqual(await outcomes(2, next.id, accounts), [undefined, undefined])
    const answer = valueOf(
      await asCouncil(database, 2, db =>
        why(db, { councilId: 2, account: flooded, on: dayOf('2026-04-16') }),
      ),
    )
    assert.match(answer.text, /On hold: Emergency stop/)
    assert.match(answer.text, /✔ an emergency has stopped recovery there/)

    valueOf(await review(2, stopId, 1))
    valueOf(await lift(2, stopId, 'another', { on: '2026-04-20' }))
    const after = await planOn(database, 2, '2026-04-21')
    assert.deepEqual(await outcomes(2, after.id, accounts), ['planned', undefined])
  })

  test('everywhere holds whoever the gate is asked about, also where the plan is older', async () => {
    const { accounts } = await aCouncilAt(3, ['TN4 8AB', 'QX1 1AA'])
    const run = await planOn(database, 3, day)
    await approveOn(database, 3, run, day)
    // A stop that pulled nothing (as if it had begun between the plan and a crash): the gate alone keeps everything back.
    await database.run(sql`
      insert into administration.emergency_stop (council_id, id, areas, because, begun_by)
      values (3, gen_random_uuid(), '{}', 'A test', 'leader')`)
    await releaseStep(database, { councilId: 3, runId: run.id, clock: onDay(day) })
    assert.deepEqual(await outcomes(3, run.id, accounts), ['skipped', 'skipped'])
    assert.equal(await drain(database, 3, day), 0)
  })

  test('waits for the letter that is being written: it went before, and is not on the list', async () => {
    const { accounts } = await aCouncilAt(4, ['TN4 8AB'])
    const run = await planOn(database, 4, day)
    await approveOn(database, 4, run, day)
    await releaseRun(database, { councilId: 4, runId: run.id, clock: onDay(day) })
    let stopping: ReturnType<typeof flood> | undefined
    await drain(database, 4, day, async () => {
      stopping = flood(4, [])
    })
    assert(stopping)
    const stopId = valueOf(await stopping)
    assert.deepEqual(await outcomes(4, run.id, accounts), ['done'])
    const { total } = await asCouncil(database, 4, db => stoppedSteps(db, { councilId: 4, stopId }))
    assert.equal(total, 0)
  })

  test('is lifted only on a review, by another person, and the database says so too', async () => {
    await aCouncilAt(5, ['TN4 8AB'])
    const stopId = valueOf(await flood(5, []))
    const says = async (asked: ReturnType<typeof lift>) => {
      const outcome = await asked
      assert(!outcome.ok)
      return outcome.refusal.says
    }
    assert.match(await says(lift(5, stopId, 'another')), /Nobody has reviewed/)
    valueOf(await review(5, stopId, 3))
    assert.match(await says(lift(5, stopId, 'leader')), /somebody else lifts it/)
    // What the second person read is what they lift: another review by the same person is another.
    const read = await reviewOf(5, stopId)
    valueOf(await review(5, stopId, 3))
    assert.match(await says(lift(5, stopId, 'another', { read })), /changed since you looked/)
    assert.match(await says(lift(5, stopId, 'another', { read: 'x' })), /changed since you looked/)
    await assert.rejects(
      database.run(sql`
        update administration.emergency_stop set lifted_by = 'leader', lifted_on = ${day}::date where council_id = 5`),
      /lifted_by_a_second_person/,
    )
    valueOf(await lift(5, stopId, 'another'))
    assert.match(await says(lift(5, stopId, 'another')), /was lifted already/)
  })

  test('comes back over its nights: each account once, none before its turn, and not all together', async () => {
    const many = 40
    const { accounts } = await aCouncilAt(
      6,
      Array.from({ length: many }, () => 'TN4 8AB'),
    )
    const stopId = valueOf(await flood(6, ['TN4']))
    await planOn(database, 6, day)
    valueOf(await review(6, stopId, 4))
    valueOf(await lift(6, stopId, 'another'))
    const back = new Map<string, string>()
    for (const night of ['2026-04-16', '2026-04-17', '2026-04-18', '2026-04-19']) {
      // Hearing of every account again does not bring it back before its turn.
      await database.run(
        sql`update debts.account set recorded_at = clock_timestamp() where council_id = 6`,
      )
      const run = await planOn(database, 6, night)
      const items = await asCouncil(database, 6, db =>
        runItems(db, { councilId: 6, runId: run.id, limit: 500 }),
      )
      for (const { accountId } of items) if (!back.has(accountId)) back.set(accountId, night)
    }
    assert.deepEqual([...back.keys()].sort(), accounts.toSorted())
    const nights = Object.values(Object.groupBy([...back.values()], night => night))
    assert.equal(nights.length, 4)
    assert(nights.every(accounts => (accounts?.length ?? 0) < many / 2))
  })

  test('is over for whoever is back: one that waits is not looked at again every night', async () => {
    const council = await aCouncilAt(10, ['TN4 8AB', 'TN4 8AC'])
    for (const account of council.accounts)
      await pay(database, council, account, 100_00n, '2026-04-14')
    const stopId = valueOf(await flood(10, ['TN4']))
    await planOn(database, 10, day)
    valueOf(await review(10, stopId, 28))
    valueOf(await lift(10, stopId, 'another'))
    // As if its last night were still to come: both of these are back before it.
    await database.run(sql`
      update administration.emergency_stop set lifted_on = lifted_on - 26 where council_id = 10`)
    await planOn(database, 10, '2026-04-16', true)
    const due = await database.many(
      z.object({ outcome: z.string(), due: z.string() }),
      sql`
        select last_outcome as outcome, next_review_on::text as due
        from recovery.account_state where council_id = 10`,
    )
    assert.deepEqual(
      due,
      council.accounts.map(() => ({ outcome: 'wait', due: '2026-05-02' })),
    )
  })

  test('where nobody lives is refused, and stops nothing', async () => {
    await aCouncilAt(7, ['TN4 8AB'])
    const outcome = await flood(7, ['TN4', 'TN48'])
    assert(!outcome.ok)
    assert.match(outcome.refusal.says, /is in TN48\. Nothing was stopped/)
    assert.deepEqual(await asCouncil(database, 7, db => emergencyStops(db, 7)), [])
  })

  test('reads a postcode as it is written, with its space or without', async () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['TN4 8AB', 'TN4', true],
      ['tn4 8ab', 'TN4 8', true],
      ['TN48AB', 'TN4 8AB', true],
      ['TN40 8AB', 'TN4', false],
      ['TN4 9AB', 'TN4 8', false],
      ['SW1A 1AA', 'SW1A', true],
      ['SW1A 1AA', 'SW1', false],
      ['', 'TN4', false],
    ]
    for (const [postcode, area, isIn] of cases) {
      const { found } = await database.transaction(db =>
        db.one(
          z.object({ found: z.boolean() }),
          sql`select administration.is_in_area(${postcode}::text, ${area}::text) as found`,
        ),
      )
      assert.equal(found, isIn, `${postcode} in ${area}`)
    }
  })
})
