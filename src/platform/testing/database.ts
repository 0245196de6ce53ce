import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../db.ts'
import { migrate } from '../migrate.ts'
import { openPglite } from '../pglite.ts'
import { connectPostgres } from '../postgres.ts'
import { withServer } from './server.ts'
import { watchStatements } from './watch-statements.ts'

const root = join(import.meta.dirname, '..', '..', '..')

export type TestDatabase = Database & AsyncDisposable & { readonly url: string | undefined }

/**
 * A fresh database with the whole schema and nothing in it: PostgreSQL when `TEST_DATABASE_URL` gives a server where
 * databases may be created, otherwise PGlite in memory. `await using db = await aDatabase()` drops it afterwards.
 */
export const aDatabase = async (): Promise<TestDatabase> => {
  const server = process.env['TEST_DATABASE_URL']
  const database = await (server === undefined ? onPglite() : onPostgres(server))
  // The runner asks for it: each statement of ours must name its council.
  if (process.env['TEST_STATEMENTS'] !== undefined) await watchStatements(database)
  return database
}

async function onPglite(): Promise<TestDatabase> {
  const database = await openPglite({ snapshot: await snapshot() })
  return Object.assign(database, { url: undefined, [Symbol.asyncDispose]: () => database.close() })
}

/** A migrated PGlite is made once for each set of migrations, and copied. */
async function snapshot(): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(root, '.cache', `test-database-${await version()}.tar`)
  const kept = await readFile(path).catch(() => undefined)
  if (kept) return new Uint8Array(kept)
  const database = await openPglite()
  await migrate(database)
  const dump = await database.dump()
  await database.close()
  await mkdir(join(root, '.cache'), { recursive: true })
  const unfinished = `${path}.${randomUUID()}`
  await writeFile(unfinished, dump)
  await rename(unfinished, path)
  return dump
}

async function onPostgres(server: string): Promise<TestDatabase> {
  const template = `evenhand_template_${await version()}`
  const name = `evenhand_test_${randomUUID().replaceAll('-', '')}`
  await withServer(server, async client => {
    await client.query('select pg_advisory_lock(4607)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [
      template,
    ])
    if (rowCount === 0) {
      const unfinished = `${template}_${randomUUID().slice(0, 8)}`
      await client.query(`create database ${unfinished.replaceAll('-', '_')}`)
      const database = connectPostgres(urlOf(server, unfinished), { connections: 2 })
      await migrate(database)
      await database.close()
      await client.query(`alter database ${unfinished} rename to ${template}`)
    }
    await client.query(`create database ${name} template ${template}`)
    await client.query('select pg_advisory_unlock(4607)')
  })
  const url = urlOf(server, name)
  const database = connectPostgres(url, { connections: 6 })
  const close = async () => {
    await database.close()
    await withServer(server, client => client.query(`drop database ${name} with (force)`))
  }
  return Object.assign({ ...database, close, url }, { [Symbol.asyncDispose]: close })
}

const urlOf = (server: string, database: string) => {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** Changes when any migration does. */
async function version(): Promise<string> {
  const folder = join(root, 'db', 'migrations')
  const hash = createHash('sha256')
  for (const name of (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()) {
    hash.update(name).update(await readFile(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
