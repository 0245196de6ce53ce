import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { asPerson, type Person } from './person.ts'

/** A key that more records share than this says little: a hostel, a letting agent, a name that half a town has. */
const mostSharing = 60

/** So many pairs are read at a time. */
const pairsAtATime = 50_000
/** So many records are kept at hand, for the pairs that come next. */
const mostAtHand = 100_000

export type Standard = { readonly id: string; readonly partyId: string; readonly person: Person }
type Pair = readonly [Standard, Standard]

/**
 * Pairs of a fresh record (`pg_temp.own`) and another, of two people, that share a key which few share: some thousands at
 * a time. In order of family name, so that most records that a batch speaks of are at hand from the one before.
 */
export async function* worthComparing(db: Db, councilId: number): AsyncGenerator<readonly Pair[]> {
  const pairs = await findPairs(db, councilId)
  let atHand = new Map<string, Standard>()
  for (let from = 0; from < pairs; from += pairsAtATime) {
    const met = await db.many(
      z.object({ one: z.string(), other: z.string() }),
      sql`
        select one, other from pg_temp.met where n > ${from}::int and n <= ${from + pairsAtATime}::int`,
    )
    const ids = new Set(met.flatMap(({ one, other }) => [one, other]))
    if (atHand.size > mostAtHand) atHand = new Map([...atHand].filter(([id]) => ids.has(id)))
    const wanted = [...ids].filter(id => !atHand.has(id))
    for (const record of await readStandard(db, councilId, wanted)) atHand.set(record.id, record)
    yield met.flatMap(({ one, other }): readonly Pair[] => {
      const [first, second] = [atHand.get(one), atHand.get(other)]
      return first && second ? [[first, second]] : []
    })
  }
}

/**
 * Finds the pairs, into `pg_temp.met (n, one, other)`, and answers how many. A step at a time, each counted before the
 * next: guessed at together, they would be compared every one with every other.
 */
async function findPairs(db: Db, councilId: number): Promise<number> {
  await db.script(
    `drop table if exists pg_temp.shared, pg_temp.meeting, pg_temp.met; set local work_mem = '128MB'`,
  )
  await db.run(sql`
    create temporary table shared on commit drop as
    select standard.key from parties.standard_key as standard
    where standard.council_id = ${councilId}::int and standard.key in (select key from pg_temp.own)
    group by standard.key having count(*) between 2 and ${mostSharing}::int`)
  await db.script('analyze pg_temp.shared')
  await db.run(sql`
    create temporary table meeting on commit drop as
    select distinct least(own.id, other.source_record_id) as one, greatest(own.id, other.source_record_id) as other
    from pg_temp.shared
    join pg_temp.own on own.key = shared.key
    join parties.standard_key as other
      on other.council_id = ${councilId}::int and other.key = shared.key and other.source_record_id <> own.id`)
  await db.script('analyze pg_temp.meeting')
  await db.run(sql`
    create temporary table met on commit drop as
    select row_number() over (order by one.person ->> 'family', meeting.one)::int as n, meeting.one, meeting.other
    from pg_temp.meeting
    join parties.standard_record as one on one.council_id = ${councilId}::int and one.source_record_id = meeting.one
    join parties.standard_record as other on other.council_id = ${councilId}::int and other.source_record_id = meeting.other
    join parties.party as first on first.council_id = ${councilId}::int and first.id = one.party_id
    join parties.party as second on second.council_id = ${councilId}::int and second.id = other.party_id
    where first.person_id <> second.person_id`)
  await db.script(
    `create index on pg_temp.met (n); analyze pg_temp.met; set local work_mem to default`,
  )
  const { pairs } = await db.one(
    z.object({ pairs: z.number() }),
    sql`select count(*)::int as pairs from pg_temp.met`,
  )
  return pairs
}

async function readStandard(
  db: Db,
  councilId: number,
  ids: readonly string[],
): Promise<readonly Standard[]> {
  const rows = await db.many(
    z.object({ id: z.string(), partyId: z.string(), person: z.unknown() }),
    sql`
      select source_record_id as id, party_id, person from parties.standard_record
      where council_id = ${councilId}::int and source_record_id = any(${[...ids]}::uuid[])`,
  )
  return rows.map(({ id, partyId, person }) => ({ id, partyId, person: asPerson(person) }))
}
