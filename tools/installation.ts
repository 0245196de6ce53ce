import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '#platform/db.ts'
import { openPglite } from '#platform/pglite.ts'
import { connectPostgres } from '#platform/postgres.ts'
import { withServer } from '#platform/testing/server.ts'

/** An installation of its own, which can be put back to how it was. One process at a time may have it open. */
export type Installation = {
  readonly engine: Database['engine']
  /** A folder for source files and for what a killed process leaves behind. */
  readonly folder: string
  /** The settings that make a command work on it. */
  readonly settings: Readonly<Record<string, string | undefined>>
  /** From now on commands that this process runs itself work on it too. */
  enter(): void
  open(of?: { readonly connections?: number }): Promise<Database>
  /** From now on `restore` comes back to this. */
  keep(): Promise<void>
  restore(): Promise<void>
  remove(): Promise<void>
}

/** On PostgreSQL when there is a server where databases may be created, otherwise on the embedded database in a folder. */
export async function anInstallation(server: string | undefined): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-own-'))
  // What a killed load leaves in the place for working files is found, and goes with the rest.
  const working = join(folder, 'working')
  await mkdir(working)
  const made = await (server === undefined ? inFolder(folder) : onServer(server))
  const settings = { ...made.settings, EVENHAND_LOG: 'error', TMPDIR: working }
  return {
    ...made,
    folder,
    settings,
    enter: () => {
      for (const [name, value] of Object.entries(settings)) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
    },
    remove: async () => {
      await made.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function inFolder(folder: string): Promise<Omit<Installation, 'folder' | 'enter'>> {
  const data = join(folder, 'data')
  const kept = join(folder, 'kept')
  const copy = async (from: string, to: string) => {
    await rm(to, { recursive: true, force: true })
    await cp(from, to, { recursive: true })
  }
  return {
    engine: 'PGlite',
    settings: { DATABASE_URL: undefined, EVENHAND_DATA: data },
    open: () => openPglite({ folder: data }),
    keep: () => copy(data, kept),
    restore: () => copy(kept, data),
    remove: async () => {},
  }
}

async function onServer(server: string): Promise<Omit<Installation, 'folder' | 'enter'>> {
  const name = `evenhand_own_${randomUUID().slice(0, 8)}`
  const kept = `${name}_kept`
  const url = new URL(server)
  url.pathname = `/${name}`
  const ask = (...statements: readonly string[]) =>
    withServer(server, async client => {
      for (const statement of statements) await client.query(statement)
    })
  // By force: the server may not have noticed yet that the killed process is gone.
  const drop = (database: string) => `drop database if exists ${database} with (force)`
  await ask(`create database ${name}`)
  return {
    engine: 'PostgreSQL',
    settings: { DATABASE_URL: url.href },
    open: async ({ connections = 2 } = {}) => connectPostgres(url.href, { connections }),
    keep: () => ask(drop(kept), `create database ${kept} template ${name}`),
    restore: () => ask(drop(name), `create database ${name} template ${kept}`),
    remove: () => ask(drop(name), drop(kept)),
  }
}
