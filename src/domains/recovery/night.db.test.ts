import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { endHold, placeHold } from '#protections'
import { noticesOn, pulledByReason, runByStage, runItems, sampleCases } from './queries.ts'
import { releaseRun } from './release.ts'
import { findRun } from './run.ts'
import {
  aCouncilInArrears,
  approveOn,
  dayOf,
  drain,
  onDay,
  pay,
  planOn,
  valueOf,
  wholeNight,
} from './testing/nights.ts'
import { why } from './why.ts'

const database = await aDatabase()
after(() => database.close())

const statusOf = (councilId: number, runId: string) =>
  asCouncil(database, councilId, async db => {
    const run = await findRun(db, councilId, runId)
    assert(run)
    return `${run.status}: ${run.planned} planned, ${run.done} done, ${run.skipped} skipped, ${run.failed} failed`
  })

const reasons = (councilId: number, runId: string) =>
  asCouncil(database, councilId, async db =>
    (await runItems(db, { councilId, runId, outcome: 'skipped' })).map(({ reason }) => reason),
  )

const noticesOf = (councilId: number, accountId: string) =>
  asCouncil(database, councilId, async db =>
    (await noticesOn(db, { councilId, accountId })).map(
      ({ kind, servedOn }) => `${kind} ${servedOn}`,
    ),
  )

const placed = async (councilId: number, partyId: string, kind: 'dispute' | 'breathing space') =>
  valueOf(
    await asCouncil(database, councilId, db =>
      placeHold(db, {
        councilId,
        partyId,
        kind,
        startsAt: Temporal.Instant.from('2026-04-01T00:00:00Z'),
        receivedAt: Temporal.Instant.from('2026-04-01T00:00:00Z'),
        reason: 'They told us',
        actor: 'officer',
      }),
    ),
  )

suite('a night', () => {
  test('an account goes from reminder to final notice and the summons list, each on its day and once', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 1, 1)
    for (let day = dayOf('2026-04-10'); `${day}` < '2026-06-01'; day = day.add({ days: 1 })) {
      await wholeNight(database, 1, `${day}`)
    }
    assert.deepEqual(await noticesOf(1, account), [
      'reminder 2026-04-15',
      'final notice 2026-04-29',
      'summons list 2026-05-13',
    ])
  })

  test('in Wales the final notice waits for day 41', async () => {
    const {
      accounts: [account = ''],
    } = await aCouncilInArrears(database, 2, 1, { nation: 'Wales' })
    for (const day of ['2026-04-15', '2026-04-29', '2026-05-11', '2026-05-12', '2026-05-13']) {
      await wholeNight(database, 2, day)
    }
    assert.deepEqual(await noticesOf(2, account), [
      'reminder 2026-04-15',
      'final notice 2026-05-12',
    ])
  })

  test('met, missed again, missed a third time: a second reminder, then a final notice', async () => {
    const council = await aCouncilInArrears(database, 3, 1)
    const {
      accounts: [account = ''],
    } = council
    await wholeNight(database, 3, '2026-04-15')
    await pay(database, council, account, 100_00n, '2026-04-18')
    for (const day of ['2026-04-29', '2026-05-14', '2026-05-15']) await wholeNight(database, 3, day)
    await pay(database, council, account, 100_00n, '2026-05-20')
    for (const day of ['2026-05-29', '2026-06-01', '2026-06-02']) await wholeNight(database, 3, day)
    assert.deepEqual(await noticesOf(3, account), [
      'reminder 2026-04-15',
      'second reminder 2026-05-15',
      'final notice 2026-06-02',
    ])
  })

  test('planning the same night again changes nothing, and gives the same run', async () => {
    await aCouncilInArrears(database, 4, 3)
    const first = await planOn(database, 4, '2026-04-15')
    assert.deepEqual(await planOn(database, 4, '2026-04-15'), first)
    assert.equal(first.planned, 3)
    assert.deepEqual(first.notes, [
      'This is the first run with letters: there is none before to compare it with.',
    ])
  })

  test('a payment ten minutes before release pulls the case, and says so', async () => {
    const council = await aCouncilInArrears(database, 5, 3)
    const [one = '', two = ''] = council.accounts
    const run = await planOn(database, 5, '2026-04-15')
    await approveOn(database, 5, run, '2026-04-15')
    await pay(database, council, one, 92_00n)
    assert.equal(
      await releaseRun(database, { councilId: 5, runId: run.id, clock: onDay('2026-04-15') }),
      'all',
    )
    // And one between release and sending.
    await pay(database, council, two, 1_000_00n)
    await drain(database, 5, '2026-04-15')
    assert.deepEqual((await reasons(5, run.id)).sort(), [
      '£1,000.00 was paid or taken off since the plan',
      '£92.00 was paid or taken off since the plan',
    ])
    assert.equal(await statusOf(5, run.id), 'done: 3 planned, 1 done, 2 skipped, 0 failed')
    const pulled = await asCouncil(database, 5, db =>
      pulledByReason(db, { councilId: 5, runId: run.id }),
    )
    assert.deepEqual(pulled, [
      { reason: 'Something was paid or taken off since the plan', accounts: 2 },
    ])
  })

  test('a hold placed after the plan, or after the release, stops the letter; ended, the letter goes', async () => {
    const {
      parties: [one = '', two = ''],
    } = await aCouncilInArrears(database, 6, 2)
    const run = await planOn(database, 6, '2026-04-15')
    await approveOn(database, 6, run, '2026-04-15')
    await placed(6, one, 'dispute')
    await releaseRun(database, { councilId: 6, runId: run.id, clock: onDay('2026-04-15') })
    const hold = await placed(6, two, 'breathing space')
    await drain(database, 6, '2026-04-15')
    assert.deepEqual((await reasons(6, run.id)).sort(), [
      'On hold since the plan: Breathing space',
      'On hold since the plan: In dispute',
    ])
    await wholeNight(database, 6, '2026-04-16')
    await asCouncil(database, 6, db =>
      endHold(db, { councilId: 6, holdId: hold, because: 'It ended', actor: 'officer' }),
    )
    const again = await planOn(database, 6, '2026-04-17')
    // The hold was lifted today; the night of 17 April 2026 is before that, so the hold still ran then.
    assert.equal(again.planned, 0)
  })

  test('what the source had sent counts, and is not sent again', async () => {
    const {
      accounts: [one = '', two = ''],
    } = await aCouncilInArrears(database, 13, 2)
    await database.run(sql`
      update debts.account set source_stage = 'reminder', source_reminder_on = '2026-04-10'
      where council_id = 13 and id = ${one}::uuid`)
    await database.run(sql`
      update debts.account set source_stage = 'liability order' where council_id = 13 and id = ${two}::uuid`)
    for (const day of ['2026-04-15', '2026-04-24', '2026-05-20'])
      await wholeNight(database, 13, day)
    assert.deepEqual(await noticesOf(13, one), [
      'reminder 2026-04-10',
      'final notice 2026-04-24',
      'summons list 2026-05-20',
    ])
    assert.deepEqual(await noticesOf(13, two), ['liability order 2100-01-01'])
  })

  test('what slipped out before we knew of a hold is withdrawn, and the account goes back', async () => {
    const {
      accounts: [account = ''],
      parties: [party = ''],
    } = await aCouncilInArrears(database, 14, 1)
    await wholeNight(database, 14, '2026-04-15')
    await placed(14, party, 'breathing space')
    await wholeNight(database, 14, '2026-04-16')
    const [notice] = await asCouncil(database, 14, db =>
      noticesOn(db, { councilId: 14, accountId: account }),
    )
    assert.match(notice?.cancelledWhy ?? '', /a hold was running/)
  })

  test('why: on the day, in between, and when nothing happened', async () => {
    const council = await aCouncilInArrears(database, 15, 1)
    const {
      accounts: [account = ''],
    } = council
    for (const day of ['2026-04-10', '2026-04-14', '2026-04-15', '2026-04-20'])
      await wholeNight(database, 15, day)
    const textOn = (day: string, asked = '1') =>
      asCouncil(database, 15, async db => {
        const found = await why(db, { councilId: 15, account: asked, on: dayOf(day) })
        return found.ok ? found.value.text : found.refusal.code
      })
    assert.equal(await textOn('2026-04-09'), 'not-yet-decided')
    assert.equal(await textOn('2026-04-10', 'nobody'), 'no-such-account')
    const waiting = await textOn('2026-04-14', account)
    assert.match(waiting, /Nothing happened: nothing was due yet\. Decided on 10 April 2026/)
    assert.match(
      waiting,
      /✘ it is at least 14 days since the oldest unpaid instalment fell due \(it is 13 days\)/,
    )
    assert.match(
      await textOn('2026-04-15'),
      /Reminder: reminder was due\.[^]*It was sent on 15 April 2026/,
    )
    assert.match(await textOn('2026-04-19'), /It was sent on 15 April 2026/)
    assert.match(
      await textOn('2026-05-30'),
      /14 days since the last notice was issued \(it is 5 days\)/,
    )
  })

  test('the run page’s questions are answered', async () => {
    await aCouncilInArrears(database, 16, 12)
    const first = await wholeNight(database, 16, '2026-04-15')
    const second = await planOn(database, 16, '2026-04-29')
    const lines = await asCouncil(database, 16, db =>
      runByStage(db, { councilId: 16, runId: second.id }),
    )
    assert.deepEqual(
      lines.map(({ actionKind, items, lastItems }) => ({ actionKind, items, lastItems })),
      [
        { actionKind: 'final notice', items: 12, lastItems: null },
        { actionKind: 'reminder', items: 0, lastItems: 12 },
      ],
    )
    assert.deepEqual(second.warnings, [
      '12 of “final notice” for council tax: the most in the last 6 runs was 0',
    ])
    const cases = await asCouncil(database, 16, db =>
      sampleCases(db, { councilId: 16, runId: first.id }),
    )
    assert(cases.length >= 2 && cases.length <= 4)
  })

  test('the integrity views find nothing wrong with all of this', async () => {
    const rows = await database.many(
      z.object({ actionId: z.string() }),
      sql`
        select action.action_id from contract.action as action
        join contract.hold as hold
          on hold.tenant_id = action.tenant_id and hold.person_id = action.person_id
          and (hold.case_id is null or hold.case_id = action.case_id)
        where action.dispatched_at >= greatest(hold.starts_at, hold.recorded_at)
          and action.dispatched_at < coalesce(hold.ends_at, 'infinity')`,
    )
    assert.deepEqual(rows, [])
  })
})
