import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

const housemate = z.object({ id: z.string(), name: z.string() })
/** Somebody else who is known to live at the same address. */
export type Housemate = z.infer<typeof housemate>

/** An address that more people share than this is a hostel, an agent or an office, and says nothing of a household. */
const mostInAHome = 12

/**
 * The others whose current address is one of a person's own: a relationship, never a reason to take two people for one.
 * By name; nobody where so many share the address that it is no home.
 */
export const housemates = async (
  db: Db,
  councilId: number,
  personId: string,
): Promise<readonly Housemate[]> => {
  const others = await db.many(
    housemate,
    sql`
      with home as materialized (
        select 'postcode ' || upper(replace(address.postcode, ' ', '')) as key, lower(parties.in_one_line(address.lines)) as line
        from parties.address as address
        join parties.party as party on party.council_id = ${councilId}::int and party.id = address.party_id
        where address.council_id = ${councilId}::int and party.person_id = ${personId}::uuid
          and address.valid_to is null and address.authority_id is null and not address.is_confidential and address.postcode <> ''
      )
      select distinct lead.id, lead.name
      from home
      join parties.search_key as near on near.council_id = ${councilId}::int and near.key = home.key
      join parties.address as theirs
        on theirs.council_id = ${councilId}::int and theirs.party_id = near.party_id
        and lower(parties.in_one_line(theirs.lines)) = home.line
      join parties.party as other on other.council_id = ${councilId}::int and other.id = theirs.party_id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = other.person_id
      where theirs.valid_to is null and theirs.authority_id is null and not theirs.is_confidential
        and lead.id <> ${personId}::uuid and not lead.is_placeholder
      order by lead.name, lead.id
      limit ${mostInAHome + 1}::int`,
  )
  return others.length > mostInAHome ? [] : others
}
