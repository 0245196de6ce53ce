import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { setFigure } from '#administration/testing'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { releaseRun } from './release.ts'
import { outcomesOf } from './testing/flooding.ts'
import { aCouncilInArrears, approveOn, onDay, planOn } from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

const day = '2026-04-20'

/** Two accounts late since 1 April, whose source last told of them six days before the night and on its day. */
async function oldAndNew(councilId: number): Promise<readonly string[]> {
  const { accounts } = await aCouncilInArrears(database, councilId, 2)
  await database.run(sql`
    update debts.account set as_at = case when id = ${accounts[0] ?? ''}::uuid then '2026-04-14'::date else ${day}::date end
    where council_id = ${councilId}::int`)
  return accounts
}
const agreed = (councilId: number, days: number) =>
  asCouncil(database, councilId, db => setFigure(db, councilId, 'figures-old', days))

suite('how old figures may be is the council’s own', () => {
  test('six days are new enough as Evenhand comes; a council that asks for five has none acted on', async () => {
    const accounts = await oldAndNew(1)
    const usual = await planOn(database, 1, day)
    assert.deepEqual(await outcomesOf(database, 1, usual.id, accounts), ['planned', 'planned'])
    const strict = await oldAndNew(2)
    await agreed(2, 5)
    const run = await planOn(database, 2, day)
    assert.deepEqual(await outcomesOf(database, 2, run.id, strict), [undefined, 'planned'])
  })

  test('what was planned before the council asked for newer figures is pulled at the gate', async () => {
    const accounts = await oldAndNew(3)
    const run = await planOn(database, 3, day)
    await approveOn(database, 3, run, day)
    await agreed(3, 5)
    await releaseRun(database, { councilId: 3, runId: run.id, clock: onDay(day) })
    assert.deepEqual(await outcomesOf(database, 3, run.id, accounts), ['skipped', 'released'])
  })

  test('the night after a change looks at every account again, whichever way it went', async () => {
    const accounts = await oldAndNew(4)
    await agreed(4, 5)
    await planOn(database, 4, day)
    await agreed(4, 6)
    const looser = await planOn(database, 4, '2026-04-21')
    assert.equal(looser.considered, 2)
    // By then the old one's are seven days old, one too many again; with eight allowed it goes on.
    assert.deepEqual(await outcomesOf(database, 4, looser.id, accounts), [undefined, 'planned'])
    await agreed(4, 8)
    const run = await planOn(database, 4, '2026-04-22')
    assert.deepEqual(await outcomesOf(database, 4, run.id, accounts), ['planned', 'planned'])
  })
})
