import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { aCouncil } from '#administration/testing'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { identityEventsOf } from '../history.ts'
import { membersOf } from './decide.ts'
import { join, joinAll } from './join.ts'
import { part } from './part.ts'

const database = await aDatabase()
after(() => database.close())
const actor = 'system:test'

/** A council with so many parties that nobody has joined, oldest first. */
async function parties(councilId: number, count: number): Promise<readonly string[]> {
  await aCouncil(database, councilId)
  return asCouncil(database, councilId, async db => {
    const rows = await db.many(
      z.object({ id: z.string() }),
      sql`
        insert into parties.party (council_id, id, kind, name, recorded_at)
        select ${councilId}::int, platform.id_of('party', ${councilId}::int, 'p' || n), 'person', 'Person ' || n,
          '2026-01-01'::timestamptz + n * interval '1 day'
        from generate_series(1, ${count}::int) as n
        returning id`,
    )
    return rows.map(({ id }) => id)
  })
}

const personsOf = (db: Db, councilId: number) =>
  db.many(
    z.object({ id: z.string(), personId: z.string() }),
    sql`select id, person_id from parties.party where council_id = ${councilId}::int order by id`,
  )

/** All that joining changes: who is whose, why, and what the audit says of it. */
const stateOf = async (db: Db, councilId: number) => ({
  people: await personsOf(db, councilId),
  memberships: await db.many(
    z.object({ partyId: z.string(), personId: z.string(), why: z.string() }),
    sql`
      select party_id, person_id, why from parties.membership
      where council_id = ${councilId}::int and left_at is null order by party_id`,
  ),
  audited: await db.many(
    z.object({ objectId: z.string(), detail: z.string() }),
    sql`
      select object_id, canonical::jsonb ->> 'detail' as detail from administration.audit
      where council_id = ${councilId}::int and action = 'joined' order by object_id, detail`,
  ),
})

/** Who is one person with whom, whoever leads. */
const groupsOf = async (db: Db, councilId: number): Promise<readonly string[]> => {
  const groups = new Map<string, string[]>()
  for (const { id, personId } of await personsOf(db, councilId))
    groups.set(personId, [...(groups.get(personId) ?? []), id])
  return [...groups.values()].map(ids => ids.sort().join(' ')).sort()
}

suite('joining people and parting them', () => {
  test('the one known longest leads; joining again changes nothing; parting the leader leaves the others one', async () => {
    const [a = '', b = '', c = ''] = await parties(1, 3)
    await asCouncil(database, 1, async db => {
      const asked = { councilId: 1, why: 'test', actor }
      const first = await join(db, { ...asked, one: c, other: b })
      assert(first.ok && first.value.personId === b)
      const second = await join(db, { ...asked, one: c, other: a })
      assert(second.ok && second.value.personId === a)
      const again = await join(db, { ...asked, one: b, other: c })
      assert(again.ok && again.value.personId === a)
      const joinedAt = async (lead: string) =>
        (await membersOf(db, 1, lead)).find(({ partyId }) => partyId === c)?.joinedAt?.toString()
      const before = await joinedAt(a)
      const parted = await part(db, { councilId: 1, partyIds: [a], why: 'wrong', actor })
      assert(parted.ok && parted.value.from === b)
      assert(before)
      assert.equal(await joinedAt(b), before, 'they are one since when they were')
      const joinings = (await identityEventsOf(db, 1, b)).filter(({ says }) =>
        says.startsWith('Joined'),
      )
      assert.equal(joinings.length, 3, 'each joining is said once, and the parting is none')
      assert.deepEqual(await groupsOf(db, 1), [a, [b, c].sort().join(' ')].sort())
      const alone = await part(db, { councilId: 1, partyIds: [a], why: 'wrong', actor })
      assert.equal(alone.ok || alone.refusal.code, 'parties/alone-already')
    })
  })

  test('people who were decided to be different are not joined, nor is somebody of another council', async () => {
    const [a = '', b = ''] = await parties(2, 2)
    const [elsewhere = ''] = await parties(3, 1)
    await asCouncil(database, 2, async db => {
      const [left, right] = [a, b].sort()
      await db.run(sql`
        insert into parties.proposed_match
          (council_id, left_id, right_id, probability, evidence, state, decided_at, decided_by, because)
        values (2, ${left}::uuid, ${right}::uuid, 0.9, '[]', 'different', now(), ${actor}, 'father and son')`)
      const asked = { councilId: 2, why: 'test', actor }
      const refusal = await join(db, { ...asked, one: a, other: b })
      assert(!refusal.ok && /father and son/.test(refusal.refusal.says))
      const strange = await join(db, { ...asked, one: a, other: elsewhere })
      assert.equal(strange.ok || strange.refusal.code, 'parties/nobody-there')
    })
  })

  test('property: a set joined at once is what pair after pair would have made of it', async () => {
    const ids = await parties(5, 8)
    const who = fc.constantFrom(...ids)
    const pair = fc.record({ one: who, other: who })
    const said = fc.record({
      number: fc.option(fc.constantFrom('QQ000001A', 'QQ000002B'), { nil: null, freq: 1 }),
      born: fc.option(fc.constantFrom('1970-01-01', '1980-02-02'), { nil: null, freq: 1 }),
    })
    const undone = new Error('undone')
    await fc.assert(
      fc.asyncProperty(
        fc.array(said, { minLength: ids.length, maxLength: ids.length }),
        fc.array(pair, { maxLength: 3 }),
        fc.array(pair, { maxLength: 2 }),
        fc.array(pair, { maxLength: 12 }),
        async (records, before, different, pairs) => {
          const asked = { councilId: 5, actor, mayConflict: false }
          const unions = pairs.map((pair, n) => ({ ...pair, why: `pair ${n}` }))
          const after = async (joined: (db: Db) => Promise<readonly unknown[]>) => {
            let found: unknown
            await asCouncil(database, 5, async db => {
              await db.run(sql`
                insert into parties.source_record
                  (council_id, id, source, person_number, party_id, name, national_insurance_number, date_of_birth, as_at)
                select 5, gen_random_uuid(), 'test', party_id, party_id::uuid, 'X', number, born::date, '2026-01-01'
                from unnest(
                  ${[...ids]}::text[], ${records.map(({ number }) => number)}::text[],
                  ${records.map(({ born }) => born)}::text[]) as said (party_id, number, born)`)
              for (const { one, other } of before)
                await join(db, { councilId: 5, one, other, why: 'before', actor })
              for (const pair of different) {
                const [left, right] = [pair.one, pair.other].sort()
                if (left !== right)
                  await db.run(sql`
                    insert into parties.proposed_match
                      (council_id, left_id, right_id, probability, evidence, state, decided_at, decided_by, because)
                    values (5, ${left}::uuid, ${right}::uuid, 0.9, '[]', 'different', now(), ${actor}, 'seen')
                    on conflict do nothing`)
              }
              found = { answers: await joined(db), ...(await stateOf(db, 5)) }
              throw undone
            }).catch((error: unknown) => {
              if (error !== undone) throw error
            })
            return found
          }
          const atOnce = await after(db => joinAll(db, { ...asked, unions }))
          const oneByOne = await after(async db => {
            const answers = []
            for (const union of unions)
              answers.push(...(await joinAll(db, { ...asked, unions: [union] })))
            return answers
          })
          assert.deepEqual(atOnce, oneByOne)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('property: joins and partings in whatever order lose nobody, and a join and its parting undo exactly', async () => {
    const ids = await parties(4, 6)
    const who = fc.constantFrom(...ids)
    const step = fc.oneof(
      fc.record({ do: fc.constant('join' as const), one: who, other: who }),
      fc.record({ do: fc.constant('part' as const), one: who, other: who }),
    )
    const undone = new Error('undone')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), who, who, async (steps, one, other) => {
        const asked = { councilId: 4, why: 'test', actor }
        await asCouncil(database, 4, async db => {
          for (const { do: what, one, other } of steps) {
            if (what === 'join') await join(db, { ...asked, one, other })
            else await part(db, { ...asked, partyIds: [one] })
          }
          const all = await personsOf(db, 4)
          assert.equal(all.length, ids.length)
          // Whoever leads is of their own person: nobody is two removes from who they are.
          const personOf = new Map(all.map(({ id, personId }) => [id, personId]))
          for (const { personId } of all) assert.equal(personOf.get(personId), personId)
          const { members } = await db.one(
            z.object({ members: z.number() }),
            sql`
              select count(*)::int as members from parties.membership as membership
              join parties.party as party on party.council_id = 4 and party.id = membership.party_id
              where membership.council_id = 4 and membership.left_at is null
                and party.merged_into = membership.person_id`,
          )
          assert.equal(members, all.filter(({ id, personId }) => id !== personId).length)

          const alone = all.filter(({ personId }) => personId === personOf.get(one)).length === 1
          if (alone && personOf.get(one) !== personOf.get(other)) {
            const before = await groupsOf(db, 4)
            await join(db, { ...asked, one, other })
            await part(db, { ...asked, partyIds: [one] })
            assert.deepEqual(await groupsOf(db, 4), before)
          }
          throw undone
        }).catch((error: unknown) => {
          if (error !== undone) throw error
        })
      }),
      { numRuns: 40 },
    )
  })
})
