import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, date } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { type Asked, readTyped } from './typed.ts'

const foundParty = z.object({
  id: z.string(),
  name: z.string(),
  dateOfBirth: date.nullable(),
  address: z.string(),
  postcode: z.string(),
  /** Somebody there is, and nothing else is said of them. */
  isRestricted: z.boolean(),
})
export type FoundParty = z.infer<typeof foundParty>

/** A word that more have than this does not help to find anybody: it is only looked at in those that others found. */
const tooCommon = 50_000
/** However common what was typed is, so many are looked at. */
const mostLookedAt = 1_000
const mostBySound = 100

/**
 * People as officers type them: beginnings of the words of a name or an address, a postcode, a telephone number, an
 * e-mail address, an insurance number or its last four, or a source’s own number for them; failing that, a name that sounds
 * the same. At most `limit`, best first. Wild cards that were typed are taken as what they are. Of somebody whose record the viewer may
 * not open, only that they are there. Nobody is found by an address that is confidential.
 */
export async function searchParties(
  db: Db,
  councilId: number,
  typed: string,
  limit = 20,
): Promise<readonly FoundParty[]> {
  const asked = readTyped(typed)
  const ways = waysToFind(councilId, asked, await telling(db, councilId, asked.beginnings))
  if (ways.length === 0) return []
  const [first, ...others] = ways.map(
    ({ rank, parties }) =>
      sql`(select way.party_id, ${rank}::int as rank from (${parties}) as way)`,
  )
  const hits = others.reduce((all, way) => sql`${all} union all ${way}`, first ?? sql``)
  return db.many(
    foundParty,
    sql`
      with hit as materialized (select party_id, min(rank) as rank from (${hits}) as hit group by party_id),
      known as materialized (
        select hit.party_id, hit.rank, party.person_id, party.name,
          ' ' || array_to_string(parties.words_of(concat_ws(' ', party.name, (
            select string_agg(record.name, ' ') from parties.source_record as record
            where record.council_id = ${councilId}::int and record.party_id = hit.party_id))), ' ') || ' ' as names,
          ' ' || array_to_string(parties.words_of((
            select string_agg(parties.in_one_line(address.lines || address.postcode), ' ') from parties.address as address
            where address.council_id = ${councilId}::int and address.party_id = hit.party_id
              and not address.is_confidential)), ' ') || ' ' as addresses
        from hit
        left join parties.party as party on party.council_id = ${councilId}::int and party.id = hit.party_id
      ), best as (
        select coalesce(person_id, party_id) as party_id,
          min(case when rank = 1 and not (names like all (${[...asked.fits]}::text[])) then 2 else rank end) as rank
        from known
        where rank in (0, 3) or coalesce(names, '') || coalesce(addresses, '') like all (${[...asked.fits]}::text[])
        group by 1
      )
      select best.party_id as id, coalesce(party.name, 'Restricted') as name, party.id is null as is_restricted,
        party.date_of_birth,
        coalesce(array_to_string(home.lines, ', '), '') as address, coalesce(home.postcode, '') as postcode
      from (select best.*, lead.name as called from best
        left join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = best.party_id
        order by best.rank, lead.name, best.party_id
        limit ${limit}::int) as best
      left join parties.party as party on party.council_id = ${councilId}::int and party.id = best.party_id
      left join lateral (
        select lines, postcode from parties.postal_address as theirs
        where theirs.council_id = ${councilId}::int and theirs.party_id = party.id limit 1) as home on true
      order by best.rank, best.called, best.party_id`,
  )
}

const keysThatBegin = (councilId: number, beginning: string): Sql => sql`
  select party_id from parties.search_key
  where council_id = ${councilId}::int and key >= ${beginning}::text and key < ${`${beginning}~`}::text`

/** The beginnings that tell people apart, the rarest first: of all that are too common, the rarest alone. */
async function telling(
  db: Db,
  councilId: number,
  beginnings: readonly string[],
): Promise<readonly string[]> {
  if (beginnings.length < 2) return beginnings
  const counted = await db.many(
    z.object({ beginning: z.string(), people: count }),
    sql`
      select typed.beginning, (
        select count(*) from (
          select from parties.search_key
          where council_id = ${councilId}::int and key >= typed.beginning collate "C" and key < typed.beginning || '~' collate "C"
          limit ${tooCommon}::int) as counted) as people
      from unnest(${[...beginnings]}::text[]) as typed (beginning)
      order by people, beginning`,
  )
  const rare = counted.filter(({ people }) => people < tooCommon)
  return (rare.length > 0 ? rare : counted.slice(0, 1)).map(({ beginning }) => beginning)
}

type Way = { readonly rank: number; readonly parties: Sql }

function waysToFind(
  councilId: number,
  { whole, sounds }: Asked,
  [rarest, ...others]: readonly string[],
): readonly Way[] {
  const ways: Way[] = []
  if (whole.length > 0)
    ways.push({
      rank: 0,
      parties: sql`
        select found.party_id from parties.search_key as found
        where found.council_id = ${councilId}::int and found.key = any(${[...whole]}::text[])
          -- The key of an address stays when the address becomes confidential: nobody learns by a postcode that they live there.
          and (found.key not like 'postcode %' or exists (
            select from parties.address as address
            where address.council_id = ${councilId}::int and address.party_id = found.party_id and not address.is_confidential
              and 'postcode ' || upper(replace(address.postcode, ' ', '')) = found.key))
        limit ${mostLookedAt}::int`,
    })
  if (rarest !== undefined) {
    // Those that have every word: read side by side, however many the planner thinks there are of each.
    const having = others.reduce(
      (found, beginning) => sql`${found} intersect (${keysThatBegin(councilId, beginning)})`,
      // The word as it was typed before those that only begin with it.
      sql`(${keysThatBegin(councilId, rarest)} order by key limit ${tooCommon}::int)`,
    )
    ways.push({
      rank: 1,
      parties: sql`select party_id from (${having}) as found limit ${mostLookedAt}::int`,
    })
  }
  if (sounds.length > 0)
    ways.push({
      rank: 3,
      parties: sql`
        select standard.party_id from parties.standard_key as sounding
        join parties.standard_record as standard
          on standard.council_id = ${councilId}::int and standard.source_record_id = sounding.source_record_id
        where sounding.council_id = ${councilId}::int and sounding.key in (
          select hashtextextended(sound, 0) from unnest(${[...sounds]}::text[]) as sound)
        limit ${mostBySound}::int`,
    })
  return ways
}
