import { z } from 'zod'
import type { Database, Db } from '#platform/db.ts'
import { raw, sql } from '#platform/sql.ts'

/**
 * Makes an empty table `floor.x` like a table of ours: the same columns, checks, keys, indexes and foreign keys, and
 * neither its triggers nor its row-level security. What it costs to fill is what plain SQL costs.
 */
export async function copyOf(database: Database, table: string): Promise<string> {
  const copy = `floor.${table.split('.')[1]}`
  await database.script(`
    create schema if not exists floor;
    create table ${copy} (like ${table} including defaults including identity including constraints including indexes)`)
  const keys = await database.many(
    z.object({ definition: z.string() }),
    sql`
      select pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = ${table}::regclass and contype = 'f'`,
  )
  // They refer to the tables that ours refer to, which hold the same rows.
  for (const { definition } of keys) await database.script(`alter table ${copy} add ${definition}`)
  return copy
}

/** Copies rows of a table of ours into its copy, by one plain statement. Returns how many. */
export async function fill(db: Db, table: string, where = 'true'): Promise<number> {
  const columns = await db.many(
    z.object({ name: z.string() }),
    sql`
      select quote_ident(attname) as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attidentity = ''
      order by attnum`,
  )
  const list = columns.map(({ name }) => name).join(', ')
  return db.run(
    raw(
      `insert into floor.${table.split('.')[1]} (${list}) select ${list} from ${table} where ${where}`,
    ),
  )
}
