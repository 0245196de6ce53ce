import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { dayOf } from '#recovery/testing'
import { contestsWaiting, segmentEventsOn } from './events.ts'
import { aCouncilOfSegments, refuses } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const aCouncil = (councilId: number, count: number) =>
  aCouncilOfSegments(database, councilId, count)

suite('what is said of a segment', () => {
  test('an officer overrides it with a reason, until a day; what was said before stays', async () => {
    const council = await aCouncil(35, 1)
    const { say, stands, segment, inCouncil } = council
    await refuses(council, 0)
    const override = {
      kind: 'overridden',
      segment: 'cannot pay',
      words: 'She showed me her payslip.',
    } as const
    assert.equal(await say(0, 'grace', { ...override, segment: 'will not pay' }), 'says-the-same')
    assert.equal(await say(0, 'grace', { ...override, until: dayOf('2026-06-09') }), 'until-passed')
    assert.equal(await say(0, 'grace', { kind: 'taken back' }), 'nothing-to-take-back')
    assert.equal(await say(0, 'grace', { ...override, until: dayOf('2026-06-10') }), 'kept')
    assert.equal(await stands(0), 'cannot pay, an officer')
    assert.equal(await stands(0, dayOf('2026-06-11')), 'will not pay, the facts')
    assert.equal(await say(0, 'tom', { ...override, segment: 'not known' }), 'kept')
    assert.equal(await say(0, 'tom', { kind: 'taken back' }), 'kept')
    assert.equal(await stands(0), 'will not pay, the facts')
    const { events } = await segment(0)
    assert.deepEqual(
      events.map(({ kind, stood, segment, saidBy, words }) => [
        kind,
        stood,
        segment,
        saidBy,
        words,
      ]),
      [
        ['taken back', 'not known', null, 'tom', 'as the test says'],
        ['overridden', 'cannot pay', 'not known', 'tom', override.words],
        ['overridden', 'will not pay', 'cannot pay', 'grace', override.words],
      ],
    )
    assert.deepEqual(events[2]?.restsOn, [
      'Somebody who owes it said that they will not pay it (1 June 2026)',
      'Whether they work for an employer: Yes, and we know which and where (2 June 2026)',
    ])
    const { account } = council
    const told = await inCouncil(db =>
      segmentEventsOn(db, { councilId: 35, accountIds: [account(0)] }),
    )
    assert.deepEqual(
      told.map(({ kind, words, saidBy }) => [kind, words, saidBy]),
      events.map(({ kind, words, saidBy }) => [kind, words, saidBy]),
    )
    const { kept } = await inCouncil(db =>
      db.one(
        z.object({ kept: z.number() }),
        sql`
          select count(*)::int as kept from administration.audit
          where council_id = 35 and action in ('overridden a segment', 'taken back a segment')`,
      ),
    )
    assert.equal(kept, 3)
    await assert.rejects(
      inCouncil(db =>
        db.run(sql`update casework.segment_event set words = '' where council_id = 35`),
      ),
    )
    await assert.rejects(
      database.run(sql`delete from casework.segment_event where council_id = 35`),
      /keeps what was written/,
    )
  })

  test('a person contests it: nothing is known until somebody else than who said it answers', async () => {
    const council = await aCouncil(36, 2)
    const { say, stands, segment, inCouncil } = council
    await refuses(council, 0)
    const contested = { kind: 'contested', words: 'I never said that. I cannot.' } as const
    assert.equal(await say(0, 'tom', { kind: 'answered', segment: 'not known' }), 'not-contested')
    assert.equal(await say(0, 'tom', contested), 'kept')
    assert.equal(await stands(0), 'not known, a contest')
    const waits = async () =>
      (await inCouncil(db => contestsWaiting(db, { councilId: 36 }))).map(one => one.accountId)
    assert.deepEqual(await waits(), [council.account(0)])
    assert.equal(await stands(0, dayOf('2027-01-01')), 'not known, a contest', 'it does not lapse')
    assert.equal(await say(0, 'tom', contested), 'contested-already')
    assert.equal(
      await say(0, 'tom', { kind: 'overridden', segment: 'cannot pay' }),
      'contested-first',
    )
    assert.equal(await say(0, 'tom', { kind: 'answered', segment: 'will not pay' }), 'kept')
    assert.equal(await stands(0), 'will not pay, the facts', 'the facts say so, and are left to')
    assert.equal((await segment(0)).events[0]?.segment, null)
    assert.deepEqual(await waits(), [])

    assert.equal(await say(1, 'grace', { kind: 'overridden', segment: 'will not pay' }), 'kept')
    assert.equal(await say(1, 'grace', contested), 'kept', 'who overrode it may write it down')
    assert.equal(await say(1, 'grace', { kind: 'answered', segment: 'will not pay' }), 'their-own')
    assert.equal(await say(1, 'tom', { kind: 'answered', segment: 'cannot pay' }), 'kept')
    assert.equal(await stands(1), 'cannot pay, an officer')
  })

  test('once however often it is sent, and never over what its writer has not seen', async () => {
    const council = await aCouncil(37, 1)
    const { say, segment, stands } = council
    const id = randomUUID()
    const first = { id, kind: 'overridden', segment: 'cannot pay' } as const
    assert.equal(await say(0, 'grace', first), 'kept')
    assert.equal(await say(0, 'grace', first), 'kept')
    assert.equal((await segment(0)).events.length, 1)
    const second = { kind: 'overridden', segment: 'will not pay' } as const
    assert.equal(await say(0, 'tom', { ...second, after: 0 }), 'said-since')
    assert.equal(await say(0, 'tom', { ...second, stood: 'not known' }), 'said-since')
    assert.equal(await stands(0), 'cannot pay, an officer')
  })

  test('the database refuses what the code never sends', async () => {
    const { inCouncil, account } = await aCouncil(38, 1)
    const insert = (number: number, kind: string, segment: string | null, by = 'grace') =>
      inCouncil(db =>
        db.run(sql`
          insert into casework.segment_event
            (council_id, account_id, number, id, kind, worked_out, rule, rests_on, stood, segment, words, said_by, said_at, said_on)
          values (38, ${account(0)}::uuid, ${number}::int, ${randomUUID()}::uuid, ${kind}::text, 'not known', 'x', '[]', 'not known',
            ${segment}::text, 'x', ${by}::text, now(), '2026-06-10')`),
      )
    await assert.rejects(insert(1, 'answered', null), /What is contested is answered/)
    await assert.rejects(insert(1, 'taken back', null), /Only what an officer said/)
    await assert.rejects(insert(2, 'contested', null), /said of this segment since/)
    await assert.rejects(insert(1, 'overridden', 'not known'), /says_something_else/)
    await insert(1, 'overridden', 'will not pay')
    await insert(2, 'contested', null)
    await assert.rejects(insert(3, 'overridden', 'cannot pay'), /What is contested is answered/)
    await assert.rejects(insert(3, 'answered', null), /Somebody else answers/)
    await insert(3, 'answered', null, 'tom')
  })
})
