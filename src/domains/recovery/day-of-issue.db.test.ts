import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { addDebtType, shippedDebtTypes } from '#debts'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { publishPolicy } from './policies-in-force.ts'
import { shippedPolicies } from './policies/index.ts'
import { sheetsOf } from './sheets.ts'
import { aCouncilInArrears, dayOf, onDay, pay, planOn, wholeNight } from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

/** A business rates account that is £100 behind since 1 April 2026, whose next instalment is of 1 May. */
async function ratesInArrears(councilId: number) {
  const council = await aCouncilInArrears(database, councilId, 1)
  const type = shippedDebtTypes.find(({ name }) => name === 'business rates')
  const policy = shippedPolicies('England')['business rates']
  assert(type && policy)
  await asCouncil(database, councilId, async db => {
    await addDebtType(db, councilId, type)
    await publishPolicy(db, {
      councilId,
      debtType: 'business rates',
      policy,
      from: dayOf('2020-02-01'),
      draftedBy: 'system:shipped',
      approvedBy: 'system:installer',
    })
  })
  await database.run(
    sql`update debts.account set debt_type = 'business rates' where council_id = ${councilId}::int`,
  )
  return { council, account: council.accounts[0] ?? '' }
}

const sheetOf = async (councilId: number, account: string, day: string) => {
  const [found] = await asCouncil(database, councilId, db =>
    sheetsOf(db, { councilId, accountIds: [account], asAt: dayOf(day), at: onDay(day).now() }),
  )
  assert(found)
  return found.sheet
}

suite('a reminder of business rates of 23 April, which counts as served some days later', () => {
  // It claimed what was to be paid until 29 April; seven days from its service would reach past 1 May.
  test('was not about the instalment of 1 May: that is a new default, and no summons rests on it', async () => {
    const { council, account } = await ratesInArrears(1)
    await wholeNight(database, 1, '2026-04-23')
    await pay(database, council, account, 100_00n, '2026-04-28')
    const sheet = await sheetOf(1, account, '2026-05-20')
    assert.equal(sheet['last notice'], 'reminder')
    assert((sheet['since notice'] ?? 99) < 24, 'its own days count from service')
    assert.equal(sheet['new default since notice'], true)
  })

  test('is the same when its source had sent it', async () => {
    const { council, account } = await ratesInArrears(2)
    await database.run(
      sql`update debts.account set source_reminder_on = '2026-04-23' where council_id = 2`,
    )
    await planOn(database, 2, '2026-04-24')
    await pay(database, council, account, 100_00n, '2026-04-28')
    const sheet = await sheetOf(2, account, '2026-05-20')
    assert.equal(sheet['last notice'], 'reminder')
    assert.equal(sheet['new default since notice'], true)
  })
})
