import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { letters, standardise } from './matching/person.ts'

/** Somebody as another team knows them: a name, and at least one thing more that only they should have. */
export type Described = {
  readonly name: string
  readonly dateOfBirth?: Temporal.PlainDate | undefined
  /** Of the home where they live now. */
  readonly postcode?: string | undefined
  readonly insuranceNumber?: string | undefined
  /** Whoever owes the account whose reference was given. */
  readonly owing?: readonly string[] | undefined
}

/** What is known of a person, all their records together. */
export type Known = {
  readonly names: readonly string[]
  readonly datesOfBirth: readonly string[]
  readonly postcodes: readonly string[]
  readonly insuranceNumbers: readonly string[]
  readonly parties: readonly string[]
}

/**
 * Whether a person is the one described: one of their names is the name, and everything else that was said is known of
 * them. What is not known of them speaks against it: a father and a son have one name at one address. Nobody is described
 * by a name alone.
 */
export function isDescribed(described: Described, known: Known): boolean {
  const { dateOfBirth, postcode, insuranceNumber, owing } = described
  const told = [
    dateOfBirth && known.datesOfBirth.includes(dateOfBirth.toString()),
    postcode && known.postcodes.some(theirs => letters(theirs) === letters(postcode)),
    insuranceNumber &&
      known.insuranceNumbers.some(theirs => letters(theirs) === letters(insuranceNumber)),
    owing && known.parties.some(party => owing.includes(party)),
  ].filter(agrees => agrees !== undefined && agrees !== '')
  return (
    told.length > 0 &&
    told.every(Boolean) &&
    known.names.some(theirs => isName(described.name, theirs))
  )
}

/** One family name, one first name, and no other name that the known one lacks: “Ann Reed” is “REED, Mrs Ann Mary”. */
function isName(said: string, theirs: string): boolean {
  const [one, other] = [said, theirs].map(full => {
    const { given, family } = standardise({ full_name: full })
    return { given: given.split(' ').filter(Boolean), family }
  })
  if (!one || !other || one.family === '' || one.family !== other.family) return false
  return (
    one.given[0] === other.given[0] &&
    one.given.length > 0 &&
    one.given.every(name => other.given.includes(name))
  )
}

const known = z.object({
  personId: z.string(),
  isRestricted: z.boolean(),
  hasDied: z.boolean(),
  /** Those of their records that what was said leads to, the one that leads the person first. */
  found: z.array(z.string()),
  parties: z.array(z.string()),
  names: z.array(z.string()),
  datesOfBirth: z.array(z.string()),
  postcodes: z.array(z.string()),
  insuranceNumbers: z.array(z.string()),
})

/** Somebody whom a description fits: the person, and the party of theirs that it leads to. */
export type Fitting = {
  readonly personId: string
  readonly partyId: string
  readonly isRestricted: boolean
  readonly hasDied: boolean
}

/** What leads to more than this tells nobody apart: then nobody fits, rather than some of them being looked at. */
const mostLookedAt = 500

/**
 * Everybody whom a description fits, restricted people too: the caller must not say who, nor how many. Never by an address
 * that is confidential, or that is not theirs any more. Asked without a viewer, so that nobody who fits is overlooked.
 */
export async function whoIsDescribed(
  db: Db,
  councilId: number,
  described: Described,
): Promise<readonly Fitting[]> {
  const where = leading(councilId, described)
  if (!where) return []
  const people = await db.many(
    known,
    sql`
      with found as materialized (${where}),
      person as materialized (
        select party.person_id, array_agg(found.party_id::text order by found.party_id <> party.person_id, found.party_id) as found
        from (select distinct party_id from found) as found
        join parties.party as party on party.council_id = ${councilId}::int and party.id = found.party_id
        where not party.is_placeholder
        group by party.person_id
      )
      select person.person_id, person.found, theirs.*, homes.postcodes
      from person
      cross join lateral (
        select bool_or(party.is_restricted) as is_restricted, bool_or(party.deceased_on is not null) as has_died,
          array_agg(distinct party.id::text) as parties,
          array_agg(distinct coalesce(record.name, party.name)) || array_agg(distinct party.name) as names,
          array_remove(array_agg(distinct record.date_of_birth::text) || array_agg(distinct party.date_of_birth::text), null)
            as dates_of_birth,
          array_remove(array_agg(distinct record.national_insurance_number), null) as insurance_numbers
        from parties.party as party
        left join parties.source_record as record
          on record.council_id = ${councilId}::int and record.party_id = party.id and record.superseded_at is null
        where party.council_id = ${councilId}::int and party.person_id = person.person_id) as theirs
      cross join lateral (
        select coalesce(array_agg(home.postcode), '{}') as postcodes
        from parties.party as party
        -- One party at a time: joined, the newest address of everybody in the council would be worked out.
        cross join lateral (
          select theirs.postcode from parties.postal_address as theirs
          where theirs.council_id = ${councilId}::int and theirs.party_id = party.id limit 1) as home
        where party.council_id = ${councilId}::int and party.person_id = person.person_id and home.postcode <> '') as homes
      where (select count(*) from found) <= ${mostLookedAt}::int`,
  )
  return people
    .filter(person => isDescribed(described, person))
    .map(({ personId, found, isRestricted, hasDied }) => ({
      personId,
      partyId: found[0] ?? personId,
      isRestricted,
      hasDied,
    }))
}

/** Those whom the rarest thing that was said leads to: the rest of it is looked at in them alone. */
function leading(
  councilId: number,
  { dateOfBirth, postcode, insuranceNumber, owing }: Described,
): Sql | undefined {
  if (insuranceNumber !== undefined)
    return sql`
      select party_id from parties.search_key
      where council_id = ${councilId}::int and key = ${`insurance ${letters(insuranceNumber).toUpperCase()}`}::text`
  if (owing !== undefined)
    return sql`
      select id as party_id from parties.party where council_id = ${councilId}::int and id = any(${[...owing]}::uuid[])`
  if (dateOfBirth !== undefined)
    return sql`
      select party_id from parties.source_record
      where council_id = ${councilId}::int and date_of_birth = ${dateOfBirth}::date and superseded_at is null`
  if (postcode !== undefined)
    return sql`
      select party_id from parties.search_key
      where council_id = ${councilId}::int and key = ${`postcode ${letters(postcode).toUpperCase()}`}::text`
  return undefined
}
