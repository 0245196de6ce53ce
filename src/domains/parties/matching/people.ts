import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

const member = z.object({ id: z.string(), personId: z.string(), knownSince: z.string() })
type Member = z.infer<typeof member>

const ids = z.object({ id: z.string() })

/**
 * Locks everybody of the people that these parties belong to, and answers them as they are then. Whoever had the lock
 * before may have made other people of them, so they are read again until nobody is missing. Not so strong that rows which
 * merely mention them must wait.
 */
export async function lockPeople(
  db: Db,
  councilId: number,
  partyIds: readonly string[],
): Promise<readonly Member[]> {
  let locked = new Set<string>()
  for (;;) {
    const everybody = (
      await db.many(
        ids,
        sql`
          select id from parties.party
          where council_id = ${councilId}::int and person_id in (
            select person_id from parties.party
            where council_id = ${councilId}::int and id = any(${[...partyIds]}::uuid[]))`,
      )
    ).map(({ id }) => id)
    if (everybody.every(id => locked.has(id))) return membersAmong(db, councilId, everybody)
    // By their own ids, which nobody changes, and in one order.
    await db.run(sql`
      select id from parties.party
      where council_id = ${councilId}::int and id = any(${everybody}::uuid[])
      order by id for no key update`)
    locked = new Set(everybody)
  }
}

const membersAmong = (db: Db, councilId: number, partyIds: readonly string[]) =>
  db.many(
    member,
    sql`
      select id, person_id, recorded_at::text as known_since from parties.party
      where council_id = ${councilId}::int and id = any(${[...partyIds]}::uuid[])
      order by id`,
  )

/** Takes turns with whoever else joins and parts people of the council, until the transaction ends. */
export const takeTurn = async (db: Db, councilId: number): Promise<void> => {
  await db.run(sql`select pg_advisory_xact_lock(hashtext('who is who'), ${councilId}::int)`)
}
