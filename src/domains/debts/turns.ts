import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

const book = (councilId: number) => sql`hashtext('imports'), ${councilId}::int`

/** Takes the council's book for a file until the transaction ends: another file of the council waits for it. */
export const takeBookForFile = async (db: Db, councilId: number): Promise<void> => {
  await db.run(sql`select pg_advisory_xact_lock(${book(councilId)})`)
}

/**
 * Takes the council's book until the transaction ends, beside others who do, unless a file is being applied, which this says
 * by answering false: a night never sees half a file, an officer never posts what a file is just telling of, and a file that
 * comes meanwhile waits.
 */
export const takeBookBetweenFiles = async (db: Db, councilId: number): Promise<boolean> => {
  const { taken } = await db.one(
    z.object({ taken: z.boolean() }),
    sql`select pg_try_advisory_xact_lock_shared(${book(councilId)}) as taken`,
  )
  return taken
}

/** Takes the council's book beside others, once whatever file is being applied has been: what is sent is plainly before a file or after it. */
export const takeBookAfterFile = async (db: Db, councilId: number): Promise<void> => {
  await db.run(sql`select pg_advisory_xact_lock_shared(${book(councilId)})`)
}
