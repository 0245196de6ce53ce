import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

type OfRun = { readonly councilId: number; readonly runId: string; readonly by: string }

/** How many cases of a run with warnings its approver opens first: these, or all where it has fewer. */
export const casesToOpen = 20

/** Writes down that somebody opened a case of a run. False where the run has no such account. */
export const openCase = async (
  db: Db,
  { councilId, runId, by, accountId }: OfRun & { readonly accountId: string },
): Promise<boolean> => {
  const found = await db.run(sql`
    select from recovery.run_item
    where council_id = ${councilId}::int and run_id = ${runId}::uuid and account_id = ${accountId}::uuid`)
  if (found === 0) return false
  await db.run(sql`
    insert into recovery.opened_case (council_id, run_id, account_id, opened_by)
    values (${councilId}::int, ${runId}::uuid, ${accountId}::uuid, ${by}::text)
    on conflict (council_id, run_id, opened_by, account_id) do nothing`)
  return true
}

/** How many cases of a run somebody has opened. */
export const casesOpened = async (db: Db, { councilId, runId, by }: OfRun): Promise<number> =>
  (
    await db.one(
      z.object({ opened: z.number() }),
      sql`
        select count(*)::int as opened from recovery.opened_case
        where council_id = ${councilId}::int and run_id = ${runId}::uuid and opened_by = ${by}::text`,
    )
  ).opened
