import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { stop } from '../approve.ts'
import { releaseRun } from '../release.ts'
import { findRun } from '../run.ts'
import { aCouncilInArrearsAt, outcomesOf, stopped } from '../testing/flooding.ts'
import { approveOn, onDay, planOn, valueOf } from '../testing/nights.ts'
import { stoppedSteps } from './stopped.ts'

const database = await aDatabase()
after(() => database.close())

const day = '2026-04-15'
const oneByOne = { skip: database.engine === 'PGlite' && 'one connection has no races' }

/** Holds rows in a transaction of its own until it is let go. Answers when it has them. */
async function holdRows(rows: Sql, until: Promise<void>) {
  const taken = Promise.withResolvers<void>()
  const holder = database.transaction(async db => {
    await db.run(rows)
    taken.resolve()
    await until
  })
  await taken.promise
  return { holder }
}

/** Until so many wait for a lock. */
async function somebodyWaits(many = 1) {
  for (;;) {
    const { waiting } = await database.one(
      z.object({ waiting: z.number() }),
      sql`
        select count(distinct pid)::int as waiting from pg_locks
        where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`,
    )
    if (waiting >= many) return
    await setTimeout(20)
  }
}

suite('an emergency stop, while others work', () => {
  test(
    'begins while a night is planned, without waiting for it: the night is planned all the same',
    oneByOne,
    async () => {
      const { accounts } = await aCouncilInArrearsAt(database, 1, ['TN4 8AB', 'QX1 1AA'])
      const before = await planOn(database, 1, day)
      const held = Promise.withResolvers<void>()
      // Whoever holds an account keeps the night in the midst of its plan.
      const { holder } = await holdRows(
        sql`select from recovery.account_state where council_id = 1 for update`,
        held.promise,
      )
      const planning = planOn(database, 1, '2026-04-16')
      await somebodyWaits()
      const stopId = valueOf(await stopped(database, 1, ['TN4'], day).finally(() => held.resolve()))
      await holder
      await planning
      const found = await asCouncil(database, 1, db => findRun(db, 1, before.id))
      assert.equal(found?.status, 'cancelled')
      const { total } = await asCouncil(database, 1, db =>
        stoppedSteps(db, { councilId: 1, stopId }),
      )
      assert.deepEqual([total, accounts.length], [1, 2])
      assert.deepEqual(await outcomesOf(database, 1, before.id, accounts), ['skipped', 'skipped'])
    },
  )

  test(
    'and a run that is stopped at the same moment wait for each other in one order',
    oneByOne,
    async () => {
      await aCouncilInArrearsAt(database, 2, ['TN4 8AB', 'QX1 1AA'])
      const run = await planOn(database, 2, day)
      await approveOn(database, 2, run, day)
      await releaseRun(database, { councilId: 2, runId: run.id, clock: onDay(day) })
      const held = Promise.withResolvers<void>()
      const { holder } = await holdRows(
        sql`select from recovery.action where council_id = 2 for update`,
        held.promise,
      )
      const flooding = stopped(database, 2, [], day)
      await somebodyWaits()
      const stopping = asCouncil(database, 2, db =>
        stop(db, { councilId: 2, runId: run.id, by: 'another', because: 'The river' }),
      )
      await somebodyWaits(2)
      held.resolve()
      await holder
      valueOf(await flooding)
      const outcome = await stopping
      assert(!outcome.ok)
      const found = await asCouncil(database, 2, db => findRun(db, 2, run.id))
      assert.deepEqual([found?.status, found?.skipped], ['done', 2])
    },
  )
})
