import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { countFromService } from './count-from-service.ts'
import { releaseRun } from './release.ts'
import { anAccountOf } from './testing/an-account.ts'
import {
  aCouncilInArrears,
  approveOn,
  dayOf,
  drain,
  onDay,
  planOn,
  wholeNight,
} from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
/** An account to which a reminder went on 23 April 2026. */
async function reminded(debtType: 'business rates' | 'council tax') {
  const councilId = ++councils
  if (debtType === 'council tax') await aCouncilInArrears(database, councilId, 1)
  else await anAccountOf(database, debtType, councilId)
  await wholeNight(database, councilId, '2026-04-23')
  const { id: actionId } = await database.one(
    z.object({ id: z.string() }),
    sql`select id from recovery.action where council_id = ${councilId}::int and kind = 'reminder' and served_on is not null`,
  )
  const count = (servedOn: string | null) =>
    asCouncil(database, councilId, db =>
      countFromService(db, {
        councilId,
        actionId,
        servedOn: servedOn === null ? null : dayOf(servedOn),
      }),
    )
  const counts = async () => {
    const { servedOn, lastNoticeOn } = await database.one(
      z.object({ servedOn: date, lastNoticeOn: date }),
      sql`
        select action.served_on, state.last_notice_on from recovery.action as action
        join recovery.account_state as state on state.council_id = action.council_id and state.account_id = action.account_id
        where action.council_id = ${councilId}::int and action.id = ${actionId}::uuid`,
    )
    assert.equal(`${servedOn}`, `${lastNoticeOn}`)
    return `${servedOn}`
  }
  return { councilId, count, counts }
}

suite('the day of service that an officer recorded', () => {
  test('moves the days of a business rates notice later, never sooner, and back when it is taken back', async () => {
    const { count, counts } = await reminded('business rates')
    const taken = await counts()
    assert.equal(taken, '2026-04-29', 'as second-class post, four working days')
    assert.equal(await count('2026-05-12'), true)
    assert.equal(await counts(), '2026-05-12')
    assert.equal(await count('2026-04-24'), true)
    assert.equal(await counts(), taken, 'served sooner than was taken: no day is lost')
    assert.equal(await count('2026-04-24'), false)
    await count('2026-05-12')
    assert.equal(await count(null), true)
    assert.equal(await counts(), taken)
  })

  test('does not move a council tax notice, which counts from its issue', async () => {
    const { count, counts } = await reminded('council tax')
    const issued = await counts()
    assert.equal(await count('2026-05-12'), false)
    assert.equal(await counts(), issued)
  })

  test('is known to a step that was released after it and has not gone; once one has gone nothing moves', async () => {
    const { councilId, count } = await reminded('business rates')
    const day = '2026-06-10'
    const run = await planOn(database, councilId, day)
    await approveOn(database, councilId, run, day)
    await releaseRun(database, { councilId, runId: run.id, clock: onDay(day) })
    const next = () =>
      database.one(
        z.object({ previousServedOn: date, isGone: z.boolean() }),
        sql`
          select previous_served_on, dispatched_at is not null as is_gone from recovery.action
          where council_id = ${councilId}::int and previous_kind = 'reminder'`,
      )
    assert.equal(await count('2026-05-12'), true)
    assert.deepEqual(
      [`${(await next()).previousServedOn}`, (await next()).isGone],
      ['2026-05-12', false],
    )
    await drain(database, councilId, day)
    assert.equal((await next()).isGone, true)
    assert.equal(await count('2026-05-20'), false)
    assert.equal(`${(await next()).previousServedOn}`, '2026-05-12')
  })
})
