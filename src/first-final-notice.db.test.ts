import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { type Policy, publishPolicy } from '#recovery'
import { councilTaxWales } from './domains/recovery/policies/council-tax.ts'
import { aCouncilInArrears, dayOf, wholeNight } from './domains/recovery/testing/nights.ts'
import { verify } from './verify.ts'

const database = await aDatabase()
after(() => database.close())

/** Final notice first: what the law of Wales leaves to a council since 1 April 2026, at the earliest day. */
const finalNoticeFirst: Policy = {
  ...councilTaxWales,
  name: 'Final notice first',
  steps: councilTaxWales.steps
    .filter(({ name }) => name !== 'Reminder')
    .map(step =>
      step.name === 'Final notice'
        ? { ...step, at: 'billed', when: [{ fact: 'since due', atLeast: '41 days' }] }
        : step,
    ),
}

async function aCouncilOf(
  councilId: number,
  { nation = 'Wales', due }: { readonly nation?: 'England' | 'Wales'; readonly due: string },
): Promise<string> {
  const {
    accounts: [account = ''],
  } = await aCouncilInArrears(database, councilId, 1, { nation })
  await database.run(sql`
    update debts.account set instalments_due_on = array(
      select ${due}::date + make_interval(months => n) from generate_series(0, 9) as n)
    where council_id = ${councilId}::int`)
  await asCouncil(database, councilId, db =>
    publishPolicy(db, {
      councilId,
      debtType: 'council tax',
      policy: finalNoticeFirst,
      from: dayOf('2026-01-01'),
      draftedBy: 'leader',
      approvedBy: 'approver',
    }),
  )
  return account
}

const nights = async (councilId: number, ...days: readonly string[]) => {
  for (const day of days) await wholeNight(database, councilId, day)
}

const says = z.object({ says: z.string() })

const stepsOf = async (within: Database, account: string) =>
  (
    await within.many(
      says,
      sql`
        select kind || ' ' || served_on as says from recovery.action
        where account_id = ${account}::uuid and served_on is not null and source = 'evenhand' order by served_on, kind`,
    )
  ).map(one => one.says)

suite('a final notice without a reminder before it', () => {
  test('goes in Wales on the forty-first day of what fell due on 1 April 2026, and the summons list follows in its time', async () => {
    const account = await aCouncilOf(1, { due: '2026-04-01' })
    await nights(
      1,
      '2026-05-11',
      '2026-05-12',
      '2026-06-02',
      '2026-06-03',
      '2026-06-08',
      '2026-06-09',
    )
    assert.deepEqual(await stepsOf(database, account), [
      'final notice 2026-05-12',
      'summons list 2026-06-09',
    ])
  })

  test('is pulled where the default is older than the law, and not even planned before it', async () => {
    const account = await aCouncilOf(2, { due: '2026-01-31' })
    await nights(2, '2026-03-31', '2026-04-01', '2026-04-02')
    assert.deepEqual(await stepsOf(database, account), [])
    const items = await database.many(
      says,
      sql`
        select run.business_date || ': ' || item.reason as says from recovery.run_item as item
        join recovery.run on run.council_id = item.council_id and run.id = item.run_id
        where item.council_id = 2 order by run.business_date limit 1`,
    )
    assert.deepEqual(items, [
      {
        says: '2026-04-01: A final notice may be the first only for what fell due since this law began',
      },
    ])
  })

  test('is never planned in England, by the same policy', async () => {
    const account = await aCouncilOf(3, { nation: 'England', due: '2026-04-01' })
    await nights(3, '2026-05-12', '2026-06-30')
    assert.deepEqual(await stepsOf(database, account), [])
    assert.equal(await database.run(sql`select 1 from recovery.run_item where council_id = 3`), 0)
  })

  test('is what a summons list rests on in Wales, where a source tells of a reminder on the same day', async () => {
    const account = await aCouncilOf(4, { due: '2026-04-01' })
    await database.run(sql`
      update debts.account set source_reminder_on = '2026-05-12', source_final_notice_on = '2026-05-12'
      where council_id = 4`)
    await nights(4, '2026-06-09')
    assert.deepEqual(await stepsOf(database, account), ['summons list 2026-06-09'])
    const rests = await database.many(
      says,
      sql`select previous_kind as says from recovery.action where council_id = 4 and kind = 'summons list'`,
    )
    assert.deepEqual(rests, [{ says: 'final notice' }])
  })

  test('breaks no invariant', async () => {
    assert.deepEqual(await verify(database), [])
  })
})
