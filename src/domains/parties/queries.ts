import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

/**
 * The ids of everybody who is this person, for `party_id in (…)`: facts stay with the party they came to, and a page shows
 * them all.
 */
export const partiesOf = (councilId: number, partyId: string): Sql => sql`
  select everybody.id from parties.party as everybody
  where everybody.council_id = ${councilId}::int and everybody.person_id = (
    select asked.person_id from parties.party as asked
    where asked.council_id = ${councilId}::int and asked.id = ${partyId}::uuid)`

const party = z.object({
  id: z.string(),
  /** The party that leads the person: where their page is. */
  personId: z.string(),
  kind: z.enum(['person', 'organisation']),
  name: z.string(),
  dateOfBirth: date.nullable(),
  isPlaceholder: z.boolean(),
  hasOddCharacters: z.boolean(),
  deceasedOn: date.nullable(),
})
/** A person or organisation, under the name we use for them. */
export type Party = z.infer<typeof party>

export const findParty = (db: Db, councilId: number, id: string): Promise<Party | undefined> =>
  db.maybeOne(
    party,
    sql`
      select id, person_id, kind, name, date_of_birth, is_placeholder, has_odd_characters, (
        select min(everybody.deceased_on) from parties.party as everybody
        where everybody.council_id = ${councilId}::int and everybody.person_id = party.person_id) as deceased_on
      from parties.party as party where council_id = ${councilId}::int and id = ${id}::uuid`,
  )

const sourceRecord = z.object({
  id: z.string(),
  partyId: z.string(),
  source: z.string(),
  personNumber: z.string(),
  name: z.string(),
  address: z.string(),
  postcode: z.string(),
  recordedAt: instant,
  supersededAt: instant.nullable(),
  why: z.string(),
})
/** What one source system calls and says of someone, and why it is taken to be them. */
export type SourceRecord = z.infer<typeof sourceRecord>

export const sourceRecordsOf = (
  db: Db,
  councilId: number,
  partyId: string,
): Promise<readonly SourceRecord[]> =>
  db.many(
    sourceRecord,
    sql`
      select record.id, record.party_id, record.source, record.person_number, record.name, record.address, record.postcode,
        record.recorded_at, record.superseded_at, link.why
      from parties.source_record as record
      join parties.link as link
        on link.council_id = ${councilId}::int and link.source_record_id = record.id and link.ended_at is null
      where record.council_id = ${councilId}::int and record.party_id in (${partiesOf(councilId, partyId)})
      order by record.superseded_at is not null, record.source, record.version desc`,
  )

const address = z.object({
  id: z.string(),
  lines: z.array(z.string()),
  postcode: z.string(),
  source: z.string(),
  validFrom: date,
  validTo: date.nullable(),
})
export type Address = z.infer<typeof address>

export const addressesOf = (
  db: Db,
  councilId: number,
  partyId: string,
): Promise<readonly Address[]> =>
  db.many(
    address,
    sql`
      select id, lines, postcode, source, valid_from, valid_to
      from parties.address
      where council_id = ${councilId}::int and party_id in (${partiesOf(councilId, partyId)}) and not is_confidential
      order by valid_to is not null, valid_from desc, id`,
  )

const contactPoint = z.object({
  kind: z.enum(['telephone', 'email']),
  value: z.string(),
  source: z.string(),
})
export type ContactPoint = z.infer<typeof contactPoint>

export const contactPointsOf = (
  db: Db,
  councilId: number,
  partyId: string,
): Promise<readonly ContactPoint[]> =>
  db.many(
    contactPoint,
    sql`
      select kind, value, source from parties.contact_point
      where council_id = ${councilId}::int and party_id in (${partiesOf(councilId, partyId)}) and valid_to is null
      order by kind desc, valid_from desc, value`,
  )

const foundParty = z.object({
  id: z.string(),
  name: z.string(),
  dateOfBirth: date.nullable(),
  address: z.string(),
  postcode: z.string(),
})
export type FoundParty = z.infer<typeof foundParty>

/**
 * People whose name or address has every word typed, or whose postcode it is; at most `limit`, best first.
 * A word of fewer than two letters is passed over. Wild cards that were typed are taken as what they are.
 */
export const searchParties = (
  db: Db,
  councilId: number,
  typed: string,
  limit = 20,
): Promise<readonly FoundParty[]> => {
  const words = typed
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(word => word.length >= 2)
    .map(word => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const postcode = typed.toUpperCase().replaceAll(' ', '')
  return db.many(
    foundParty,
    sql`
      with hit as (
        select id as party_id, 1 as rank from parties.party
        where council_id = ${councilId}::int and cardinality(${words}::text[]) > 0
          and lower(name) like all (${words}::text[])
        union all
        select party_id, 1 from parties.source_record
        where council_id = ${councilId}::int and cardinality(${words}::text[]) > 0
          and lower(name) like all (${words}::text[])
        union all
        select party_id, 2 from parties.address
        where council_id = ${councilId}::int and cardinality(${words}::text[]) > 0 and not is_confidential
          and lower(parties.in_one_line(lines)) like all (${words}::text[])
        union all
        select party_id, 2 from parties.address
        where council_id = ${councilId}::int and not is_confidential
          and replace(postcode, ' ', '') = ${postcode}::text
        limit 200
      ), best as (
        select found.person_id as party_id, min(rank) as rank
        from hit join parties.party as found on found.council_id = ${councilId}::int and found.id = hit.party_id
        group by found.person_id
      )
      select party.id, party.name, party.date_of_birth,
        coalesce(array_to_string(home.lines, ', '), '') as address, coalesce(home.postcode, '') as postcode
      from best
      join parties.party as party on party.council_id = ${councilId}::int and party.id = best.party_id
      left join parties.postal_address as home
        on home.council_id = ${councilId}::int and home.party_id = party.id
      order by best.rank, party.name, party.id
      limit ${limit}::int`,
  )
}
