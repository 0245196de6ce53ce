import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { aCouncil } from '#administration/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { decide, findMatch } from './decide.ts'
import { joinAll } from './join.ts'
import { partAsDifferent, undo } from './take-back.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const actor = 'system:test'
const because = 'test'
await aCouncil(database, councilId)

/** Six parties with a source record each, oldest first, and every pair of them proposed. */
const ids = await asCouncil(database, councilId, async db => {
  const rows = await db.many(
    z.object({ id: z.string() }),
    sql`
      insert into parties.party (council_id, id, kind, name, recorded_at)
      select ${councilId}::int, platform.id_of('party', ${councilId}::int, 'p' || n), 'person', 'Person ' || n,
        '2026-01-01'::timestamptz + n * interval '1 day'
      from generate_series(1, 6) as n
      returning id`,
  )
  await db.run(sql`
    insert into parties.source_record (council_id, id, source, person_number, party_id, name, as_at)
    select council_id, gen_random_uuid(), 'test', name, id, name, '2026-01-01' from parties.party`)
  await db.run(sql`
    insert into parties.proposed_match (council_id, left_id, right_id, probability, evidence, state)
    select ${councilId}::int, one.id, other.id, 0.999, '[]', 'waiting'
    from parties.party as one join parties.party as other on other.id > one.id`)
  return rows.map(({ id }) => id)
})
const [a = '', b = '', c = '', d = ''] = ids

const pairOf = (one: string, other: string) => {
  const [leftId = '', rightId = ''] = [one, other].toSorted()
  return { councilId, leftId, rightId, because, actor }
}
const same = (db: Db, one: string, other: string) =>
  decide(db, { ...pairOf(one, other), decision: 'same' })

/** As the night does it: what is sure, unless something speaks against it. */
async function joinByItself(db: Db, one: string, other: string) {
  const pair = pairOf(one, other)
  const match = await findMatch(db, pair)
  if (match?.state !== 'waiting') return undefined
  const [answer] = await joinAll(db, {
    councilId,
    unions: [{ one, other, why: 'matched at 99.9%' }],
    mayConflict: false,
    actor,
  })
  if (answer?.is === 'one person')
    await db.run(sql`
      update parties.proposed_match set state = 'joined', decided_at = clock_timestamp(), decided_by = ${actor}
      where council_id = ${councilId}::int and left_id = ${pair.leftId}::uuid and right_id = ${pair.rightId}::uuid`)
  return answer?.is
}

/** Who everybody is, and whose every record is. */
const everything = async (db: Db) => ({
  people: await db.many(
    z.object({ id: z.string(), personId: z.string() }),
    sql`select id, person_id from parties.party where council_id = ${councilId}::int order by id`,
  ),
  records: await db.many(
    z.object({ id: z.string(), partyId: z.string(), isLive: z.boolean() }),
    sql`
      select id, party_id, superseded_at is null as is_live from parties.source_record
      where council_id = ${councilId}::int order by id`,
  ),
})

/** Does it all in one transaction that leaves nothing behind. */
async function tried(what: (db: Db) => Promise<void>): Promise<void> {
  const undone = new Error('undone')
  await asCouncil(database, councilId, async db => {
    await what(db)
    throw undone
  }).catch((error: unknown) => {
    if (error !== undone) throw error
  })
}

const groupsOf = ({ people }: Awaited<ReturnType<typeof everything>>) =>
  [...Map.groupBy(people, ({ personId }) => personId).values()]
    .map(group =>
      group
        .map(({ id }) => ids.indexOf(id))
        .sort()
        .join(''),
    )
    .sort()

suite('taking back what made people one', () => {
  test('two people of several records each are again the two that they were', () =>
    tried(async db => {
      await same(db, a, b)
      await same(db, c, d)
      const before = await everything(db)
      await same(db, b, c)
      assert.deepEqual(groupsOf(await everything(db)), ['0123', '4', '5'])
      const back = await undo(db, pairOf(b, c))
      assert(back.ok, back.ok ? '' : back.refusal.says)
      assert.deepEqual(await everything(db), before)
    }))

  test('a pair is not taken back past another that joins the same two', () =>
    tried(async db => {
      await same(db, a, b)
      await same(db, b, c)
      await same(db, a, c)
      const before = await everything(db)
      const back = await undo(db, pairOf(a, b))
      assert.equal(back.ok || back.refusal.code, 'parties/joined-otherwise')
      assert.deepEqual(await everything(db), before)
    }))

  test('what somebody took back, or said to be somebody else, is not joined by itself again', () =>
    tried(async db => {
      assert.equal(await joinByItself(db, a, b), 'one person')
      assert((await undo(db, pairOf(a, b))).ok)
      assert.equal((await findMatch(db, pairOf(a, b)))?.state, 'not sure')
      // Nor by way of a third.
      assert.equal(await joinByItself(db, b, c), 'one person')
      assert.equal(await joinByItself(db, a, c), 'decided different')

      assert.equal(await joinByItself(db, c, d), 'one person')
      const parted = await partAsDifferent(db, { councilId, partyIds: [c, d], why: 'two', actor })
      assert(parted.ok)
      assert.deepEqual(groupsOf(await everything(db)), ['0', '1', '23', '4', '5'])
      assert.equal((await findMatch(db, pairOf(b, c)))?.state, 'different')
      assert.equal(await joinByItself(db, b, d), undefined)
      // Whoever parted them wrongly takes that back, and says that they are the same.
      assert((await undo(db, pairOf(b, c))).ok)
      assert((await undo(db, pairOf(b, d))).ok)
      assert((await same(db, b, c)).ok)
      assert.deepEqual(groupsOf(await everything(db)), ['0', '123', '4', '5'])
    }))

  test('property: links, splits and merges in whatever order keep every record, and each link undoes exactly', async () => {
    const who = fc.constantFrom(...ids)
    const step = fc.record({
      does: fc.constantFrom('same', 'by itself', 'undo', 'part'),
      one: who,
      other: who,
      more: fc.subarray([...ids], { maxLength: 2 }),
    })
    let undoneExactly = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), steps =>
        tried(async db => {
          const { records } = await everything(db)
          for (const { does, one, other, more } of steps) {
            const before = await everything(db)
            const personOf = new Map(before.people.map(({ id, personId }) => [id, personId]))
            if (one === other) continue
            if (does === 'undo') await undo(db, pairOf(one, other))
            else if (does === 'by itself') await joinByItself(db, one, other)
            else if (does === 'part') {
              const mine = more.filter(id => personOf.get(id) === personOf.get(one))
              const partyIds = [...new Set([one, ...mine])]
              await partAsDifferent(db, { councilId, partyIds, why: 'test', actor })
            } else if (
              (await same(db, one, other)).ok &&
              personOf.get(one) !== personOf.get(other)
            ) {
              const joined = await everything(db)
              const back = await undo(db, pairOf(one, other))
              if (back.ok) undoneExactly += 1
              else assert.equal(back.refusal.code, 'parties/joined-otherwise')
              assert.deepEqual(await everything(db), back.ok ? before : joined)
              await same(db, one, other)
            }
            const after = await everything(db)
            assert.deepEqual(after.records, records)
            // Whoever leads is of their own person: nobody is two removes from who they are.
            const leads = new Map(after.people.map(({ id, personId }) => [id, personId]))
            for (const { personId } of after.people) assert.equal(leads.get(personId), personId)
          }
        }),
      ),
      { numRuns: 60 },
    )
    assert(undoneExactly > 50, `${undoneExactly} joins were undone`)
  })
})
