import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { takeBookForFile } from '#debts'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aServer, someSession } from '#web/testing.ts'
import { writeLetter } from '#correspondence'
import { approve, stop, submit } from './approve.ts'
import { planNight } from './plan.ts'
import { failedByReason } from './queries.ts'
import { releaseRun, releaseStep } from './release.ts'
import { recoveryRoutes } from './routes.ts'
import { findRun } from './run.ts'
import {
  aCouncilInArrears,
  approveOn,
  dayOf,
  drain,
  onDay,
  planOn,
  valueOf,
} from './testing/nights.ts'

const database = await aDatabase()
after(() => database.close())

const statusOf = (councilId: number, runId: string) =>
  asCouncil(database, councilId, async db => {
    const run = await findRun(db, councilId, runId)
    assert(run)
    return `${run.status}: ${run.planned} planned, ${run.done} done, ${run.skipped} skipped, ${run.failed} failed`
  })

suite('what a night refuses', () => {
  test('nobody approves their own run, nor another plan than they saw, nor a strange one without a reason', async () => {
    await aCouncilInArrears(database, 7, 2)
    const { id: runId, contentHash } = await planOn(database, 7, '2026-04-15')
    const now = onDay('2026-04-15').now()
    const codeOf = (by: string, hash = contentHash) =>
      asCouncil(database, 7, async db => {
        const outcome = await approve(db, { councilId: 7, runId, by, contentHash: hash, now })
        return outcome.ok ? 'approved' : outcome.refusal.code
      })
    assert.equal(await codeOf('approver'), 'not-now')
    await asCouncil(database, 7, db => submit(db, { councilId: 7, runId, by: 'planner' }))
    assert.equal(await codeOf('planner'), 'second-person')
    assert.equal(await codeOf('approver', 'another'), 'content-changed')
    await database.run(sql`update recovery.run_item set amount = amount + 1 where council_id = 7`)
    assert.equal(await codeOf('approver'), 'content-changed')
    await database.run(sql`update recovery.run_item set amount = amount - 1 where council_id = 7`)
    await database.run(sql`update recovery.run set warnings = '{Odd}' where council_id = 7`)
    assert.equal(await codeOf('approver'), 'warnings-need-a-reason')
  })

  test('an approved run waits for its cooling time, and can be stopped at any point', async () => {
    await aCouncilInArrears(database, 8, 30)
    await database.run(
      sql`update administration.council set cooling_minutes = 120 where council_id = 8`,
    )
    const run = await planOn(database, 8, '2026-04-15')
    await approveOn(database, 8, run, '2026-04-15')
    const later = { now: () => onDay('2026-04-15').now().add({ minutes: 121 }) }
    const step = { councilId: 8, runId: run.id }
    assert.equal(await releaseStep(database, { ...step, clock: onDay('2026-04-15') }), 'waiting')
    assert.equal(await releaseStep(database, { ...step, clock: later }), 'more')
    const stopped = await asCouncil(database, 8, db =>
      stop(db, { councilId: 8, runId: run.id, by: 'manager', because: 'Wrong leaflet' }),
    )
    assert.equal(valueOf(stopped).status, 'cancelled')
    assert.equal(await releaseStep(database, { ...step, clock: later }), 'not approved')
    assert.equal(await drain(database, 8, '2026-04-15'), 0)
    assert.equal(await statusOf(8, run.id), 'cancelled: 30 planned, 0 done, 30 skipped, 0 failed')
    const again = await planOn(database, 8, '2026-04-15')
    assert.deepEqual([again.attempt, again.planned], [2, 30])
  })

  test('the database itself refuses a letter of a run that is not approved, and a notice before its days', async () => {
    await aCouncilInArrears(database, 9, 1)
    const run = await planOn(database, 9, '2026-04-15')
    const forged = (kind: string, previous = sql`null, null, null`) =>
      database.run(sql`
      insert into recovery.action
        (council_id, id, account_id, party_id, kind, period_key, source, run_id, content_hash, decided_at, created_by,
         claimed, balance_at_decision, previous_id, previous_kind, previous_served_on)
      select 9, gen_random_uuid(), account_id, party_id, ${kind}::text, 'x', 'evenhand', run_id, ${run.contentHash}, now(), 'x',
        1, 1, ${previous}
      from recovery.run_item where council_id = 9`)
    await assert.rejects(forged('reminder'), /not approved as it stands/)
    await approveOn(database, 9, run, '2026-04-15')
    await releaseRun(database, { councilId: 9, runId: run.id, clock: onDay('2026-04-15') })
    await assert.rejects(forged('final notice'), /follows_its_earlier_step/)
    await drain(database, 9, '2026-04-15')
    await database.run(sql`update recovery.run set status = 'running' where council_id = 9`)
    const reminder = sql`(select id from recovery.action where council_id = 9 and kind = 'reminder'), 'reminder', date '2026-04-15'`
    assert.equal(await forged('final notice', reminder), 1)
    const send = (day: string) =>
      database.run(sql`
        update recovery.action set dispatched_at = now(), served_on = ${day}::date
        where council_id = 9 and kind = 'final notice'`)
    await assert.rejects(send('2026-04-28'), /its_days_have_passed/)
    assert.equal(await send('2026-04-29'), 1)
    await assert.rejects(forged('final notice', reminder), /one_notice_of_a_kind/)
  })

  test('a letter that cannot be written fails alone, and says why', async () => {
    const {
      accounts: [bad = ''],
    } = await aCouncilInArrears(database, 10, 3)
    const run = await planOn(database, 10, '2026-04-15')
    await approveOn(database, 10, run, '2026-04-15')
    await releaseRun(database, { councilId: 10, runId: run.id, clock: onDay('2026-04-15') })
    await drain(database, 10, '2026-04-15', async (_, { accountId }) => {
      if (accountId === bad) throw new Error('No template')
    })
    assert.equal(await statusOf(10, run.id), 'done: 3 planned, 2 done, 0 skipped, 1 failed')
  })

  test('a name that the font cannot write keeps its letter back, and the run says which character', async () => {
    const {
      accounts: [bad = ''],
    } = await aCouncilInArrears(database, 13, 3, { nation: 'Wales' })
    await database.run(sql`
      update administration.council set address = 'Swyddfa’r Sir', telephone = '01632 960001' where council_id = 13`)
    await database.run(sql`
      update parties.party set name = case
        when id = (select lead_party_id from debts.account where council_id = 13 and id = ${bad}::uuid) then '李 Llŷr'
        else 'Siân Llŷr' end
      where council_id = 13`)
    const run = await planOn(database, 13, '2026-04-15')
    await approveOn(database, 13, run, '2026-04-15')
    await releaseRun(database, { councilId: 13, runId: run.id, clock: onDay('2026-04-15') })
    await drain(database, 13, '2026-04-15', writeLetter)
    assert.equal(await statusOf(13, run.id), 'done: 3 planned, 2 done, 0 skipped, 1 failed')
    const failed = await asCouncil(database, 13, db =>
      failedByReason(db, { councilId: 13, runId: run.id }),
    )
    assert.deepEqual(failed, [
      {
        reason:
          'The letter could not be written, and nothing was sent: The letters’ font cannot write 李 (U+674E). Write this letter by hand.',
        accounts: 1,
      },
    ])
    const { server } = await aServer({
      database,
      routes: recoveryRoutes,
      sessions: {
        leader: someSession({ council: { ...someSession().council, id: 13 } }),
      },
    })
    const page = await server.inject({
      url: `/runs/${run.id}`,
      headers: { cookie: 'evenhand_session=leader' },
    })
    await server.close()
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /Failed, and nothing was sent[^]*cannot write 李 \(U\+674E\)/)
    assert.match(page.body, /href="\/letters\?state=called\+off"/)
  })

  test('an item that the database refuses fails alone, and the step goes on', async () => {
    const {
      accounts: [bad = ''],
    } = await aCouncilInArrears(database, 11, 3)
    const run = await planOn(database, 11, '2026-04-15')
    await approveOn(database, 11, run, '2026-04-15')
    await database.run(sql`
      insert into recovery.action
        (council_id, id, account_id, party_id, kind, period_key, source, decided_at, created_by, claimed, balance_at_decision)
      select 11, gen_random_uuid(), account_id, party_id, 'reminder', '2026-04-01', 'source system', now(), 'x', 0, 0
      from recovery.run_item where council_id = 11 and account_id = ${bad}::uuid`)
    await releaseRun(database, { councilId: 11, runId: run.id, clock: onDay('2026-04-15') })
    await drain(database, 11, '2026-04-15')
    assert.equal(await statusOf(11, run.id), 'done: 3 planned, 2 done, 0 skipped, 1 failed')
  })

  test('nights are refused while a file is being applied, and when a balance is not its postings', async () => {
    await aCouncilInArrears(database, 12, 1)
    const codeOf = async () => {
      const day = '2026-04-15'
      const outcome = await planNight(database, {
        councilId: 12,
        businessDate: dayOf(day),
        actor: 'system:nightly',
        now: onDay(day).now(),
      })
      return outcome.ok ? 'planned' : outcome.refusal.code
    }
    // PGlite has one connection: there a night cannot even begin while a file is being applied.
    if (database.engine === 'PostgreSQL') {
      await asCouncil(database, 12, async db => {
        await takeBookForFile(db, 12)
        assert.equal(await codeOf(), 'still-loading')
      })
    }
    await database.run(
      sql`update debts.ledger_account set balance = balance + 1 where council_id = 12 and kind = 'account'`,
    )
    assert.equal(await codeOf(), 'ledger-disagrees')
    await database.run(
      sql`update debts.ledger_account set balance = balance - 1 where council_id = 12 and kind = 'account'`,
    )
    assert.equal(await codeOf(), 'planned')
  })
})
