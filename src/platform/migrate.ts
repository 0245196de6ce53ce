import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from './db.ts'
import { sql } from './sql.ts'

const folder = join(import.meta.dirname, '..', '..', 'db', 'migrations')

const applied = z.object({ name: z.string(), sha256: z.string() })

/**
 * Brings the schema forward, one file and one transaction at a time, and returns the names of what was applied.
 * Killed in the middle, it carries on from the last whole file. Refuses a file that changed after it was applied:
 * migrations only go forwards.
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  await database.script(`
    create schema if not exists platform;
    create table if not exists platform.migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
  const done = new Map(
    (await database.many(applied, sql`select name, sha256 from platform.migration`)).map(row => [
      row.name,
      row.sha256,
    ]),
  )
  const files = (await readdir(folder)).filter(name => /^\d{4}-[\w-]+\.sql$/.test(name)).sort()
  const added: string[] = []
  for (const name of files) {
    const text = await readFile(join(folder, name), 'utf8')
    const sha256 = createHash('sha256').update(text).digest('hex')
    const before = done.get(name)
    if (before === sha256) continue
    if (before !== undefined) {
      throw new Error(
        `The migration ${name} was applied and has since been edited. Nothing was changed. Put it back as it was and write a new one.`,
      )
    }
    await database.transaction(async db => {
      // Two processes starting at once: the second waits here, then finds the work done.
      await db.run(sql`lock table platform.migration in exclusive mode`)
      const taken = await db.maybeOne(
        applied,
        sql`select name, sha256 from platform.migration where name = ${name}`,
      )
      if (taken) return
      await db.script(text)
      await db.run(sql`insert into platform.migration (name, sha256) values (${name}, ${sha256})`)
      added.push(name)
    })
  }
  return added
}

/** The names of migrations that are in the code and not in this database. Changes nothing. */
export async function pendingMigrations(database: Database): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter(name => /^\d{4}-[\w-]+\.sql$/.test(name)).sort()
  const { exists } = await database.one(
    z.object({ exists: z.boolean() }),
    sql`select to_regclass('platform.migration') is not null as exists`,
  )
  if (!exists) return files
  const done = await database.many(
    z.object({ name: z.string() }),
    sql`select name from platform.migration`,
  )
  const names = new Set(done.map(({ name }) => name))
  return files.filter(file => !names.has(file))
}
