import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

const member = z.object({ id: z.string(), personId: z.string(), knownSince: z.string() })

/** Locks everybody of the people that these parties belong to, in one order, and answers them. */
export const lockPeople = (db: Db, councilId: number, partyIds: readonly string[]) =>
  db.many(
    member,
    sql`
      select id, person_id, recorded_at::text as known_since from parties.party
      where council_id = ${councilId}::int and person_id in (
        select person_id from parties.party
        where council_id = ${councilId}::int and id = any(${[...partyIds]}::uuid[]))
      order by id for update`,
  )
