import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { addCharge, componentsOn } from '#charges'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { holdsOn } from '#protections'
import type { Outcome } from '#values/outcome.ts'
import { noticesOn, stagesOf } from '../queries.ts'
import { releaseRun } from '../release.ts'
import { findRun } from '../run.ts'
import {
  aCouncilInArrears,
  approveOn,
  onDay,
  planOn,
  valueOf,
  wholeNight,
} from '../testing/nights.ts'
import { summonsCosts } from '../testing/bulk-mistake.ts'
import { apologiesOf } from '../testing/withdrawing.ts'
import { askToWithdraw } from './ask.ts'
import { withdrawalFile, withdrawnNotices } from './list.ts'
import { withdrawRun } from './withdraw-run.ts'
import { findWithdrawal, type Which } from './withdrawal.ts'

const database = await aDatabase()
after(() => database.close())

const ask = (councilId: number, runId: string, which: Which) =>
  asCouncil(database, councilId, db =>
    askToWithdraw(db, { councilId, runId, which, because: 'The wrong list', by: 'leader' }),
  )

const agree = (councilId: number, withdrawalId: string, by = 'approver') =>
  asCouncil(database, councilId, db => withdrawRun(db, { councilId, withdrawalId, by }))

const says = async (asked: Promise<Outcome<unknown>>) => {
  const outcome = await asked
  assert(!outcome.ok)
  return outcome.refusal.says
}

const apologise = (councilId: number) => apologiesOf(database, councilId)

const summons = (councilId: number, accountId: string) =>
  asCouncil(database, councilId, db => addCharge(db, summonsCosts(councilId, accountId)))

suite('a run that should not have gone', () => {
  test('is withdrawn in one act by two people: notices, stages, costs, letters of apology, a list', async () => {
    const { accounts } = await aCouncilInArrears(database, 1, 3)
    const [one = '', two = ''] = accounts
    await wholeNight(database, 1, '2026-04-15')
    const run = await wholeNight(database, 1, '2026-04-29')
    valueOf(await summons(1, one))
    // The day it went, late in the evening of London, and not a later one from which it counts.
    await database.run(sql`
      update recovery.action set dispatched_at = '2026-04-28T23:30:00Z', served_on = '2026-05-01'
      where council_id = 1 and run_id = ${run.id}::uuid`)

    const withdrawalId = valueOf(await ask(1, run.id, 'everything'))
    assert.match(await says(ask(1, run.id, 'everything')), /waits for a second person/)
    assert.match(await says(agree(1, withdrawalId, 'leader')), /somebody else agrees/)
    // Somebody died meanwhile: their family is written to by a person.
    await database.run(sql`
      update parties.party set deceased_on = '2026-04-01' where council_id = 1 and id = (
        select lead_party_id from debts.account where council_id = 1 and id = ${two}::uuid)`)
    assert.equal(valueOf(await agree(1, withdrawalId)), 3)
    assert.match(await says(agree(1, withdrawalId)), /decided already/)

    await asCouncil(database, 1, async db => {
      const notices = await noticesOn(db, { councilId: 1, accountId: one })
      assert.deepEqual(
        notices.map(({ kind, cancelledWhy }) => [kind, cancelledWhy]),
        [
          ['reminder', null],
          ['final notice', 'The run was withdrawn: The wrong list'],
        ],
      )
      assert.deepEqual(
        [...(await stagesOf(db, { councilId: 1, accountIds: accounts })).values()],
        ['reminder', 'reminder', 'reminder'],
      )
      const [costs] = await componentsOn(db, { councilId: 1, accountId: one })
      assert.deepEqual(
        [costs?.charged, costs?.takenOffWhy],
        [0n, 'The notice before them was withdrawn: The wrong list'],
      )
      const found = await findWithdrawal(db, { councilId: 1, withdrawalId })
      assert.deepEqual([found?.state, found?.notices, found?.costs], ['done', 3, 65_00n])
    })
    const letters = await apologise(1)
    assert.deepEqual([letters.length, letters[0]?.notice, letters[0]?.claimed], [2, 'apology', 0n])
    assert.deepEqual(
      letters.map(({ withdrawn }) => [`${withdrawn?.sentOn}`, withdrawn?.costs]),
      [
        ['2026-04-29', 65_00n],
        ['2026-04-29', 0n],
      ],
    )
    assert.deepEqual(await apologise(1), [])

    const listed = await asCouncil(database, 1, db =>
      withdrawnNotices(db, { councilId: 1, withdrawalId }),
    )
    const lines = withdrawalFile(listed).toString().trimEnd().split('\r\n')
    assert.equal(
      lines[0],
      'account,name,notice,sent_on,asked_for,withdrawn_on,costs_taken_off,apology,why_not,court_stage_on_hold',
    )
    assert.match(
      lines[1] ?? '',
      /^1,Person 1,final notice,2026-04-29,1000\.00,\d{4}-\d\d-\d\d,65\.00,sent,,$/,
    )
    assert.match(lines[2] ?? '', /^2,Person 2,final notice.*,0\.00,to be written by a person,,$/)
    assert.equal(lines.length, 4)
  })

  test('takes off no costs that are lawful without it: another notice carries them, or a call was all that went', async () => {
    const { accounts } = await aCouncilInArrears(database, 5, 3)
    const [carried = '', resting = '', rung = ''] = accounts
    await wholeNight(database, 5, '2026-04-15')
    const run = await wholeNight(database, 5, '2026-04-29')
    for (const account of accounts) valueOf(await summons(5, account))
    // Their source had sent one of its own before; and of the third somebody was asked to ring, no more.
    const told = (account: string, day: string) =>
      database.run(sql`
        insert into recovery.action
          (council_id, id, account_id, party_id, kind, period_key, source, decided_at, served_on, created_by, claimed, balance_at_decision)
        select 5, gen_random_uuid(), id, lead_party_id, 'final notice', 'before', 'source system', now(), ${day}::date, 'x', 0, 0
        from debts.account where council_id = 5 and id = ${account}::uuid`)
    await told(carried, '2026-04-20')
    await told(resting, '2026-06-01')
    await database.run(
      sql`update recovery.action set kind = 'phone call' where council_id = 5 and run_id = ${run.id}::uuid and account_id = ${rung}::uuid`,
    )
    const withdrawalId = valueOf(await ask(5, run.id, 'everything'))
    assert.equal(valueOf(await agree(5, withdrawalId)), 3)
    const charged = await Promise.all(
      accounts.map(async accountId => {
        const [costs] = await asCouncil(database, 5, db =>
          componentsOn(db, { councilId: 5, accountId }),
        )
        return costs?.charged
      }),
    )
    assert.deepEqual(charged, [65_00n, 0n, 65_00n])
  })

  test('holds the accounts of which a court has taken a step upon it, says so, and leaves those where it rests on another', async () => {
    const { accounts } = await aCouncilInArrears(database, 6, 3)
    const [summoned = '', ordered = '', before = ''] = accounts
    await wholeNight(database, 6, '2026-04-15')
    const run = await wholeNight(database, 6, '2026-04-29')
    const told = async (account: string, stage: string, on: string) => {
      await database.run(sql`
        update debts.account set source_stage = ${stage}, as_at = ${on}::date where council_id = 6 and id = ${account}::uuid`)
      await planOn(database, 6, on)
    }
    await told(summoned, 'summons', '2026-05-21')
    await told(ordered, 'summons', '2026-05-22')
    await told(ordered, 'liability order', '2026-06-22')
    await told(before, 'summons', '2026-06-23')
    await database.run(sql`
      update recovery.action set served_on = '2026-04-20' where council_id = 6 and kind = 'summons' and account_id = ${before}::uuid`)
    const withdrawalId = valueOf(await ask(6, run.id, 'everything'))
    valueOf(await agree(6, withdrawalId))
    await asCouncil(database, 6, async db => {
      const held: string[][] = []
      for (const accountId of accounts) {
        const holds = await holdsOn(db, { councilId: 6, accountId })
        held.push(holds.map(({ kind, reason, endsAt }) => `${kind}: ${reason}, ${endsAt}`))
      }
      assert.deepEqual(held, [
        ['other: The notice before the summons was withdrawn: The wrong list, null'],
        ['other: The notice before the liability order was withdrawn: The wrong list, null'],
        [],
      ])
      const listed = await withdrawnNotices(db, { councilId: 6, withdrawalId })
      assert.deepEqual(
        listed.map(({ courtStage }) => courtStage),
        ['summons', 'liability order', null],
      )
      assert.match(withdrawalFile(listed).toString(), /,summons\r\n.*,liability order\r\n.*,\r\n$/)
    })
  })

  test('is withdrawn in part: only what has no earlier step, once its source says that it sent none', async () => {
    const { accounts } = await aCouncilInArrears(database, 2, 4)
    const wrong = accounts.slice(0, 2)
    await database.run(sql`
      update debts.account set source_stage = 'reminder', source_reminder_on = '2026-04-10' where council_id = 2`)
    const run = await wholeNight(database, 2, '2026-04-29')
    assert.equal(run.planned, 4)
    assert.match(await says(ask(2, run.id, 'without its earlier step')), /lacks its earlier step/)
    // What Leicestershire found out in 2021: for these there had never been a reminder.
    await database.run(sql`
      update debts.account set source_stage = 'billed', source_reminder_on = null
      where council_id = 2 and id = any(${wrong}::uuid[])`)
    const withdrawalId = valueOf(await ask(2, run.id, 'without its earlier step'))
    assert.equal(valueOf(await agree(2, withdrawalId)), 2)
    const stages = await asCouncil(database, 2, db =>
      stagesOf(db, { councilId: 2, accountIds: accounts }),
    )
    assert.deepEqual(
      accounts.map(id => stages.get(id)),
      ['billed', 'billed', 'final notice', 'final notice'],
    )
    // The next night begins with them where the law does: at the reminder.
    const next = await planOn(database, 2, '2026-04-30')
    assert.equal(next.planned, 2)
  })

  test('what has not gone is stopped, what rests on it goes with it, and nobody is apologised to who got nothing', async () => {
    const { accounts } = await aCouncilInArrears(database, 3, 2)
    const reminders = await wholeNight(database, 3, '2026-04-15')
    await wholeNight(database, 3, '2026-04-29')
    const withdrawalId = valueOf(await ask(3, reminders.id, 'everything'))
    assert.equal(valueOf(await agree(3, withdrawalId)), 4)
    const stages = await asCouncil(database, 3, db =>
      stagesOf(db, { councilId: 3, accountIds: accounts }),
    )
    assert.deepEqual([...stages.values()], ['billed', 'billed'])

    const again = await planOn(database, 3, '2026-05-02')
    await approveOn(database, 3, again, '2026-05-02')
    await releaseRun(database, { councilId: 3, runId: again.id, clock: onDay('2026-05-02') })
    assert.match(await says(ask(3, again.id, 'everything')), /stopped, not withdrawn/)
    const status = await asCouncil(database, 3, db => findRun(db, 3, again.id))
    assert.equal(status?.status, 'running')
  })
})
