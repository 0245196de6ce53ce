import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil, type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import { releaseRun } from './release.ts'
import { liveRun } from './run.ts'
import { carryOn, outcomeOf } from './testing/carry-on.ts'
import {
  aCouncilInArrears,
  approveOn,
  dayOf,
  drain,
  onDay,
  pay,
  planOn,
  wholeNight,
} from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

class Killed extends Error {}

/** A database whose process dies at its nth transaction: before it commits, or just after, before anybody hears. */
function dyingAt(n: number, when: 'before' | 'after'): Database {
  let begun = 0
  return {
    ...database,
    transaction: async work => {
      begun += 1
      const dies = begun === n
      const result = await database.transaction(async db => {
        const done = await work(db)
        if (dies && when === 'before') throw new Killed()
        return done
      })
      if (dies) throw new Killed()
      return result
    },
  }
}

suite('an interrupted night', () => {
  const day = '2026-04-15'

  test('killed at any transaction and carried on, it ends as one that was not', async () => {
    const whole = await aCouncilInArrears(database, 1, 24)
    await pay(database, whole, whole.accounts[3] ?? '', 95_00n)
    await carryOn(database, 1, day)
    const expected = await outcomeOf(database, 1)

    for (let n = 1; n <= 40; n += 3) {
      const councilId = 100 + n
      const council = await aCouncilInArrears(database, councilId, 24)
      await pay(database, council, council.accounts[3] ?? '', 95_00n)
      const dying = dyingAt(n, n % 2 === 0 ? 'before' : 'after')
      await carryOn(dying, councilId, day).catch((problem: unknown) => {
        if (!(problem instanceof Killed)) throw problem
      })
      await carryOn(database, councilId, day)
      await carryOn(database, councilId, day)
      assert.deepEqual(await outcomeOf(database, councilId), expected, `killed at transaction ${n}`)
    }
  })

  test('planned and released by two at once, everything happens once', async () => {
    await aCouncilInArrears(database, 2, 40)
    const [one, two] = await Promise.all([planOn(database, 2, day), planOn(database, 2, day)])
    assert.equal(one?.id, two?.id)
    const run = await asCouncil(database, 2, db => liveRun(db, 2, dayOf(day)))
    assert(run)
    await approveOn(database, 2, run, day)
    const release = () => releaseRun(database, { councilId: 2, runId: run.id, clock: onDay(day) })
    await Promise.all([release(), release()])
    await Promise.all([drain(database, 2, day), drain(database, 2, day)])
    await drain(database, 2, day)
    const sent = await database.run(
      sql`select 1 from recovery.action where council_id = 2 and dispatched_at is not null`,
    )
    assert.equal(sent, 40)
    assert.equal((await asCouncil(database, 2, db => liveRun(db, 2, dayOf(day))))?.status, 'done')
  })

  test('a hold and a letter cannot pass each other', async () => {
    const { parties } = await aCouncilInArrears(database, 3, 20)
    const run = await planOn(database, 3, day)
    await approveOn(database, 3, run, day)
    await releaseRun(database, { councilId: 3, runId: run.id, clock: onDay(day) })
    const moment = onDay(day).now().subtract({ hours: 1 })
    const hold = (partyId: string) =>
      asCouncil(database, 3, db =>
        placeHold(db, {
          councilId: 3,
          partyId,
          kind: 'dispute',
          startsAt: moment,
          receivedAt: moment,
          reason: 'Disputed',
          actor: 'officer',
        }),
      )
    await Promise.all([drain(database, 3, day), drain(database, 3, day), ...parties.map(hold)])
    await drain(database, 3, day)
    const passed = await database.run(sql`
      select 1 from recovery.action as action
      join protections.hold as hold on hold.council_id = action.council_id and hold.party_id = action.party_id
      where action.council_id = 3 and action.dispatched_at >= hold.recorded_at`)
    assert.equal(passed, 0)
    await wholeNight(database, 3, '2026-04-16')
    const standing = await database.run(sql`
      select 1 from recovery.action where council_id = 3 and dispatched_at is not null and cancelled_at is null`)
    assert.equal(standing, 0, 'what went before its hold was recorded is withdrawn')
  })
})
