import { councilBySlug } from '#administration'
import { type Config, readConfig } from '#platform/config.ts'
import type { Database } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { openDatabase } from '#platform/open.ts'
import type { Council } from '#web/session.ts'
import { WrongUsage } from './command.ts'

/** Opens the installation's database with its schema brought forward, does the work, and closes it whatever happens. */
export async function withDatabase<T>(
  work: (database: Database, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig()
  const database = await openDatabase(config)
  try {
    await migrate(database)
    return await work(database, config)
  } finally {
    await database.close()
  }
}

/** The council a command names by its short name or its number. */
export async function namedCouncil(database: Database, named: string): Promise<Council> {
  const found = await councilBySlug(database, named)
  if (!found) {
    throw new WrongUsage(
      `There is no council “${named}” on this installation. evenhand councils lists them; evenhand council adds one.`,
    )
  }
  return found
}

/** The database and the council together, for the many commands about one council. */
export const withCouncil = <T>(
  named: string,
  work: (database: Database, council: Council, config: Config) => Promise<T>,
): Promise<T> =>
  withDatabase(async (database, config) =>
    work(database, await namedCouncil(database, named), config),
  )
