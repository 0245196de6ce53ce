import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

const postcode = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/g

/** The postcodes in a text, in capitals without spaces. */
export const postcodesIn = (text: string): readonly string[] =>
  [...text.toUpperCase().matchAll(postcode)].map(([found]) => found.replaceAll(/\s/g, ''))

/** Those of some postcodes where somebody’s address is confidential: what names one is shown to few. */
export async function confidentialPostcodes(
  db: Db,
  councilId: number,
  postcodes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (postcodes.length === 0) return new Set()
  const found = await db.many(
    z.object({ postcode: z.string() }),
    sql`
      select distinct asked.postcode
      from unnest(${[...new Set(postcodes)]}::text[]) as asked (postcode)
      join parties.search_key as near on near.council_id = ${councilId}::int and near.key = 'postcode ' || asked.postcode
      join parties.address as address on address.council_id = ${councilId}::int and address.party_id = near.party_id
      where address.is_confidential and upper(replace(address.postcode, ' ', '')) = asked.postcode`,
  )
  return new Set(found.map(({ postcode }) => postcode))
}
