import { sql } from '#platform/sql.ts'

/** Arrived, and not yet known whose. */
export const unplaced = sql`
  select arrived.* from pg_temp.arrived as arrived
  where not exists (select from pg_temp.placed as placed where placed.id = arrived.id)`
