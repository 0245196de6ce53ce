import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { instruct } from '#protections'
import { anySheet, dayOf, onDay, pay, rowOfSheet, valueOf } from '#recovery/testing'
import { decisionSql, segmentFactList, segmentFacts } from './facts.ts'
import { segmentRules, tooLittle, workOut } from './rules.ts'
import { saySegment } from './say.ts'
import { segmentOf } from './segment.ts'
import { aCouncilOfSegments, refuses, today } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const aCouncil = (councilId: number, count: number) =>
  aCouncilOfSegments(database, councilId, count)

const withoutTheFirst = {
  deceased: false,
  'insolvent or dissolved': false,
  moratorium: false,
  'in dispute': false,
  'arrangement in force': false,
  'since saying wrong': null,
}

suite('what a segment rests on', () => {
  test('is found where each room keeps it, with its day', async () => {
    const council = await aCouncil(31, 9)
    const { says, holds, answers, reads } = council
    assert.deepEqual(await reads(0), ['not known', tooLittle, []])
    await refuses(council, 0)
    assert.deepEqual(await reads(0), [
      'will not pay',
      'They said that they will not pay, and have the means',
      [
        'Somebody who owes it said that they will not pay it (1 June 2026)',
        'Whether they work for an employer: Yes, and we know which and where (2 June 2026)',
      ],
    ])
    await says(1, 'income fell')
    await holds(1, 'arrangement')
    assert.deepEqual(await reads(1), [
      'cannot pay',
      'Money is short, and something bears it out',
      [
        'Somebody who owes it said that money is short (1 June 2026)',
        'An arrangement is in force (5 June 2026)',
      ],
    ])
    await holds(2, 'breathing space')
    await holds(3, 'insolvency')
    await holds(4, 'dispute')
    const rules = async (...people: readonly number[]) =>
      Promise.all(people.map(async n => (await reads(n))[1]))
    assert.deepEqual(await rules(2, 3, 4), [
      'A moratorium is in force',
      'Insolvent or dissolved',
      'They say that it is not owed',
    ])
    await answers(5, 'benefits', 'none of these')
    await answers(5, 'benefits', 'universal credit')
    await says(5, 'cost of living')
    await says(6, 'bill disputed')
    await refuses(council, 7)
    await council.inCouncil(async db =>
      valueOf(
        await instruct(db, {
          councilId: 31,
          partyId: council.party(7),
          becauseOf: 'support need',
          says: 'Large print',
          detail: '',
          lapsesOn: dayOf('2026-07-01'),
          today,
          actor: 'grace',
        }),
      ),
    )
    await refuses(council, 8)
    await pay(database, council, council.account(8), 1_00n, '2026-06-03')
    assert.deepEqual(await rules(5, 6, 7, 8), [
      'Money is short, and something bears it out',
      'They say that it is not owed',
      'They may need support first',
      'What is held pulls both ways',
    ])
  })

  test('is what stands after corrections, and what was said of another debt is about that one', async () => {
    const council = await aCouncil(32, 4)
    const { says, segment, account, owes } = council
    const wrong = await says(0, 'will not pay')
    await says(0, 'overlooked', '2026-06-02', account(0), wrong)
    const said = async (n: number) => {
      const { known } = await segment(n)
      return known.filter(({ says }) => /owes it said/.test(says)).map(({ on }) => on?.toString())
    }
    const never = undefined
    assert.deepEqual(await said(0), [never, never, never])
    await owes(1, 2)
    await says(1, 'will not pay')
    await says(1, 'income fell', '2026-06-05')
    assert.deepEqual(await said(1), ['2026-06-05', never, '2026-06-01'])
    assert.deepEqual(await said(2), ['2026-06-05', never, never])
    await says(3, 'will not pay', '2026-06-05', undefined)
    assert.deepEqual(await said(3), [never, never, '2026-06-05'], 'about all that they owe')
  })

  test('a payment towards another debt shows means, unless it was taken back', async () => {
    const council = await aCouncil(33, 3)
    const { says, reads, owes, account, inCouncil } = council
    for (const n of [0, 1]) await says(n, 'will not pay', '2026-06-01', account(n))
    await owes(0, 2)
    await pay(database, council, account(2), 1_00n, '2026-06-01')
    assert.equal((await reads(0))[0], 'not known', 'the day itself is not after it')
    await pay(database, council, account(2), 2_00n, '2026-06-02')
    assert.equal((await reads(0))[0], 'will not pay')
    assert.equal((await reads(1))[0], 'not known')
    await inCouncil(db =>
      db.run(sql`
        with back as (
          insert into debts.entry
            (council_id, id, kind, effective_on, reference, narrative, source_kind, source_id, reverses_id, recorded_by)
          select council_id, platform.id_of('back', council_id, id::text), 'reversal', effective_on, 'back ' || reference,
            'Bounced', 'test', 'back', id, 'test'
          from debts.entry where council_id = 33 and kind = 'payment' and effective_on = '2026-06-02'
          returning council_id, id, reverses_id)
        insert into debts.posting (council_id, entry_id, line, debit, credit, amount)
        select back.council_id, back.id, posting.line, posting.credit, posting.debit, posting.amount
        from back join debts.posting on posting.council_id = 33 and posting.entry_id = back.reverses_id`),
    )
    assert.equal((await reads(0))[0], 'not known')
  })

  test('is asked of nobody who has nothing late', async () => {
    const { inCouncil, account, ...council } = await aCouncil(34, 1)
    const before = dayOf('2026-04-01')
    const at = {
      councilId: 34,
      accountId: account(0),
      today: before,
      now: onDay('2026-04-01').now(),
    }
    assert.equal(await inCouncil(db => segmentOf(db, at)), undefined)
    const outcome = await inCouncil(db =>
      saySegment(
        db,
        { ...at, personId: council.party(0), actor: 'grace' },
        {
          kind: 'overridden',
          id: randomUUID(),
          after: 0,
          stood: 'not known',
          segment: 'cannot pay',
          words: 'x',
        },
      ),
    )
    assert.equal(outcome.ok ? '' : outcome.refusal.code, 'nothing-late')
  })

  test('property: means the same in memory and in the database', async () => {
    const any = anySheet(segmentFacts, [182, 183, 364, 365])
    // The first readings would take nearly all, so most sheets have none of what they ask.
    const later = any.map(sheet => ({ ...sheet, ...withoutTheFirst }))
    const accounts = fc
      .sample(fc.oneof(any, { weight: 4, arbitrary: later }), { numRuns: 5_000, seed: 10 })
      .map(sheet => ({ id: randomUUID(), sheet }))
    await database.script(
      `create table segment_sheet (account_id uuid, ${segmentFactList
        .map(
          ([, { column, kind }]) =>
            `${column} ${kind === 'days' ? 'int' : kind === 'flag' ? 'boolean' : 'text'}`,
        )
        .join(', ')})`,
    )
    const rows = accounts.map(({ id, sheet }) => ({
      account_id: id,
      ...rowOfSheet(segmentFacts, sheet),
    }))
    const decided = await database.many(
      z.object({ accountId: z.string(), rule: z.string() }),
      sql`
        select account_id, ${decisionSql(segmentRules, tooLittle)} as rule
        from json_populate_recordset(null::segment_sheet, ${JSON.stringify(rows)}::json)`,
    )
    const inDatabase = new Map(decided.map(({ accountId, rule }) => [accountId, rule]))
    for (const { id, sheet } of accounts) assert.equal(inDatabase.get(id), workOut(sheet, {}).rule)
    assert.equal(new Set(inDatabase.values()).size, segmentRules.length + 1, 'each reading was met')
  })
})
