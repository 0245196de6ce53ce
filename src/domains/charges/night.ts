import { z } from 'zod'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { readCharges } from './read-charges.ts'

/** So many charges are read in one transaction. */
const atOnce = 200

/**
 * A night of charges: interest of the months that are over is posted, and whatever was learned since is put right. It reads the charges
 * whose interest runs, and those whose account or holds have changed since they were read, and no others. A few hundred a
 * transaction: killed and run again it posts once. Answers how many entries were posted.
 */
export async function keepCharges(
  database: Database,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<number> {
  let posted = 0
  for (let after = nobody; ;) {
    const ids = await asCouncil(database, councilId, async db => {
      const found = await dueCharges(db, { councilId, after })
      if (found.length > 0) posted += await readCharges(db, { councilId, ids: found, today })
      return found
    })
    const last = ids.at(-1)
    if (ids.length < atOnce || last === undefined) return posted
    after = last
  }
}

/** The charges that a night has to read, after one of them: interest that runs, and what has changed since it was read. */
export async function dueCharges(
  db: Db,
  { councilId, after = nobody }: { readonly councilId: number; readonly after?: string },
): Promise<readonly string[]> {
  const due = await db.many(
    z.object({ id: z.string() }),
    sql`
      select component.id
      from charges.component as component
      where component.council_id = ${councilId}::int and component.id > ${after}::uuid
        and (component.basis_points is not null and component.ends_on is null
          or component.read_version is distinct from charges.version_of(${councilId}::int, component.account_id))
      order by component.id limit ${atOnce}::int`,
  )
  return due.map(({ id }) => id)
}

const nobody = '00000000-0000-0000-0000-000000000000'
