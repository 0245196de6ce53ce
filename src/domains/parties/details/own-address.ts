import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/**
 * An address of the same person that another of their records brought, as an address of this party; answers its id. What is
 * kept of a letter then says that it went to an address of its addressee's, after the two are parted too.
 */
export async function ownAddress(
  db: Db,
  {
    councilId,
    partyId,
    addressId,
  }: { readonly councilId: number; readonly partyId: string; readonly addressId: string },
): Promise<string> {
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`select platform.id_of('copied address', ${councilId}::int, ${`${partyId}/${addressId}`}) as id`,
  )
  await db.run(sql`
    insert into parties.address
      (council_id, id, party_id, lines, postcode, source, valid_from, is_confidential, copied_from)
    select council_id, ${id}::uuid, ${partyId}::uuid, lines, postcode, source, valid_from, is_confidential, id
    from parties.address where council_id = ${councilId}::int and id = ${addressId}::uuid
    on conflict do nothing`)
  return id
}
