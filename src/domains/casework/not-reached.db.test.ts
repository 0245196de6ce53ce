import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { markDetail } from '#parties'
import { asCouncil } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { releaseRun } from '#recovery'
import {
  aCouncilInArrears,
  approveOn,
  dayOf,
  drain,
  onDay,
  planOn,
  valueOf,
} from '#recovery/testing'
import { formatDate } from '#values/dates.ts'
import { makeWork } from './make-work.ts'
import { whyNow, workToDo } from './work.ts'

const database = await aDatabase()
after(() => database.close())

/** Who is on the list of a day, with the reason. */
const listOn = (councilId: number, on: string) =>
  asCouncil(database, councilId, async db => {
    await makeWork(db, { councilId, today: dayOf(on) })
    return workToDo(db, councilId, onDay(on).now())
  })
const reasonsOn = async (councilId: number, on: string) =>
  (await listOn(councilId, on)).map(({ accountId, reason }) => [accountId, reason])

suite('whom a letter did not reach', () => {
  test('one that came back is on the list the next night, until it is known where they are', async () => {
    const { accounts } = await aCouncilInArrears(database, 1, 2)
    const [account = ''] = accounts
    const whose = await database.one(
      z.object({ personId: z.string(), detailId: z.string() }),
      sql`
        select account.lead_party_id as person_id, address.id as detail_id
        from debts.account as account
        join parties.address as address on address.council_id = 1 and address.party_id = account.lead_party_id
        where account.council_id = 1 and account.id = ${account}::uuid`,
    )
    await asCouncil(database, 1, async db =>
      valueOf(
        await markDetail(db, {
          councilId: 1,
          ...whose,
          mark: 'gone away',
          onDay: dayOf('2026-04-14'),
          because: 'the letter came back',
          actor: 'officer',
        }),
      ),
    )
    await planOn(database, 1, '2026-04-15')
    assert.deepEqual(await reasonsOn(1, '2026-04-15'), [[account, 'find them']])
    await database.run(sql`
      insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from)
      select council_id, gen_random_uuid(), party_id, '{2 New Street}', 'QX1 2BB', 'test', '2026-04-15'
      from parties.address where council_id = 1 and id = ${whose.detailId}::uuid`)
    await planOn(database, 1, '2026-04-16')
    assert.deepEqual(await reasonsOn(1, '2026-04-16'), [])
  })

  test('one that could not be written is on the list, each night that it fails, until it goes', async () => {
    const { accounts } = await aCouncilInArrears(database, 2, 2)
    const [account = ''] = accounts
    const night = async (day: string, fails: boolean) => {
      const run = await planOn(database, 2, day)
      await approveOn(database, 2, run, day)
      await releaseRun(database, { councilId: 2, runId: run.id, clock: onDay(day) })
      await drain(database, 2, day, async (_, letter) => {
        if (fails && letter.accountId === account) throw new Error('Their name cannot be printed')
      })
      return run.planned
    }
    assert.equal(await night('2026-04-15', true), 2)
    const [first, ...others] = await listOn(2, '2026-04-16')
    assert.deepEqual([first?.accountId, first?.reason, others], [account, 'step failed', []])
    assert(first)
    // The database's own clock says when it failed.
    const { failedOn } = await database.one(
      z.object({ failedOn: date }),
      sql`
        select min((cancelled_at at time zone 'Europe/London')::date) as failed_on from recovery.action
        where council_id = 2 and has_failed`,
    )
    const deadline = failedOn.add({ days: 7 })
    assert.match(whyNow(first), /failed, and nothing went: Letters, Called off/)
    assert.match(whyNow(first), new RegExp(`Put it right by ${formatDate(deadline)}\\.`))

    assert.equal(await night('2026-04-16', true), 1, 'it is tried again')
    const [again] = await listOn(2, '2026-04-17')
    assert.deepEqual(
      [again?.accountId, `${again?.deadline}`],
      [account, `${deadline}`],
      'its days run from the first time',
    )
    for (const [on, isFirst] of [
      [deadline, false],
      [deadline.add({ days: 1 }), true],
      [deadline.add({ days: 200 }), true],
    ] as const) {
      await listOn(2, `${on}`)
      const { rank } = await database.one(
        z.object({ rank: z.number() }),
        sql`select rank from casework.work_item where council_id = 2 and account_id = ${account}::uuid`,
      )
      assert.equal(
        rank >= 50_000,
        isFirst,
        `${on}: first once its day has passed, and never off by itself`,
      )
    }
    assert.equal(await night('2026-04-17', false), 1)
    assert.deepEqual(await reasonsOn(2, `${deadline.add({ days: 201 })}`), [])
  })

  test('one that the database refused is on the list too', async () => {
    const { accounts } = await aCouncilInArrears(database, 3, 2)
    const [account = ''] = accounts
    const day = '2026-04-15'
    const run = await planOn(database, 3, day)
    await approveOn(database, 3, run, day)
    // A reminder of the same year that went by another way stands in its way.
    await database.run(sql`
      insert into recovery.action (council_id, id, account_id, party_id, kind, period_key, source, decided_at, created_by,
        claimed, balance_at_decision)
      select 3, gen_random_uuid(), id, lead_party_id, 'reminder', period_from::text, 'source system', now(), 'system:test', 1, 1
      from debts.account where council_id = 3 and id = ${account}::uuid`)
    await releaseRun(database, { councilId: 3, runId: run.id, clock: onDay(day) })
    await drain(database, 3, day)
    assert.deepEqual(await reasonsOn(3, '2026-04-16'), [[account, 'step failed']])
  })
})
