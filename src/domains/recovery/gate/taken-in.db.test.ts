import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { releaseRun } from '../release.ts'
import { aCouncilInArrears, approveOn, drain, onDay, planOn } from '../testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

test('a run that is released after the morning’s file leaves out whom the file says something of', async () => {
  const {
    accounts: [told = ''],
  } = await aCouncilInArrears(database, 1, 3)
  const day = '2026-04-15'
  const run = await planOn(database, 1, day)
  await approveOn(database, 1, run, day)
  await database.run(sql`
    update debts.account set source_breathing_space_from = '2026-04-10', recorded_at = clock_timestamp()
    where council_id = 1 and id = ${told}::uuid`)
  await releaseRun(database, { councilId: 1, runId: run.id, clock: onDay(day) })
  await drain(database, 1, day)
  const items = await database.many(
    z.object({ isTold: z.boolean(), outcome: z.string(), reason: z.string().nullable() }),
    sql`
      select account_id = ${told}::uuid as is_told, outcome, reason from recovery.run_item
      where council_id = 1 order by is_told`,
  )
  assert.deepEqual(
    items.map(({ outcome }) => outcome),
    ['done', 'done', 'skipped'],
  )
  assert.match(items[2]?.reason ?? '', /Its source has told something that the next night takes in/)
})
