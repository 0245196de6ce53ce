import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil, type Database } from '#platform/db.ts'
import type { Effect } from '#platform/effects.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { letterDispatcher } from './dispatch.ts'
import { releaseRun } from './release.ts'
import { carryOn, outcomeOf } from './testing/carry-on.ts'
import {
  aCouncilInArrears,
  approveOn,
  drain,
  effectToSend,
  onDay,
  pay,
  planOn,
} from './testing/nights.ts'

// Goal: trouble beneath a night costs time, and never a letter twice, a letter lost or a connection.
// Method: the server really ends the connection in the middle of a transaction; a worker really comes back too late.

const database = await aDatabase()
after(() => database.close())
const day = '2026-04-15'
const skip = database.url === undefined && 'the embedded database has no connections to lose'

/** A database whose server ends the connection of the nth transaction, after its work and before it commits. */
function losing(n: number): Database {
  let begun = 0
  return {
    ...database,
    transaction: work =>
      database.transaction(async db => {
        begun += 1
        const loses = begun === n
        const done = await work(db)
        if (loses) await db.run(sql`select pg_terminate_backend(pg_backend_pid())`)
        return done
      }),
  }
}

suite('faults beneath a night', () => {
  test(
    'the server ends a connection in any transaction: carried on, the night ends as one that was not troubled',
    { skip },
    async () => {
      const whole = await aCouncilInArrears(database, 1, 12)
      await pay(database, whole, whole.accounts[3] ?? '', 95_00n)
      await carryOn(database, 1, day)
      const expected = await outcomeOf(database, 1)

      let troubled = 0
      for (let n = 1; n <= 40; n += 6) {
        const councilId = 100 + n
        const council = await aCouncilInArrears(database, councilId, 12)
        await pay(database, council, council.accounts[3] ?? '', 95_00n)
        await carryOn(losing(n), councilId, day).catch(() => (troubled += 1))
        await carryOn(database, councilId, day)
        assert.deepEqual(await outcomeOf(database, councilId), expected, `lost at transaction ${n}`)
      }
      assert.ok(troubled > 1, 'connections were lost where somebody heard of it')
      // More at once than there are connections: none of their places was lost.
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => database.run(sql`select pg_backend_pid()`)),
      )
      assert.deepEqual(new Set(answers), new Set([1]))
    },
  )

  test('a worker that was away past its lease and comes back writes nothing: the letter went once', async () => {
    await aCouncilInArrears(database, 2, 3)
    const run = await planOn(database, 2, day)
    await approveOn(database, 2, run, day)
    await releaseRun(database, { councilId: 2, runId: run.id, clock: onDay(day) })
    const written: string[] = []
    const late: Effect | undefined = await effectToSend(database, 2)
    assert(late)
    await drain(database, 2, day, async (_, { accountId }) => {
      written.push(accountId)
    })
    const before = await outcomeOf(database, 2)
    await letterDispatcher(async (_, { accountId }) => {
      written.push(`late ${accountId}`)
    }, onDay(day))(database, late).catch(() => undefined)
    assert.deepEqual(await outcomeOf(database, 2), before)
    assert.equal(written.length, 3)
    assert.equal(new Set(written).size, 3)
    const sent = await asCouncil(database, 2, db =>
      db.run(sql`
        select 1 from platform.effect where council_id = 2 and state = 'sent'`),
    )
    assert.equal(sent, 3)
  })
})
