import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { collectDue } from './due.ts'
import { endRemedy } from './remedies/end-remedy.ts'
import { anOrderToCarryOut, chosenFor, orderDays, tell } from './testing/choosing.ts'
import { dayOf, onDay, valueOf } from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

test('an answer, a list that is closed and a remedy that ends are due tonight, whatever day a night under way has written', async () => {
  const {
    accounts: [account = '', other = ''],
  } = await anOrderToCarryOut(database, 1, 2)
  const dueAfter = async (work: () => Promise<unknown>) => {
    const { at } = await database.one(
      z.object({ at: instant }),
      sql`select clock_timestamp() as at`,
    )
    await work()
    await database.run(
      sql`update recovery.account_state set next_review_on = null where council_id = 1`,
    )
    return asCouncil(database, 1, async db => {
      await collectDue(db, { councilId: 1, asAt: dayOf(orderDays.chosen), since: at })
      const rows = await db.many(
        z.object({ id: z.string() }),
        sql`select account_id as id from due where account_id in (${account}::uuid, ${other}::uuid)`,
      )
      return rows.map(({ id }) => id)
    })
  }
  assert.deepEqual(await dueAfter(async () => {}), [])
  const employed = { employment: 'employer known' }
  assert.deepEqual(await dueAfter(() => tell(database, 1, account, employed)), [account])
  const chosen = async () =>
    valueOf(await chosenFor(database, 1, { account, remedy: 'attachment of earnings' }))
  let choiceId = ''
  const choose = async () => {
    choiceId = (await chosen()).id
  }
  assert.deepEqual(await dueAfter(choose), [account])
  const end = () =>
    asCouncil(database, 1, async db =>
      valueOf(
        await endRemedy(db, {
          councilId: 1,
          accountId: account,
          choiceId,
          ending: 'called off',
          why: 'They pay by themselves',
          by: 'officer',
          today: dayOf(orderDays.chosen),
          now: onDay(orderDays.chosen).now(),
        }),
      ),
    )
  assert.deepEqual(await dueAfter(end), [account])
})
