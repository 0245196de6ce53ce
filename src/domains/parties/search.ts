import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { soundKeys } from './matching/keys.ts'

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

/** However common what was typed is, no way of finding somebody brings more than so many. */
const mostByOneWay = 100

/**
 * People as officers type them: words of a name or an address, a postcode, a telephone number, an e-mail address, an
 * insurance number or its last four, or a source’s own number for them; failing that, a name that sounds the same. At most
 * `limit`, best first. Wild cards that were typed are taken as what they are.
 */
export const searchParties = (
  db: Db,
  councilId: number,
  typed: string,
  limit = 20,
): Promise<readonly FoundParty[]> => {
  const ways = waysToFind(councilId, typed.trim())
  if (ways.length === 0) return Promise.resolve([])
  const [first, ...others] = ways.map(
    ({ rank, parties }) =>
      sql`(select way.party_id, ${rank}::int as rank from (${parties}) as way (party_id) limit ${mostByOneWay}::int)`,
  )
  const hits = others.reduce((all, way) => sql`${all} union all ${way}`, first ?? sql``)
  return db.many(
    foundParty,
    sql`
      with hit as (${hits}), best as (
        select coalesce(found.person_id, hit.party_id) as party_id, min(rank) as rank
        from hit left join parties.party as found on found.council_id = ${councilId}::int and found.id = hit.party_id
        group by 1
      )
      select best.party_id as id, coalesce(party.name, 'Restricted') as name, party.id is null as is_restricted,
        party.date_of_birth,
        coalesce(array_to_string(home.lines, ', '), '') as address, coalesce(home.postcode, '') as postcode
      from best
      left join parties.party as party on party.council_id = ${councilId}::int and party.id = best.party_id
      left join parties.postal_address as home
        on home.council_id = ${councilId}::int and home.party_id = party.id
      order by best.rank, party.name, best.party_id
      limit ${limit}::int`,
  )
}

type Way = { readonly rank: number; readonly parties: Sql }

/** Only the ways that what was typed can be meant in: a number is not looked for among names. */
function waysToFind(councilId: number, typed: string): readonly Way[] {
  const words = typed
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(word => word.length >= 2)
  const like = words.map(word => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const code = typed.toUpperCase().replaceAll(' ', '')
  const digits = typed.replaceAll(/\D/g, '').slice(-10)
  const council = sql`council_id = ${councilId}::int`
  const sounds = /\d/.test(typed) ? [] : soundKeys(words)
  return [
    ...(words.length > 0
      ? [
          {
            rank: 1,
            parties: sql`
              select id from parties.party where ${council} and lower(name) like all (${like}::text[])
              union all
              select party_id from parties.source_record where ${council} and lower(name) like all (${like}::text[])`,
          },
          {
            rank: 2,
            parties: sql`
              select party_id from parties.address
              where ${council} and not is_confidential and lower(parties.in_one_line(lines)) like all (${like}::text[])`,
          },
        ]
      : []),
    ...(/^[A-Z]{1,2}\d/.test(code)
      ? [
          {
            rank: 2,
            parties: sql`
              select party_id from parties.address
              where ${council} and not is_confidential and replace(postcode, ' ', '') = ${code}::text`,
          },
        ]
      : []),
    ...(digits.length >= 9 && /^[\d\s()+-]+$/.test(typed)
      ? [
          {
            rank: 0,
            parties: sql`
              select party_id from parties.contact_point
              where ${council} and kind = 'telephone' and parties.digits(value) = ${digits}::text`,
          },
        ]
      : []),
    ...(typed.includes('@')
      ? [
          {
            rank: 0,
            parties: sql`
              select party_id from parties.contact_point
              where ${council} and kind = 'email' and lower(value) = ${typed.toLowerCase()}::text`,
          },
        ]
      : []),
    ...(/^[A-Z]{2}\d{6}[A-D]?$/.test(code)
      ? [
          {
            rank: 0,
            parties: sql`
              select party_id from parties.source_record where ${council} and national_insurance_number = ${code}::text`,
          },
        ]
      : []),
    ...(/^\d{3}[A-D]$/.test(code)
      ? [
          {
            rank: 1,
            parties: sql`
              select party_id from parties.source_record
              where ${council} and right(national_insurance_number, 4) = ${code}::text`,
          },
        ]
      : []),
    ...(/\d/.test(code)
      ? [
          {
            rank: 0,
            parties: sql`
              select party_id from parties.source_record where ${council} and upper(person_number) = ${code}::text`,
          },
        ]
      : []),
    ...(sounds.length > 0
      ? [
          {
            rank: 3,
            parties: sql`
              select standard.party_id from parties.standard_key as sounding
              join parties.standard_record as standard
                on standard.council_id = ${councilId}::int and standard.source_record_id = sounding.source_record_id
              where sounding.council_id = ${councilId}::int and sounding.key = any(${sounds}::text[])`,
          },
        ]
      : []),
  ]
}
