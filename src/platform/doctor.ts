import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { z } from 'zod'
import type { Config } from './config.ts'
import type { Database } from './db.ts'
import { pendingMigrations } from './migrate.ts'
import { instant } from './rows.ts'
import { sql } from './sql.ts'

/** One thing the doctor looked at: what it found, whether that will do, and a sentence for whoever runs Evenhand. */
export type Check = {
  readonly check: string
  readonly finding: string
  readonly verdict: 'fine' | 'note' | 'refused'
  readonly says: string
}

const fine = (check: string, finding: string, says: string): Check => ({
  check,
  finding,
  verdict: 'fine',
  says,
})
const note = (check: string, finding: string, says: string): Check => ({
  check,
  finding,
  verdict: 'note',
  says,
})
const refuse = (check: string, finding: string, says: string): Check => ({
  check,
  finding,
  verdict: 'refused',
  says,
})

/**
 * Examines an installation and changes nothing. `liveCouncils` are the names of councils whose data is real. Any
 * check that is `refused` means: do not work with real data like this.
 */
export async function doctor(
  database: Database,
  config: Pick<Config, 'dataFolder' | 'acceptsPglite'>,
  {
    liveCouncils,
    now,
  }: { readonly liveCouncils: readonly string[]; readonly now: () => Temporal.Instant },
): Promise<readonly Check[]> {
  return [
    judgeEngine(database.engine, liveCouncils, config.acceptsPglite),
    ...judgeServer(await serverOf(database), database.engine),
    await roleOfRequests(database),
    await clockDifference(database, now),
    await freeSpace(config.dataFolder),
    await migrations(database),
  ]
}

/** Whether this engine may hold the data it holds: the embedded one never asks the disk to keep anything. */
export function judgeEngine(
  engine: Database['engine'],
  liveCouncils: readonly string[],
  acceptedBy: string | undefined,
): Check {
  if (engine === 'PostgreSQL')
    return fine('engine', engine, 'PostgreSQL may hold real councils’ data.')
  if (liveCouncils.length === 0)
    return note('engine', engine, 'The embedded database is for trying, training and tests only.')
  const whose = liveCouncils.join(', ')
  return acceptedBy === undefined
    ? refuse(
        'engine',
        engine,
        `The embedded database holds data of ${whose}, and loses what was saved when the machine loses power. Move it to PostgreSQL (DATABASE_URL). If somebody accepts that loss in writing, give their name in EVENHAND_ACCEPTS_PGLITE.`,
      )
    : note(
        'engine',
        engine,
        `The embedded database holds data of ${whose}. ${acceptedBy} accepts that a power cut loses what was saved: keep an hourly copy on another machine.`,
      )
}

const settings = ['fsync', 'full_page_writes', 'synchronous_commit'] as const

const server = z.object({
  version: z.coerce.number(),
  fsync: z.string(),
  fullPageWrites: z.string(),
  synchronousCommit: z.string(),
  dataChecksums: z.string(),
})
export type Server = z.infer<typeof server>

const serverOf = (database: Database): Promise<Server> =>
  database.one(
    server,
    sql`
      select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
        current_setting('full_page_writes') as full_page_writes,
        current_setting('synchronous_commit') as synchronous_commit,
        current_setting('data_checksums') as data_checksums`,
  )

/** Whether the server is new enough and keeps what it says it has kept. On PGlite that cannot be, and is only noted. */
export function judgeServer(found: Server, engine: Database['engine']): readonly Check[] {
  const major = Math.floor(found.version / 10_000)
  const values = {
    fsync: found.fsync,
    full_page_writes: found.fullPageWrites,
    synchronous_commit: found.synchronousCommit,
  }
  return [
    major >= 15
      ? fine('version', String(major), 'PostgreSQL 15 or later.')
      : refuse('version', String(major), 'Evenhand needs PostgreSQL 15 or later.'),
    ...settings.map(name => {
      if (values[name] !== 'off') return fine(name, values[name], 'What is saved is kept.')
      return engine === 'PGlite'
        ? note(
            name,
            'off',
            'The embedded database cannot do this: a power cut can lose what was saved.',
          )
        : refuse(name, 'off', `A power cut can lose or damage what was saved. Set ${name} = on.`)
    }),
    found.dataChecksums === 'on'
      ? fine('data_checksums', 'on', 'A damaged page is noticed when it is read.')
      : note(
          'data_checksums',
          found.dataChecksums,
          'A damaged page may go unnoticed. Consider pg_checksums --enable.',
        ),
  ]
}

const role = z.object({
  sessionRole: z.string(),
  sessionIsSuper: z.boolean(),
  sessionSeesAll: z.boolean(),
  requestIsSuper: z.boolean().nullable(),
  requestBypasses: z.boolean().nullable(),
})

/** Requests change to a role that owns nothing and that the fence around a council holds. */
async function roleOfRequests(database: Database): Promise<Check> {
  const found = await database.one(
    role,
    sql`
      select session_user as session_role,
        (select rolsuper from pg_roles where rolname = session_user) as session_is_super,
        (select rolsuper or rolbypassrls from pg_roles where rolname = session_user) as session_sees_all,
        (select rolsuper from pg_roles where rolname = 'evenhand_app') as request_is_super,
        (select rolbypassrls from pg_roles where rolname = 'evenhand_app') as request_bypasses`,
  )
  if (found.requestIsSuper === null)
    return refuse('role', 'missing', 'The role evenhand_app is not there. Run: evenhand migrate')
  if (found.requestIsSuper || found.requestBypasses)
    return refuse(
      'role',
      'evenhand_app',
      'The role of requests passes through the fence between councils. Run: alter role evenhand_app nosuperuser nobypassrls',
    )
  if (!found.sessionSeesAll)
    return refuse(
      'role',
      found.sessionRole,
      `The role that Evenhand connects as sees no council’s rows, so nothing can be verified. Run: alter role ${found.sessionRole} bypassrls`,
    )
  return database.engine === 'PostgreSQL' && found.sessionIsSuper
    ? note(
        'role',
        found.sessionRole,
        'Requests run as evenhand_app, which the fence holds, but Evenhand connects as a superuser. An owner of the database with bypassrls is enough.',
      )
    : fine(
        'role',
        'evenhand_app',
        'Requests run as a role that owns nothing and that the fence holds.',
      )
}

async function clockDifference(database: Database, now: () => Temporal.Instant): Promise<Check> {
  const before = now()
  const { theirs } = await database.one(
    z.object({ theirs: instant }),
    sql`select clock_timestamp() as theirs`,
  )
  const after = now()
  // The question took a moment: only what lies outside that moment is a difference.
  const early = theirs.until(before).total('seconds')
  const late = after.until(theirs).total('seconds')
  const seconds = Math.max(0, early, late)
  const finding = `${seconds.toLocaleString('en-GB', { maximumFractionDigits: 1 })} seconds`
  return seconds < 2
    ? fine('clock', finding, 'This machine and the database agree on the time.')
    : refuse(
        'clock',
        finding,
        'This machine and the database disagree on the time. Set both by the same time server.',
      )
}

const gigabyte = 1024n ** 3n

async function freeSpace(folder: string): Promise<Check> {
  // Before the first start there is no such folder; the place it will be made in is asked about instead.
  const found =
    (await statfs(folder, { bigint: true }).catch(() => undefined)) ??
    (await statfs('.', { bigint: true }))
  // A file that is loaded is worked on in the machine's own folder for such things.
  const working = await statfs(tmpdir(), { bigint: true })
  const free = [found, working].map(({ bavail, bsize }) => bavail * bsize)
  return judgeSpace(free.reduce((least, one) => (one < least ? one : least)))
}

/** Whether so many free bytes are enough to work with. */
export function judgeSpace(bytes: bigint): Check {
  const finding = `${(bytes / 1024n ** 2n).toLocaleString('en-GB')} MiB free`
  if (bytes < gigabyte / 2n)
    return refuse(
      'space',
      finding,
      'There is too little space to load a file safely. Make at least 5 GiB free.',
    )
  return bytes < 5n * gigabyte
    ? note('space', finding, 'Space is short for a full load. Make at least 5 GiB free.')
    : fine('space', finding, 'There is room for working files.')
}

async function migrations(database: Database): Promise<Check> {
  const waiting = await pendingMigrations(database)
  return waiting.length === 0
    ? fine('migrations', 'none waiting', 'The schema is the one this version needs.')
    : refuse(
        'migrations',
        waiting.join(', '),
        'The schema is older than this version. Run: evenhand migrate',
      )
}
