import type { Database } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { withServer } from '#platform/testing/server.ts'
import { anInstallation, type Installation } from '../tools/installation.ts'
import { anEmptyCouncil, businessDate, loadFile, sourceFiles } from './book.ts'
import { settle } from './floor.ts'
import { manyTimes } from './many-times.ts'

/** `100000` accounts from files, or `5x1000000`: a million from files and that book five times over (`manyTimes`). */
const size = /^(?:(\d+)x)?(\d+)$/

export type Loaded = {
  readonly installation: Installation
  readonly database: Database
  readonly accounts: number
  close(): Promise<void>
}

/**
 * A council with so many council-tax accounts in it, of today's files. On PostgreSQL what was loaded is kept on the server
 * for the benches of the same day, under a name of its own: to copy a million accounts takes a minute, to load them a
 * quarter of an hour. Books of other days are dropped. One made several times as large is made anew each time, from what is kept:
 * it takes less long than it takes room.
 */
export async function aLoadedCouncil(asked: string, pglite: boolean): Promise<Loaded> {
  const [, times = '1', ofFiles = ''] =
    size.exec(asked) ?? raise(`--accounts is a number or as 5x1000000, and not ${asked}.`)
  const server = pglite ? undefined : process.env['TEST_DATABASE_URL']
  const installation = await anInstallation(server)
  const kept = server ? books(server, installation) : undefined
  if (!(await kept?.take(ofFiles))) {
    const empty = await installation.open()
    await anEmptyCouncil(empty)
    for (const file of sourceFiles(Number(ofFiles))) await loadFile(empty, file)
    await settle(empty)
    await empty.close()
    await kept?.keep(ofFiles)
  }
  const database = await installation.open()
  await migrate(database)
  if (times !== '1') {
    await manyTimes(database, Number(times))
    await settle(database)
  }
  return {
    installation,
    database,
    accounts: Number(times) * Number(ofFiles),
    close: async () => {
      await database.close()
      await installation.remove()
    },
  }
}

/** The books that a server keeps: databases to copy an installation's own from. */
function books(server: string, { settings }: Installation) {
  const own = new URL(settings['DATABASE_URL'] ?? server).pathname.slice(1)
  const today = businessDate.toString().replaceAll('-', '')
  const named = (asked: string) => `evenhand_book_${today}_${asked}`
  return {
    async take(asked: string): Promise<boolean> {
      return withServer(server, async client => {
        const { rows } = await client.query('select from pg_database where datname = $1', [
          named(asked),
        ])
        if (rows.length === 0) return false
        await client.query(`drop database ${own}`)
        await client.query(`create database ${own} template ${named(asked)} strategy file_copy`)
        return true
      })
    },
    async keep(asked: string): Promise<void> {
      await withServer(server, async client => {
        const { rows } = await client.query<{ datname: string }>(
          `select datname from pg_database where datname like 'evenhand\\_book\\_%' and datname not like $1`,
          [`evenhand\\_book\\_${today}\\_%`],
        )
        for (const { datname } of rows) await client.query(`drop database ${datname}`)
        await client.query(`create database ${named(asked)} template ${own} strategy file_copy`)
      })
    },
  }
}

function raise(says: string): never {
  throw new Error(says)
}
