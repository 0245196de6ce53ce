import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

/** The most wrong tries from one address, and payments begun by the number of one account, in a quarter of an hour. */
export const mostTries = 20

/** Counts a guess from an address, and says whether there were not too many of late. The address is kept only as a hash, for a day. */
export async function mayTry(
  db: Db,
  {
    councilId,
    address,
    now,
  }: { readonly councilId: number; readonly address: string; readonly now: Temporal.Instant },
): Promise<boolean> {
  const from = createHash('sha256').update(`address/${address}`).digest('hex')
  const { tries } = await db.one(
    z.object({ tries: count }),
    sql`
      select count(*) as tries from payments.card_link_try
      where council_id = ${councilId}::int and address_hash = ${from}::text
        and tried_at > ${now.subtract({ minutes: 15 })}::timestamptz`,
  )
  if (tries >= mostTries) return false
  await db.run(sql`
    delete from payments.card_link_try
    where council_id = ${councilId}::int and tried_at < ${now.subtract({ hours: 24 })}::timestamptz`)
  await db.run(sql`
    insert into payments.card_link_try (council_id, id, address_hash, tried_at)
    values (${councilId}::int, ${randomUUID()}::uuid, ${from}::text, ${now}::timestamptz)`)
  return true
}
