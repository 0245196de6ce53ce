import { createHash } from 'node:crypto'
import { z } from 'zod'
import { councils } from '#administration'
import { type Database, type Db, ownCouncil } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { join, raw, sql } from '#platform/sql.ts'

/** Moments are left out by their type. These columns too: they number attempts and sequences, or are made of moments. */
const passing: Readonly<Record<string, readonly string[]>> = {
  'administration.access_log': ['access_id'],
  'administration.audit': ['canonical', 'prev_hash', 'hash'],
  'administration.audit_head': ['hash'],
  'correspondence.letter': ['sha256'],
  'correspondence.letter_file': ['pdf'],
  'debts.posting': ['number'],
  'platform.effect': ['attempts', 'fence', 'provider_ref'],
  // A job is known by its kind and key.
  'platform.job': ['id', 'attempts', 'fence'],
}

/** What one council's rows of one table come to: the same rows in any order give the same mark. */
export type TableMark = {
  readonly councilId: number
  readonly table: string
  readonly rows: number
  readonly mark: string
}

/** The state of an installation: one line for all of it, and a mark for each table to find a difference by. */
export type Fingerprint = { readonly hash: string; readonly tables: readonly TableMark[] }

/**
 * The state of every council's tables, without what differs between two runs that came to the same: times, attempts,
 * and hashes over times. Work that was interrupted and carried on must end with the fingerprint of work that was not.
 * Reads every row once; memory does not grow with them.
 */
export async function fingerprint(database: Database): Promise<Fingerprint> {
  const tables: TableMark[] = []
  for (const { id } of await councils(database)) {
    await database.transaction(async db => {
      await ownCouncil(db, id)
      for (const [table, columns] of await tenantTables(db)) {
        tables.push({
          councilId: id,
          table,
          ...(await markOf(db, { councilId: id, table, columns })),
        })
      }
    })
  }
  const hash = createHash('sha256')
  for (const { councilId, table, rows, mark } of tables) {
    hash.update(`${councilId} ${table} ${rows} ${mark}\n`)
  }
  return { hash: hash.digest('hex'), tables }
}

/** The tables whose marks differ, as `council table: rows, rows`. Empty when the two states are the same. */
export const differences = (one: Fingerprint, other: Fingerprint): readonly string[] => {
  const key = ({ councilId, table }: TableMark) => `council ${councilId} ${table}`
  const [ours, theirs] = [one, other].map(({ tables }) => new Map(tables.map(it => [key(it), it])))
  return [...new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])])].flatMap(name => {
    const [a, b] = [ours?.get(name), theirs?.get(name)]
    return a?.mark === b?.mark && a?.rows === b?.rows
      ? []
      : [`${name}: ${a?.rows ?? 'no'} rows and ${b?.rows ?? 'no'} rows`]
  })
}

/** Every table that a council leads, with the columns that are not passing, in a fixed order. */
async function tenantTables(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.many(
    z.object({ tableName: z.string(), columnName: z.string() }),
    sql`
      select namespace.nspname || '.' || class.relname as table_name, attribute.attname as column_name
      from pg_attribute as attribute
      join pg_class as class on class.oid = attribute.attrelid and class.relkind in ('r', 'p')
      join pg_namespace as namespace on namespace.oid = class.relnamespace
      where attribute.attnum > 0 and not attribute.attisdropped and attribute.atttypid <> 'timestamptz'::regtype
        and namespace.nspname !~ '^pg_' and exists (
          select from pg_attribute as council
          where council.attrelid = class.oid and council.attname = 'council_id' and not council.attisdropped)
      order by 1, attribute.attname`,
  )
  const tables = new Map<string, string[]>()
  for (const { tableName, columnName } of rows) {
    if (passing[tableName]?.includes(columnName)) continue
    tables.set(tableName, [...(tables.get(tableName) ?? []), columnName])
  }
  return tables
}

/** Sixty bits of each row's md5, added up: no sorting, and no order to depend on. */
const markOf = (
  db: Db,
  {
    councilId,
    table,
    columns,
  }: {
    readonly councilId: number
    readonly table: string
    readonly columns: readonly string[]
  },
): Promise<{ readonly rows: number; readonly mark: string }> =>
  db.one(
    z.object({ rows: count, mark: z.string() }),
    sql`
      select count(*) as rows,
        coalesce(sum(('x' || left(md5(row(${join(
          columns.map(name => raw(`one.${name}`)),
          ', ',
        )})::text), 15))::bit(60)::bigint), 0)::text as mark
      from ${raw(table)} as one
      where one.council_id = ${councilId}::int`,
  )
