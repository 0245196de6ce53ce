import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

/** The most nights that are caught up one by one: of more, the oldest are left out, for each says all that those before it did. */
const mostNights = 14

/**
 * The business dates that a council has still to run, in order, today last: those since its newest run, stopped or not. None where today
 * has one; today alone where it never had one.
 */
export async function nightsToRun(
  database: Database,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<readonly Temporal.PlainDate[]> {
  const { newest } = await asCouncil(database, councilId, db =>
    db.one(
      z.object({ newest: date.nullable() }),
      sql`
        select max(business_date) as newest from recovery.run
        where council_id = ${councilId}::int`,
    ),
  )
  const missed = newest ? newest.until(today, { largestUnit: 'days' }).days : 1
  const nights = Math.min(Math.max(missed, 0), mostNights)
  return Array.from({ length: nights }, (_, n) => today.subtract({ days: nights - 1 - n }))
}
