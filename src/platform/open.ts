import type { Config } from './config.ts'
import type { Database } from './db.ts'
import { openPglite } from './pglite.ts'
import { connectPostgres } from './postgres.ts'

/** The database this installation uses: PostgreSQL when it has an address, otherwise the embedded one. */
export const openDatabase = async (config: Config): Promise<Database> =>
  config.databaseUrl === undefined
    ? openPglite({ folder: config.dataFolder })
    : connectPostgres(config.databaseUrl)
