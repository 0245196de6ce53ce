import type { Db } from './db.ts'
import { type Sql, sql } from './sql.ts'

/** From here on a set of rows changes what the planner should know of a table. */
export const manyRows = 1000

/**
 * Writes a set of rows into a table, and when they are many tells the planner of them, for what comes after in this
 * transaction: joins with the table, and the checks of keys that refer to it. Without it the planner goes by what the
 * table was before, and may compare every row with every row. Other transactions that fill the same table wait for this
 * one, so everybody fills tables in one order. Returns how many rows were written.
 */
export async function fillTable(db: Db, table: string, rows: Sql): Promise<number> {
  const written = await db.run(rows)
  if (written >= manyRows) await db.run(sql`select platform.count_again(${table}::regclass)`)
  return written
}
