import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

const turn = (councilId: number) => sql`hashtext('emergency stop'), ${councilId}::int`

/**
 * For whatever releases, sends or takes back: from here until the transaction ends no stop can begin, so that each letter is plainly
 * before a stop or after it. Taken first, before any row is locked that a stop locks.
 */
export const beforeAnyStop = async (db: Db, councilId: number): Promise<void> => {
  await db.run(sql`select pg_advisory_xact_lock_shared(${turn(councilId)})`)
}

/** For the stop: waits for what is being sent this moment, and whatever comes next sees the stop. */
export const takeStop = async (db: Db, councilId: number): Promise<void> => {
  await db.run(sql`select pg_advisory_xact_lock(${turn(councilId)})`)
}
