import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { aCouncilInArrears, planOn } from './domains/recovery/testing/nights.ts'
import { aTrial, entered } from './domains/recovery/testing/trials.ts'
import { verify } from './verify.ts'

const database = await aDatabase()
after(() => database.close())

suite('the invariants of a trial', () => {
  test('nothing is wrong with its nights; a decision of the challenger on the other side is found', async () => {
    await aCouncilInArrears(database, 1, 24)
    const trial = await aTrial(database, 1, { from: '2026-04-10' })
    await planOn(database, 1, '2026-04-10')
    const run = await planOn(database, 1, '2026-04-20')
    assert.deepEqual(await verify(database), [])
    const { champion } = await entered(database, { councilId: 1, trialId: trial.id })
    await database.run(sql`
      insert into recovery.decision
      select (jsonb_populate_record(decision, jsonb_build_object(
        'fingerprint', ${trial.fingerprint}::text, 'decided_on', '2026-04-21'))).*
      from recovery.decision as decision
      where decision.council_id = 1 and decision.run_id = ${run.id}::uuid
        and decision.account_id = ${champion[0] ?? ''}::uuid`)
    const found = await verify(database)
    assert.deepEqual(
      found.map(({ id, rows }) => [id, rows]),
      [['P01', 1]],
    )
  })
})
