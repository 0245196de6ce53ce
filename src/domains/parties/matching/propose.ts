import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import { joinAll } from './join.ts'
import { evidenceOf, probabilityOf, weigherOf } from './match.ts'
import { councilModel, matchSettings } from './model-store.ts'
import { csvLine, standardiseNew } from './standard-records.ts'
import { organisations, people, type Subject } from './subject.ts'
import { findPairs, pairsOf } from './worth-comparing.ts'

export type Found = {
  /** Records that were new, or whose details had changed. */
  readonly records: number
  /** How many pairs were worth comparing. */
  readonly compared: number
  readonly proposed: number
  readonly joined: number
}

/** Who joins and proposes when nobody is asked. */
const actor = 'system:matching'

/**
 * Compares the records that came or changed since last time with the rest of the council's, proposes pairs that may be
 * one person or one organisation, and joins those that are sure. Costs what is new. A placeholder is nobody; two national
 * insurance numbers, dates of birth or company numbers, and a person and an organisation, are never joined without somebody
 * looking; a pair that was decided stays decided.
 */
export async function findMatches(
  db: Db,
  { councilId }: { readonly councilId: number },
): Promise<Found> {
  const records = await standardiseNew(db, councilId)
  if (records === 0) return { records, compared: 0, proposed: 0, joined: 0 }
  await findPairs(db, councilId)
  await db.script(`
    drop table if exists pg_temp.likely;
    create temporary table likely (left_id uuid, right_id uuid, probability double precision, evidence jsonb) on commit drop`)
  const compared =
    (await compare(db, councilId, people)) + (await compare(db, councilId, organisations))
  await db.script('analyze pg_temp.likely')
  const proposed = await propose(db, councilId)
  return { records, compared, proposed, joined: await joinTheSure(db, councilId) }
}

/** Where the bands of probability begin that are counted, so that what is missed can be told. */
const bandsFrom = [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999]

/**
 * Compares the pairs that are worth it, and adds those that are likely enough to `pg_temp.likely`. Answers how many were
 * compared; none where there are too few records to learn from.
 */
async function compare<Of>(db: Db, councilId: number, subject: Subject<Of>): Promise<number> {
  const council = await councilModel(db, councilId, subject)
  if (!council) return 0
  const { model, reviewAt } = council
  const weigh = weigherOf(model)
  const counted = bandsFrom.map(band => ({ band, pairs: 0, expected: 0 }))
  for await (const pairs of pairsOf(db, councilId, subject)) {
    const lines: string[] = []
    for (const [one, other] of pairs) {
      const probability = probabilityOf(weigh(one.standard, other.standard))
      const band = counted.findLast(({ band }) => band <= probability)
      if (band) {
        band.pairs += 1
        band.expected += probability
      }
      if (probability < reviewAt) continue
      const [left, right] = [one.partyId, other.partyId].toSorted()
      const evidence = JSON.stringify(evidenceOf(model, one.standard, other.standard))
      lines.push(csvLine([left ?? '', right ?? '', String(probability), evidence]))
    }
    if (lines.length > 0) await db.copy('pg_temp.likely', once(lines.join('')))
  }
  await db.run(sql`
    insert into parties.compared_pairs (council_id, kind, band, pairs, expected)
    select ${councilId}::int, ${subject.kind}, band, pairs, expected
    from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb)
      as counted (band double precision, pairs bigint, expected double precision)
    on conflict (council_id, kind, band) do update set
      pairs = compared_pairs.pairs + excluded.pairs, expected = compared_pairs.expected + excluded.expected`)
  return counted.reduce((sum, { pairs }) => sum + pairs, 0)
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** Writes the pairs that are likely enough, the likeliest records of two parties speaking for them. */
const propose = (db: Db, councilId: number): Promise<number> =>
  fillTable(
    db,
    'parties.proposed_match',
    sql`
      insert into parties.proposed_match (council_id, left_id, right_id, probability, evidence, conflict, state)
      select ${councilId}::int, found.left_id, found.right_id, found.probability, found.evidence, found.conflict, 'waiting'
      from (${withConflicts(
        councilId,
        sql`
          select distinct on (left_id, right_id) * from pg_temp.likely
          order by left_id, right_id, probability desc, evidence`,
      )}) as found
      on conflict (council_id, left_id, right_id) do update set
        probability = excluded.probability, evidence = excluded.evidence, conflict = excluded.conflict,
        proposed_at = clock_timestamp()
      where proposed_match.state in ('waiting', 'not sure')`,
  )

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
      min(record.date_of_birth) as first_birth, max(record.date_of_birth) as last_birth,
      min(record.company_number) as lowest_company, max(record.company_number) as highest_company,
      min(party.kind) as one_kind, max(party.kind) as other_kind, array_agg(distinct record.source) as sources
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
      when one.lowest_company <> other.highest_company or one.highest_company <> other.lowest_company
        then 'two company numbers'
      when one.one_kind <> other.other_kind or one.other_kind <> other.one_kind then 'a person and an organisation'
      -- What a system itself keeps apart is only put together by somebody who has looked.
      when one.sources && other.sources then 'two numbers in one system'
    end as conflict
  from pair
  left join known as one on one.person_id = pair.one_id
  left join known as other on other.person_id = pair.other_id`

/** Joins what is sure, the surest first. One that was joined on the way, or that conflicts by then, is left. */
async function joinTheSure(db: Db, councilId: number): Promise<number> {
  const settings = await matchSettings(db, councilId)
  if (!settings) return 0
  const sure = await db.many(
    z.object({ leftId: z.string(), rightId: z.string(), probability: z.number() }),
    sql`
      select left_id, right_id, probability from parties.proposed_match
      where council_id = ${councilId}::int and state = 'waiting' and probability >= ${settings.automaticAt}::double precision
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
