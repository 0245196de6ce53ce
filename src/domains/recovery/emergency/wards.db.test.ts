import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { askToLift, findEmergencyStop } from '#administration'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { broughtWards } from '#wards/testing'
import { releaseRun, releaseStep } from '../release.ts'
import { aCouncilInArrearsAt, isForPropertyAt, outcomesOf } from '../testing/flooding.ts'
import { approveOn, dayOf, drain, onDay, pay, planOn, valueOf } from '../testing/nights.ts'
import { why } from '../why.ts'
import { stopEverything } from './begin.ts'
import { liftEverything } from './lift.ts'
import { accountsInNoWard } from './nobody.ts'
import { stoppedSteps } from './stopped.ts'

const database = await aDatabase()
after(() => database.close())

const day = '2026-04-15'
const outcomes = (councilId: number, runId: string, accounts: readonly string[]) =>
  outcomesOf(database, councilId, runId, accounts)

const flood = (
  councilId: number,
  wards: readonly string[],
  { areas = [], on = day }: { readonly areas?: readonly string[]; readonly on?: string } = {},
) =>
  asCouncil(database, councilId, db =>
    stopEverything(db, {
      councilId,
      areas,
      wards,
      because: 'The river',
      by: 'leader',
      today: dayOf(on),
    }),
  )

suite('an emergency stop of a ward', () => {
  test('pulls what is there: a property, or whoever owes it; and nothing elsewhere', async () => {
    const { accounts } = await aCouncilInArrearsAt(database, 1, [
      'TN4 8AB',
      'tn48ac',
      'TN4 8AD',
      'QX1 1AA',
      'QX1 1AA',
    ])
    const [, , , property = ''] = accounts
    await broughtWards(database, 1, 'TN48AB,R,Riverside', 'TN4 8AC,R,Riverside', 'TN4 8AD,H,Holme')
    await asCouncil(database, 1, db => isForPropertyAt(db, 1, property, 'TN4 8AB'))
    const run = await planOn(database, 1, day)
    await approveOn(database, 1, run, day)
    await releaseRun(database, { councilId: 1, runId: run.id, clock: onDay(day) })
    const stopId = valueOf(await flood(1, ['R']))
    await drain(database, 1, day)
    assert.deepEqual(await outcomes(1, run.id, accounts), [
      'skipped',
      'skipped',
      'done',
      'skipped',
      'done',
    ])
    await asCouncil(database, 1, async db => {
      assert.equal((await stoppedSteps(db, { councilId: 1, stopId })).total, 3)
      const stop = await findEmergencyStop(db, { councilId: 1, stopId })
      assert.deepEqual([stop?.wards, stop?.wardNames], [['R'], ['Riverside']])
    })
  })

  test('keeps the gate and the nights back as one of postcodes does, until it is lifted', async () => {
    const { accounts } = await aCouncilInArrearsAt(database, 2, ['TN4 8AB', 'TN4 8AD'])
    const [flooded = ''] = accounts
    await broughtWards(database, 2, 'TN4 8AB,R,Riverside', 'TN4 8AD,H,Holme')
    const run = await planOn(database, 2, day)
    await approveOn(database, 2, run, day)
    // As if it had begun between the plan and a crash, and pulled nothing: the gate alone keeps everything back.
    await database.run(sql`
      insert into administration.emergency_stop (council_id, id, areas, wards, ward_names, wards_from, because, begun_by)
      values (2, gen_random_uuid(), '{}', '{R}', '{Riverside}', 1, 'A test', 'leader')`)
    await releaseStep(database, { councilId: 2, runId: run.id, clock: onDay(day) })
    assert.deepEqual(await outcomes(2, run.id, accounts), ['skipped', 'released'])

    const next = await planOn(database, 2, '2026-04-16', true)
    assert.deepEqual(await outcomes(2, next.id, accounts), [undefined, undefined])
    const answer = valueOf(
      await asCouncil(database, 2, db =>
        why(db, { councilId: 2, account: flooded, on: dayOf('2026-04-16') }),
      ),
    )
    assert.match(answer.text, /On hold: Emergency stop/)
    const { id: stopId } = await asCouncil(database, 2, db =>
      db.one(
        z.object({ id: z.string() }),
        sql`select id from administration.emergency_stop where council_id = 2`,
      ),
    )
    await asCouncil(database, 2, async db => {
      const of = { councilId: 2, stopId }
      valueOf(await askToLift(db, { ...of, by: 'leader', because: 'It is dry', nights: 1 }))
      const reviewedAt = String((await findEmergencyStop(db, of))?.liftAskedAt)
      valueOf(
        await liftEverything(db, { ...of, by: 'another', on: dayOf('2026-04-20'), reviewedAt }),
      )
    })
    const after = await planOn(database, 2, '2026-04-21')
    assert.deepEqual(await outcomes(2, after.id, accounts), ['planned', undefined])
  })

  test('lets nothing go that it stopped when a later file says otherwise, and stops what the file adds', async () => {
    const { accounts } = await aCouncilInArrearsAt(database, 3, ['TN4 8AB', 'TN4 8AC', 'TN4 8AD'])
    await broughtWards(database, 3, 'TN4 8AB,R,Riverside', 'TN4 8AC,H,Holme', 'TN4 8AD,H,Holme')
    valueOf(await flood(3, ['R']))
    await broughtWards(database, 3, 'TN4 8AB,H,Holme', 'TN4 8AC,R,Riverside', 'TN4 8AD,H,Holme')
    const run = await planOn(database, 3, day)
    assert.deepEqual(await outcomes(3, run.id, accounts), [undefined, undefined, 'planned'])
  })

  test('and of postcodes stops both', async () => {
    const { accounts } = await aCouncilInArrearsAt(database, 4, ['TN4 8AB', 'TN4 8AC', 'QX1 1AA'])
    await broughtWards(database, 4, 'TN4 8AB,R,Riverside', 'TN4 8AC,H,Holme')
    valueOf(await flood(4, ['R'], { areas: ['QX1'] }))
    const run = await planOn(database, 4, day)
    assert.deepEqual(await outcomes(4, run.id, accounts), [undefined, 'planned', undefined])
  })

  test('that is none, or where nobody is known, is refused and stops nothing', async () => {
    await aCouncilInArrearsAt(database, 5, ['TN4 8AB'])
    await broughtWards(database, 5, 'TN4 8AB,R,Riverside', 'TN4 8AC,H,Holme')
    const says = async (wards: readonly string[]) => {
      const outcome = await flood(5, wards)
      assert(!outcome.ok)
      return outcome.refusal.says
    }
    assert.match(await says(['R', 'X']), /is not one of the council’s any more/)
    assert.match(await says(['R', 'H']), /is in Holme ward.*Nothing was stopped/)
    assert.equal(
      await database.run(sql`select from administration.emergency_stop where council_id = 5`),
      0,
    )
    await assert.rejects(
      database.run(sql`
        insert into administration.emergency_stop (council_id, id, areas, wards, ward_names, because, begun_by)
        values (5, gen_random_uuid(), '{}', '{R}', '{Riverside}', 'A test', 'leader')`),
      /wards_are_of_a_file/,
    )
  })

  test('does not find who is at a postcode of no ward, and so many are counted', async () => {
    const council = await aCouncilInArrearsAt(database, 6, [
      'TN4 8AB',
      'TN4 8ZZ',
      '',
      'TN4 8AB',
      'TN4 8ZZ',
    ])
    const [, , , property = '', paid = ''] = council.accounts
    await broughtWards(database, 6, 'TN4 8AB,R,Riverside')
    await asCouncil(database, 6, db => isForPropertyAt(db, 6, property, 'TN4 9ZZ'))
    await pay(database, council, paid, 1_000_00n)
    const many = await asCouncil(database, 6, db => accountsInNoWard(db, 6, dayOf(day)))
    assert.equal(many, 3, 'one lives there, one nowhere known, one has its property there')
  })
})
