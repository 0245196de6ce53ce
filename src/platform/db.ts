import assert from 'node:assert/strict'
import { z } from 'zod'
import { inCode } from './rows.ts'
import { raw, sql, type Sql } from './sql.ts'
import { toPostgres } from './types.ts'

/** Runs SQL and checks each row against the shape the caller expects. */
export type Db = {
  many<Row>(row: z.ZodType<Row>, query: Sql): Promise<readonly Row[]>
  maybeOne<Row>(row: z.ZodType<Row>, query: Sql): Promise<Row | undefined>
  /** Exactly one row; anything else is a fault. */
  one<Row>(row: z.ZodType<Row>, query: Sql): Promise<Row>
  /** Returns how many rows were written. */
  run(query: Sql): Promise<number>
  /** Several statements written in this codebase, without parameters: migrations, not requests. */
  script(text: string): Promise<void>
  /**
   * Streams CSV text into a temporary table by COPY: `copy('pg_temp.staged (a, b)', lines)`. Chunks may break anywhere.
   * Returns nothing: count what arrived with a query.
   */
  copy(target: string, csv: AsyncIterable<string>): Promise<void>
}

/** A way to the database that can begin transactions. All of `work` happens, or none of it. */
export type Database = Db & {
  readonly engine: 'PostgreSQL' | 'PGlite'
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** What each engine supplies. */
export type Connection = {
  query(text: string, values: readonly unknown[]): Promise<{ rows: readonly Row[]; count: number }>
  script(text: string): Promise<void>
  copy(target: string, csv: AsyncIterable<string>): Promise<void>
}

type Row = Readonly<Record<string, unknown>>

let listener: ((statement: string) => void) | undefined

/** Lets a test see every statement as it is sent, to check that each names its council. */
export const onStatement = (listen: typeof listener): void => {
  listener = listen
}

export function dbOver(connection: Connection): Db {
  const query = ({ text, values }: Sql) => {
    listener?.(text)
    return connection.query(text, values.map(toPostgres))
  }
  const db: Db = {
    many: async (row, sql) => (await query(sql)).rows.map(found => row.parse(camelCased(found))),
    maybeOne: async (row, sql) => {
      const rows = await db.many(row, sql)
      assert(rows.length <= 1, 'the query returns at most one row')
      return rows[0]
    },
    one: async (row, sql) => {
      const rows = await db.many(row, sql)
      assert(rows.length === 1 && rows[0] !== undefined, 'the query returns one row')
      return rows[0]
    },
    run: async sql => (await query(sql)).count,
    script: text => {
      listener?.(text)
      return connection.script(text)
    },
    copy: (target, csv) => {
      listener?.(`copy ${target} from stdin`)
      return connection.copy(target, csv)
    },
  }
  return db
}

const camelCased = (row: Row) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [inCode(name), value]))

type Limits = {
  /** A statement that takes longer is given up; 0: none is. */
  readonly timeoutSeconds?: number
  /** The officer from whom restricted records are kept, unless a record names them; left out, all are seen. */
  readonly viewer?: string
}

/**
 * The only road to a council's tables: one transaction, as a role that owns nothing, which sees that council alone.
 *
 * Inside `work` use the `db` it is given and no other: a second connection would be outside the transaction,
 * and on PGlite would wait for it for ever. `set local` rather than `set_config()`, so that Citus passes it on.
 */
export const asCouncil = <T>(
  database: Database,
  councilId: number,
  work: (db: Db) => Promise<T>,
  { timeoutSeconds = 0, viewer = '' }: Limits = {},
): Promise<T> => {
  assert(Number.isInteger(councilId) && councilId > 0, 'a council is a positive whole number')
  assert(Number.isInteger(timeoutSeconds), 'a time-out is a whole number of seconds')
  assert(/^[\da-f-]*$/.test(viewer), 'a viewer is the id of an officer')
  return database.transaction(async db => {
    await db.script(
      `set local role evenhand_app; set local app.council_id = '${councilId}'; set local app.viewer = '${viewer}'; set local statement_timeout = ${timeoutSeconds * 1000}`,
    )
    const result = await work(db)
    const { isHeld } = await db.one(
      z.object({ isHeld: z.boolean() }),
      sql`
        select current_user = 'evenhand_app' and current_setting('app.council_id') = ${String(councilId)}::text
          and current_setting('app.viewer') = ${viewer}::text as is_held`,
    )
    assert(isHeld, 'a transaction ends as the council it began as; this one was undone')
    return result
  })
}

/**
 * Carries on in the same transaction as a council's own role: what the doorkeeper did, or what was done in another
 * council, and what is recorded of it here, happen together or not at all.
 */
export const enterCouncil = (db: Db, councilId: number): Promise<void> => {
  assert(Number.isInteger(councilId) && councilId > 0, 'a council is a positive whole number')
  return db.script(`set local role evenhand_app; set local app.council_id = '${councilId}'`)
}

/** For the installation's owner, whom the fence holds too: the council whose rows this transaction now writes. */
export const ownCouncil = (db: Db, councilId: number): Promise<void> => {
  assert(Number.isInteger(councilId) && councilId > 0, 'a council is a positive whole number')
  return db.script(`set local app.council_id = '${councilId}'`)
}

/** The council of the transaction, for the statements that take it from there. */
export const councilIn = sql`${raw(`nullif(current_setting('app.council_id', true), '')::int`)}`

/** As the role that may look up a person signing in, before any council is known. */
export const asDoorkeeper = <T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> =>
  database.transaction(async db => {
    await db.script('set local role evenhand_doorkeeper')
    return work(db)
  })
