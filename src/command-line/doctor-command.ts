import { councils } from '#administration'
import { systemClock } from '#platform/clock.ts'
import { type Config, readConfig } from '#platform/config.ts'
import type { Database } from '#platform/db.ts'
import { doctor } from '#platform/doctor.ts'
import { pendingMigrations } from '#platform/migrate.ts'
import { openDatabase } from '#platform/open.ts'
import type { Answer, Command } from './command.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor',
  does: 'Examines the database, its settings, the clock, the roles and the disk, and changes nothing. Exit 1 when real data is not safe like this.',
  run: async () => {
    const config = readConfig()
    const database = await openDatabase(config)
    try {
      return await examine(database, config)
    } finally {
      await database.close()
    }
  },
}

/** Stops before a council's real data is worked with on an installation that the doctor refuses (DR2). */
export async function refuseUnsafe(database: Database, config: Config): Promise<void> {
  const isLive = (await councils(database)).some(({ isTraining }) => !isTraining)
  if (!isLive) return
  const { refused, words } = await examine(database, config)
  if (refused) throw new Error(`${words}\nNothing was started.`)
}

const marks = { fine: ' ', note: '-', refused: '!' } as const

/** Everything the doctor found, refused when anything is. */
export async function examine(
  database: Database,
  config: Pick<Config, 'dataFolder' | 'acceptsPglite'>,
): Promise<Answer> {
  // Before its schema is there, an installation has no councils to ask about.
  const waiting = await pendingMigrations(database)
  const known = waiting.some(name => name.startsWith('0002-')) ? [] : await councils(database)
  const checks = await doctor(database, config, {
    liveCouncils: known.filter(({ isTraining }) => !isTraining).map(({ name }) => name),
    now: () => systemClock.now(),
  })
  const refused = checks.filter(({ verdict }) => verdict === 'refused').length
  const widest = Math.max(...checks.map(({ check }) => check.length))
  return {
    data: { refused, checks },
    words: [
      ...checks.map(
        ({ check, finding, verdict, says }) =>
          `${marks[verdict]} ${check.padEnd(widest)}  ${finding}\n  ${' '.repeat(widest)}  ${says}`,
      ),
      '',
      refused === 0
        ? 'Nothing stands in the way of working like this (- is worth knowing).'
        : `${refused} of these must be put right before real data is worked with (!).`,
    ].join('\n'),
    refused: refused > 0,
  }
}
