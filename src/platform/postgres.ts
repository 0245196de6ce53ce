import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Connection, type Database, dbOver } from './db.ts'
import { parsers } from './types.ts'

const types = new pg.TypeOverrides()
for (const [oid, parse] of Object.entries(parsers)) types.setTypeParser(Number(oid), parse)

/** A pool of connections to a PostgreSQL server (15 or later). */
export function connectPostgres(
  connectionString: string,
  { connections = 10 }: { readonly connections?: number } = {},
): Database {
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: 5_000,
    application_name: 'evenhand',
    // Compiling a statement of this size costs seconds, and none of ours runs long enough to earn them back. A page read anywhere on
    // a solid-state disk, or from memory, costs hardly more than the next one: the default is a turning disk's.
    options:
      '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c jit=off -c random_page_cost=1.1 -c work_mem=32MB',
  })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})

  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    let failure: Error | undefined
    try {
      return await work(client)
    } catch (error) {
      failure = isLost(error) ? (error as Error) : undefined
      throw error
    } finally {
      client.release(failure)
    }
  }
  const borrowed: Connection = {
    query: (text, values) => withClient(client => connectionOver(client).query(text, values)),
    script: text => withClient(client => connectionOver(client).script(text)),
    copy: (target, csv) => withClient(client => connectionOver(client).copy(target, csv)),
  }

  return {
    ...dbOver(borrowed),
    engine: 'PostgreSQL',
    transaction: work =>
      withClient(async client => {
        await client.query('begin')
        try {
          const result = await work(dbOver(connectionOver(client)))
          await client.query('commit')
          return result
        } catch (error) {
          // A lost connection has rolled back by itself; the first error is the one to tell.
          await client.query('rollback').catch(() => {})
          throw error
        }
      }),
    close: () => pool.end(),
  }
}

const connectionOver = (client: pg.PoolClient): Connection => ({
  query: async (text, values) => {
    // The extended protocol takes one statement, whatever its text holds; the simple one would take several.
    const query = { text, values: [...values], types, queryMode: 'extended' }
    const { rows, rowCount } = await client.query(query)
    return { rows, count: rowCount ?? 0 }
  },
  script: async text => {
    await client.query(text)
  },
  copy: async (target, csv) => {
    const into = client.query(copyFrom(`copy ${target} from stdin with (format csv)`))
    await pipeline(Readable.from(csv), into)
    if (!into.writableFinished) await once(into, 'finish')
  },
})

const isLost = (error: unknown): boolean =>
  error instanceof Error && !('severity' in error && error.severity === 'ERROR')
