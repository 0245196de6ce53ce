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
  /** Not every officer may open it. */
  isRestricted: z.boolean(),
})
/** A person or organisation, under the name we use for them. */
export type Party = z.infer<typeof party>

export const findParty = (db: Db, councilId: number, id: string): Promise<Party | undefined> =>
  db.maybeOne(
    party,
    sql`
      select id, person_id, kind, name, date_of_birth, is_placeholder, has_odd_characters, is_restricted, (
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
      select record.id, record.party_id, record.source, record.person_number, record.name,
        case when hidden.it then 'a confidential address' else record.address end as address,
        case when hidden.it then '' else record.postcode end as postcode, record.recorded_at, record.superseded_at, link.why
      from parties.source_record as record
      join parties.link as link
        on link.council_id = ${councilId}::int and link.source_record_id = record.id and link.ended_at is null
      cross join lateral (
        select exists (
          select from parties.live_mark as mark
          join parties.party as whose on whose.council_id = ${councilId}::int and whose.id = record.party_id
          where mark.council_id = ${councilId}::int and mark.person_id = whose.person_id and mark.mark = 'confidential'
            and mark.standard_form = parties.standard_address(string_to_array(record.address, ', '), record.postcode)
        ) as it) as hidden
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
        and authority_id is null and copied_from is null
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
