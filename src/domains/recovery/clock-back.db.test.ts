import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { type Clock, clockAt } from '#platform/clock.ts'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { placeHold } from '#protections'
import { letterDispatcher } from './dispatch.ts'
import { releaseRun } from './release.ts'
import {
  aCouncilInArrears,
  approveOn,
  effectToSend,
  onDay,
  planOn,
  valueOf,
} from './testing/nights.ts'
import { asked } from './testing/proposing.ts'

const database = await aDatabase()
after(() => database.close())
const day = '2026-04-15'

/** Hands the next letter over at a moment, and says what became of it. */
async function sentBy(councilId: number, clock: Clock): Promise<string> {
  const effect = await effectToSend(database, councilId)
  assert(effect)
  // However often it was tried.
  const problem = await letterDispatcher(async () => {}, clock)(database, {
    ...effect,
    attempts: 9,
  }).then(
    () => '',
    (fault: unknown) => String(fault),
  )
  await database.run(sql`
    update platform.effect set state = 'queued' where council_id = ${councilId}::int and state = 'sending'`)
  const { servedOn, cancelledWhy } = await database.one(
    z.object({ servedOn: z.string().nullable(), cancelledWhy: z.string().nullable() }),
    sql`
      select served_on::text, cancelled_why from recovery.action
      where council_id = ${councilId}::int and id = ${effect.actionId}::uuid`,
  )
  return problem || (cancelledWhy ?? servedOn ?? 'nothing')
}

suite('a clock that went back', () => {
  for (const [councilId, of] of [
    [1, 'a run'],
    [2, 'an officer’s step'],
  ] as const) {
    test(`sends no letter of ${of} as of an earlier day, and gives none up; it goes when the clock has caught up`, async () => {
      const {
        accounts: [account = ''],
      } = await aCouncilInArrears(database, councilId, 1)
      const run = await planOn(database, councilId, day)
      if (of === 'a run') {
        await approveOn(database, councilId, run, day)
        await releaseRun(database, { councilId, runId: run.id, clock: onDay(day) })
      } else valueOf(await asked(database, councilId, { account, day }))
      assert.match(
        await sentBy(councilId, onDay('2026-04-05')),
        /clock of this machine went back 14400 minutes/,
      )
      // A second or two is what clocks do.
      assert.equal(await sentBy(councilId, clockAt('2026-04-15T01:59:00Z')), day)
    })
  }
})

test('a hold that begins while the gate waits for its lock stops the letter', async () => {
  const {
    parties: [party = ''],
  } = await aCouncilInArrears(database, 3, 2)
  const run = await planOn(database, 3, day)
  await approveOn(database, 3, run, day)
  const second = (n: number) => Temporal.Instant.from(`${day}T02:00:0${n}Z`)
  const began = second(1)
  // What a clock shows to somebody who waits: the moment before, and then one after it began.
  const passing = (): Clock => {
    const moments = [second(0)]
    return { now: () => moments.pop() ?? second(2) }
  }
  await asCouncil(database, 3, async db => {
    valueOf(
      await placeHold(db, {
        councilId: 3,
        partyId: party,
        kind: 'breathing space',
        startsAt: began,
        receivedAt: began,
        reason: 'They told us',
        actor: 'officer',
      }),
    )
  })
  await releaseRun(database, { councilId: 3, runId: run.id, clock: onDay(day) })
  const said = [await sentBy(3, passing()), await sentBy(3, passing())]
  assert.deepEqual(said.sort(), [day, 'On hold since the plan: Breathing space'])
})
