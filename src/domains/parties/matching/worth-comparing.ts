import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Subject } from './subject.ts'

/** A key that more records share than this says little: a hostel, a letting agent, a name that half a town has. */
const mostSharing = 60

/** So many pairs are read at a time. */
const pairsAtATime = 50_000
/** So many records are kept at hand, for the pairs that come next. */
const mostAtHand = 100_000

export type Standard<Of> = { readonly id: string; readonly partyId: string; readonly standard: Of }
type Pair<Of> = readonly [Standard<Of>, Standard<Of>]

/**
 * The pairs of people, or of organisations, that `findPairs` found: some thousands at a time, in order of name, so that most
 * records that a batch speaks of are at hand from the one before.
 */
export async function* pairsOf<Of>(
  db: Db,
  councilId: number,
  subject: Subject<Of>,
): AsyncGenerator<readonly Pair<Of>[]> {
  const { before, last } = await db.one(
    z.object({ before: z.number(), last: z.number() }),
    sql`
      select coalesce(min(n) - 1, 0) as before, coalesce(max(n), 0) as last from pg_temp.met where kind = ${subject.kind}`,
  )
  let atHand = new Map<string, Standard<Of>>()
  for (let from = before; from < last; from += pairsAtATime) {
    const met = await db.many(
      z.object({ one: z.string(), other: z.string() }),
      sql`
        select one, other from pg_temp.met
        where n > ${from}::int and n <= ${Math.min(from + pairsAtATime, last)}::int`,
    )
    const ids = new Set(met.flatMap(({ one, other }) => [one, other]))
    if (atHand.size > mostAtHand) atHand = new Map([...atHand].filter(([id]) => ids.has(id)))
    const wanted = [...ids].filter(id => !atHand.has(id))
    for (const record of await readStandard(db, councilId, wanted))
      atHand.set(record.id, { ...record, standard: subject.read(record.kept) })
    yield met.flatMap(({ one, other }): readonly Pair<Of>[] => {
      const [first, second] = [atHand.get(one), atHand.get(other)]
      return first && second ? [[first, second]] : []
    })
  }
}

/**
 * Finds the pairs of a fresh record (`pg_temp.own`) and another of its kind, of two parties, that share a key which few share, into
 * `pg_temp.met (n, kind, one, other)`. A step at a time, each counted before the
 * next: guessed at together, they would be compared every one with every other.
 */
export async function findPairs(db: Db, councilId: number): Promise<void> {
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
    select row_number() over (order by one.kind, one.person ->> 'family', one.person ->> 'name', meeting.one)::int as n,
      one.kind, meeting.one, meeting.other
    from pg_temp.meeting
    join parties.standard_record as one on one.council_id = ${councilId}::int and one.source_record_id = meeting.one
    join parties.standard_record as other on other.council_id = ${councilId}::int and other.source_record_id = meeting.other
    join parties.party as first on first.council_id = ${councilId}::int and first.id = one.party_id
    join parties.party as second on second.council_id = ${councilId}::int and second.id = other.party_id
    where first.person_id <> second.person_id and one.kind = other.kind`)
  await db.script(
    `create index on pg_temp.met (n); analyze pg_temp.met; set local work_mem to default`,
  )
}

type Kept = { readonly id: string; readonly partyId: string; readonly kept: unknown }

const readStandard = (
  db: Db,
  councilId: number,
  ids: readonly string[],
): Promise<readonly Kept[]> =>
  db.many(
    z.object({ id: z.string(), partyId: z.string(), kept: z.unknown() }),
    sql`
      select source_record_id as id, party_id, person as kept from parties.standard_record
      where council_id = ${councilId}::int and source_record_id = any(${[...ids]}::uuid[])`,
  )
