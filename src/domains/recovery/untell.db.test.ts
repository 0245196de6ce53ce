import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { holdsOn } from '#protections'
import { referralsOn } from './referrals/referrals.ts'
import { aCouncilInArrears, wholeNight } from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

const says = (councilId: number, stage: string | null, on: string) =>
  database.run(sql`
    update debts.account set source_stage = ${stage}::text, as_at = ${on}::date, recorded_at = now()
    where council_id = ${councilId}::int`)

const state = (councilId: number) =>
  database.one(
    z.object({ stage: z.string(), lastRule: z.string(), hasOrder: z.boolean() }),
    sql`
      select state.stage, state.last_rule, decision.has_order
      from recovery.account_state as state
      join recovery.decision as decision
        on decision.council_id = state.council_id and decision.account_id = state.account_id
      where state.council_id = ${councilId}::int
      order by decision.decided_on desc, decision.run_id desc limit 1`,
  )

const holds = (councilId: number, accountId: string) =>
  asCouncil(database, councilId, db => holdsOn(db, { councilId, accountId }))

suite('what a source told of a court', () => {
  test('and tells no more stands no more: no remedy goes on, and a person looks', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 1, 1)
    await says(1, 'liability order', '2026-05-01')
    await wholeNight(database, 1, '2026-05-02')
    await says(1, 'liability order', '2026-05-19')
    await wholeNight(database, 1, '2026-05-20')
    assert.equal((await state(1)).stage, 'remedy decision')
    await says(1, 'final notice', '2026-05-21')
    await wholeNight(database, 1, '2026-05-22')
    assert.deepEqual(await state(1), {
      stage: 'final notice',
      lastRule: 'On hold',
      hasOrder: false,
    })
    const [hold] = await holds(1, account)
    assert.match(String(hold?.reason), /told of a liability order and says now: final notice/)
    const referrals = await asCouncil(database, 1, db =>
      referralsOn(db, { councilId: 1, accountId: account }),
    )
    assert.deepEqual(
      referrals.map(({ kind, returnCode }) => [kind, returnCode]),
      [['remedy decision', 'withdrawn']],
    )
  })

  test('and tells again is another, from its own day', async () => {
    await aCouncilInArrears(database, 2, 1)
    await says(2, 'liability order', '2026-05-01')
    await wholeNight(database, 2, '2026-05-02')
    await says(2, 'billed', '2026-05-03')
    await wholeNight(database, 2, '2026-05-04')
    assert.equal((await state(2)).stage, 'billed')
    for (const night of ['2026-05-11', '2026-05-12']) {
      await says(2, 'liability order', '2026-05-10')
      await wholeNight(database, 2, night)
      assert.equal((await state(2)).stage, 'liability order')
    }
    const told = await database.many(
      z.object({ servedOn: z.string(), stands: z.boolean() }),
      sql`
        select served_on::text, cancelled_at is null as stands from recovery.action
        where council_id = 2 and kind = 'liability order' order by served_on`,
    )
    assert.deepEqual(told, [
      { servedOn: '2026-05-01', stands: false },
      { servedOn: '2026-05-10', stands: true },
    ])
  })

  test('that closed a list of ours as ordered opens it again', async () => {
    await aCouncilInArrears(database, 3, 1)
    await database.run(sql`
      update debts.account set source_reminder_on = '2026-04-02', source_final_notice_on = '2026-04-16' where council_id = 3`)
    await wholeNight(database, 3, '2026-05-01')
    assert.equal((await state(3)).stage, 'summons list')
    await says(3, 'liability order', '2026-05-20')
    await wholeNight(database, 3, '2026-05-21')
    assert.equal((await state(3)).hasOrder, true)
    await says(3, 'final notice', '2026-05-25')
    await wholeNight(database, 3, '2026-05-26')
    assert.deepEqual(await state(3), {
      stage: 'final notice',
      lastRule: 'On hold',
      hasOrder: false,
    })
  })

  test('stands where its source tells no stage at all, or one further on', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 4, 1)
    await says(4, 'summons', '2026-05-01')
    await wholeNight(database, 4, '2026-05-02')
    await says(4, null, '2026-05-03')
    await wholeNight(database, 4, '2026-05-04')
    assert.equal((await state(4)).stage, 'summons')
    await says(4, 'liability order', '2026-05-05')
    await wholeNight(database, 4, '2026-05-06')
    assert.equal((await state(4)).stage, 'liability order')
    assert.deepEqual(await holds(4, account), [])
  })
})

suite('a notice that a source told of', () => {
  const standing = async (councilId: number) =>
    (
      await database.many(
        z.object({ kind: z.string() }),
        sql`
          select kind from recovery.action
          where council_id = ${councilId}::int and cancelled_at is null order by served_on, kind`,
      )
    ).map(({ kind }) => kind)

  test('and tells no more stands no more, nor what was sent on it; nobody is held, and it begins anew', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 5, 1)
    await says(5, 'reminder', '2026-04-20')
    await wholeNight(database, 5, '2026-04-21')
    await says(5, 'reminder', '2026-05-03')
    await wholeNight(database, 5, '2026-05-04')
    assert.deepEqual(await standing(5), ['reminder', 'final notice'])
    await says(5, 'billed', '2026-05-05')
    await wholeNight(database, 5, '2026-05-06')
    assert.deepEqual(await standing(5), ['reminder'])
    assert.equal((await state(5)).lastRule, 'Reminder')
    assert.deepEqual(await holds(5, account), [])
  })

  test('stands where only the stage goes back, and its day is still told', async () => {
    await aCouncilInArrears(database, 6, 1)
    await database.run(sql`
      update debts.account set source_reminder_on = '2026-04-20' where council_id = 6`)
    await says(6, 'reminder', '2026-04-20')
    await wholeNight(database, 6, '2026-04-21')
    await says(6, 'billed', '2026-04-22')
    await wholeNight(database, 6, '2026-04-23')
    assert.deepEqual(await standing(6), ['reminder'])
    assert.equal((await state(6)).stage, 'reminder')
  })
})
