import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { stagesOf } from '../queries.ts'
import { aCouncilInArrears, planOn, wholeNight } from '../testing/nights.ts'
import { withdrawnWhole } from '../testing/withdrawing.ts'

const database = await aDatabase()
after(() => database.close())

suite('a withdrawn notice that its source had heard of', () => {
  test('does not come back as the source’s own, with a day or without; what the source sends since counts', async () => {
    const { accounts } = await aCouncilInArrears(database, 1, 3)
    const [withDay = '', withoutDay = '', since = ''] = accounts
    const run = await wholeNight(database, 1, '2026-04-15')
    await withdrawnWhole(database, 1, run)
    const tells = (account: string, on: string | null) =>
      database.run(sql`
        update debts.account set source_stage = 'reminder', source_reminder_on = ${on}::date
        where council_id = 1 and id = ${account}::uuid`)
    await tells(withDay, '2026-04-16')
    await tells(withoutDay, null)
    await tells(since, '2100-01-01')
    const next = await planOn(database, 1, '2026-04-17')
    const stages = await asCouncil(database, 1, db =>
      stagesOf(db, { councilId: 1, accountIds: accounts }),
    )
    assert.deepEqual(
      accounts.map(account => stages.get(account)),
      ['billed', 'billed', 'reminder'],
    )
    // Their reminder is still to be sent, in the right way.
    assert.equal(next.planned, 2)
  })
})
