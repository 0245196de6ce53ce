import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import { joinAll } from './join.ts'
import { keysOf } from './keys.ts'
import { evidenceOf, probabilityOf, weigherOf } from './match.ts'
import { type CouncilModel, councilModel } from './model-store.ts'
import { asPerson, type Person, standardise, toKeep } from './person.ts'

export type Found = {
  /** Records that were new, or whose details had changed. */
  readonly records: number
  readonly proposed: number
  readonly joined: number
}

/** Who joins and proposes when nobody is asked. */
const actor = 'system:matching'

/** A key that more records share than this says little: a hostel, a letting agent, a name that half a town has. */
const mostSharing = 60

/**
 * Compares the records that came or changed since last time with the rest of the council's, proposes pairs that may be
 * one person, and joins those that are sure. Costs what is new. A placeholder is nobody; two national insurance numbers or
 * dates of birth are never joined without somebody looking; a pair that was decided stays decided.
 */
export async function findMatches(
  db: Db,
  { councilId }: { readonly councilId: number },
): Promise<Found> {
  const fresh = await standardiseNew(db, councilId)
  const council = fresh > 0 ? await councilModel(db, councilId) : undefined
  if (!council) return { records: fresh, proposed: 0, joined: 0 }
  const pairs = await worthComparing(db, councilId)
  const proposed = await propose(db, councilId, council, pairs)
  return { records: fresh, proposed, joined: await joinTheSure(db, councilId, council) }
}

const arrived = z.object({
  id: z.string(),
  partyId: z.string(),
  name: z.string(),
  dateOfBirth: z.string().nullable(),
  identifier: z.string().nullable(),
  address: z.string(),
  postcode: z.string(),
  telephone: z.string().nullable(),
  email: z.string().nullable(),
})

/** Puts the records that matching has not seen into standard form, and forgets those that were superseded. */
async function standardiseNew(db: Db, councilId: number): Promise<number> {
  await db.run(sql`
    delete from parties.standard_record as standard using parties.source_record as record
    where standard.council_id = ${councilId}::int and record.council_id = ${councilId}::int
      and record.id = standard.source_record_id and record.superseded_at is not null`)
  await db.script(`
    drop table if exists pg_temp.fresh;
    create temporary table fresh (id uuid primary key, party_id uuid, person jsonb, keys text[]) on commit drop`)
  const rows = await db.many(
    arrived,
    sql`
      select record.id, record.party_id, record.name, record.date_of_birth::text as date_of_birth,
        record.national_insurance_number as identifier, record.address, record.postcode, record.telephone, record.email
      from parties.source_record as record
      join parties.party as party on party.council_id = ${councilId}::int and party.id = record.party_id
      where record.council_id = ${councilId}::int and record.superseded_at is null
        and party.kind = 'person' and not party.is_placeholder
        and not exists (
          select from parties.standard_record as known
          where known.council_id = ${councilId}::int and known.source_record_id = record.id)`,
  )
  await db.copy('pg_temp.fresh (id, party_id, person, keys)', linesOf(rows))
  await db.script('analyze pg_temp.fresh')
  await fillTable(
    db,
    'parties.standard_record',
    sql`
      insert into parties.standard_record (council_id, source_record_id, party_id, person, keys)
      select ${councilId}::int, id, party_id, person, keys from pg_temp.fresh`,
  )
  await fillTable(
    db,
    'parties.standard_key',
    sql`
      insert into parties.standard_key (council_id, key, source_record_id)
      select distinct ${councilId}::int, key, id from pg_temp.fresh, unnest(keys) as key`,
  )
  return rows.length
}

async function* linesOf(rows: readonly z.infer<typeof arrived>[]): AsyncGenerator<string> {
  for (const row of rows) {
    const person = personOf(row)
    const keys = `{${keysOf(person)
      .map(key => `"${key.replaceAll(/[\\"]/g, '\\$&')}"`)
      .join(',')}}`
    yield `${[row.id, row.partyId, JSON.stringify(toKeep(person)), keys].map(quoted).join(',')}\n`
  }
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

function personOf(row: z.infer<typeof arrived>): Person {
  const parts = row.address.split(/\s*,\s*/).filter(Boolean)
  // “Flat 3” alone is nobody's home: the building is on the next line.
  const upTo =
    /^(flat|flt|fl|apartment|apt|unit|room)\b/i.test(parts[0] ?? '') &&
    !/\d.*\d/.test(parts[0] ?? '')
      ? 2
      : 1
  return standardise({
    full_name: row.name,
    date_of_birth: row.dateOfBirth ?? '',
    identifier: row.identifier ?? '',
    address_1: parts.slice(0, upTo).join(' '),
    town: parts.length > upTo ? (parts.at(-1) ?? '') : '',
    postcode: row.postcode,
    phone: row.telephone ?? '',
    email: row.email ?? '',
  })
}

const pair = z.object({
  oneId: z.string(),
  otherId: z.string(),
  one: z.unknown(),
  other: z.unknown(),
})
type Pair = z.infer<typeof pair>

/**
 * Pairs of a fresh record and another, of two people, that share a key which few share. A step at a time, each counted
 * before the next: guessed at together, they would be compared every one with every other.
 */
async function worthComparing(db: Db, councilId: number): Promise<readonly Pair[]> {
  await db.script('drop table if exists pg_temp.own, pg_temp.met')
  await db.run(sql`
    create temporary table own on commit drop as
    select distinct key, id from pg_temp.fresh, unnest(keys) as key`)
  await db.script('analyze pg_temp.own')
  await db.run(sql`
    create temporary table met on commit drop as
    with shared as (
      select standard.key from parties.standard_key as standard
      where standard.council_id = ${councilId}::int and standard.key in (select key from pg_temp.own)
      group by standard.key having count(*) between 2 and ${mostSharing}::int
    )
    select distinct least(own.id, other.source_record_id) as one, greatest(own.id, other.source_record_id) as other
    from shared
    join pg_temp.own on own.key = shared.key
    join parties.standard_key as other
      on other.council_id = ${councilId}::int and other.key = shared.key and other.source_record_id <> own.id`)
  await db.script('analyze pg_temp.met')
  return db.many(
    pair,
    sql`
      select one.party_id as one_id, other.party_id as other_id, one.person as one, other.person as other
      from pg_temp.met
      join parties.standard_record as one on one.council_id = ${councilId}::int and one.source_record_id = met.one
      join parties.standard_record as other on other.council_id = ${councilId}::int and other.source_record_id = met.other
      join parties.party as first on first.council_id = ${councilId}::int and first.id = one.party_id
      join parties.party as second on second.council_id = ${councilId}::int and second.id = other.party_id
      where first.person_id <> second.person_id`,
  )
}

/** Writes the pairs that are likely enough, the likeliest records of two parties speaking for them. */
async function propose(
  db: Db,
  councilId: number,
  { model, reviewAt }: CouncilModel,
  pairs: readonly Pair[],
): Promise<number> {
  const weigh = weigherOf(model)
  const best = new Map<string, { pair: Pair; probability: number; one: Person; other: Person }>()
  for (const pair of pairs) {
    const one = asPerson(pair.one)
    const other = asPerson(pair.other)
    const probability = probabilityOf(weigh(one, other))
    if (probability < reviewAt) continue
    const key = [pair.oneId, pair.otherId].toSorted().join()
    if ((best.get(key)?.probability ?? 0) < probability)
      best.set(key, { pair, probability, one, other })
  }
  const rows = [...best].map(([key, { probability, one, other }]) => {
    const [left_id, right_id] = key.split(',')
    return { left_id, right_id, probability, evidence: evidenceOf(model, one, other) }
  })
  if (rows.length === 0) return 0
  return db.run(sql`
    insert into parties.proposed_match (council_id, left_id, right_id, probability, evidence, conflict, state)
    select ${councilId}::int, found.left_id, found.right_id, found.probability, found.evidence, found.conflict, 'waiting'
    from (${withConflicts(
      councilId,
      sql`
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as found (left_id uuid, right_id uuid, probability double precision, evidence jsonb)`,
    )}) as found
    on conflict (council_id, left_id, right_id) do update set
      probability = excluded.probability, evidence = excluded.evidence, conflict = excluded.conflict,
      proposed_at = clock_timestamp()
    where proposed_match.state in ('waiting', 'not sure')`)
}

/**
 * Each of the found pairs, and why it cannot be joined by itself: what no one person has two of. Two people have no two
 * numbers between them when the lowest of each is the highest of the other; one who has none does not conflict.
 */
const withConflicts = (councilId: number, found: Sql): Sql => sql`
  with found as (${found}),
  pair as materialized (
    select found.*, first.person_id as one_id, second.person_id as other_id
    from found
    join parties.party as first on first.council_id = ${councilId}::int and first.id = found.left_id
    join parties.party as second on second.council_id = ${councilId}::int and second.id = found.right_id
  ),
  known as materialized (
    select party.person_id,
      min(record.national_insurance_number) as lowest_number, max(record.national_insurance_number) as highest_number,
      min(record.date_of_birth) as first_birth, max(record.date_of_birth) as last_birth
    from parties.party as party
    join parties.source_record as record
      on record.council_id = ${councilId}::int and record.party_id = party.id and record.superseded_at is null
    where party.council_id = ${councilId}::int
      and party.person_id in (select one_id from pair union select other_id from pair)
    group by party.person_id
  )
  select pair.*,
    case
      when one.lowest_number <> other.highest_number or one.highest_number <> other.lowest_number
        then 'two national insurance numbers'
      when one.first_birth <> other.last_birth or one.last_birth <> other.first_birth then 'two dates of birth'
    end as conflict
  from pair
  left join known as one on one.person_id = pair.one_id
  left join known as other on other.person_id = pair.other_id`

/** Joins what is sure, the surest first. One that was joined on the way, or that conflicts by then, is left. */
async function joinTheSure(
  db: Db,
  councilId: number,
  { automaticAt }: CouncilModel,
): Promise<number> {
  const sure = await db.many(
    z.object({ leftId: z.string(), rightId: z.string(), probability: z.number() }),
    sql`
      select left_id, right_id, probability from parties.proposed_match
      where council_id = ${councilId}::int and state = 'waiting' and probability >= ${automaticAt}::double precision
        and conflict is null
      order by probability desc, left_id, right_id for update`,
  )
  if (sure.length === 0) return 0
  const answers = await joinAll(db, {
    councilId,
    unions: sure.map(({ leftId, rightId, probability }) => ({
      one: leftId,
      other: rightId,
      why: `matched at ${Math.floor(probability * 1000) / 10}%`,
    })),
    mayConflict: false,
    actor,
  })
  const conflicts = answers.map(answer => (answer.is === 'conflict' ? answer.conflict : null))
  const areJoined = answers.map(({ is }) => is === 'one person')
  await db.run(sql`
    update parties.proposed_match as match set
      conflict = answer.conflict, state = case when answer.is_joined then 'joined' else 'waiting' end,
      decided_at = case when answer.is_joined then clock_timestamp() end,
      decided_by = case when answer.is_joined then ${actor}::text end
    from unnest(
      ${sure.map(({ leftId }) => leftId)}::uuid[], ${sure.map(({ rightId }) => rightId)}::uuid[],
      ${conflicts}::text[], ${areJoined}::boolean[]) as answer (left_id, right_id, conflict, is_joined)
    where match.council_id = ${councilId}::int and match.left_id = answer.left_id and match.right_id = answer.right_id
      and match.state = 'waiting' and (answer.is_joined or answer.conflict is not null)`)
  return areJoined.filter(Boolean).length
}
