import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  administrationRoutes,
  councils,
  type CouncilSetUp,
  createCouncil,
  sessionsIn,
} from '#administration'
import { caseworkRoutes, makeWork } from '#casework'
import { chargesRoutes, keepCharges } from '#charges'
import {
  askForCompanies,
  companiesHouse,
  companiesRoutes,
  companyJobs,
  holdAsRegistered,
} from '#companies'
import { correspondenceRoutes, writeLetter } from '#correspondence'
import { openLedger, seedDebtTypes } from '#debts'
import { enquiriesRoutes, seedPurposes } from '#enquiries'
import { importsRoutes } from '#imports'
import { legislationRoutes } from '#legislation'
import { findMatches } from '#parties'
import {
  cardEffects,
  cardJobs,
  directDebitEffects,
  keepCardAgreements,
  keepCardSettlements,
  keepDirectDebits,
  paymentsRoutes,
} from '#payments'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { asCouncil, type Database } from '#platform/db.ts'
import type { Log } from '#platform/log.ts'
import { startWorker, type Worker } from '#platform/worker.ts'
import { protectionsRoutes } from '#protections'
import {
  apologyDispatcher,
  letterDispatcher,
  openReferral,
  planNight,
  recoveryJobs,
  recoveryRoutes,
  type Run,
  seedPolicies,
  takeInHolds,
} from '#recovery'
import type { Outcome } from '#values/outcome.ts'
import { createServer } from '#web/server.ts'
import { keepQueues, writeBackJobs, writeBackRoutes } from '#write-back'

// The only file that knows every room.

/** Every way in, of an installation with these settings. A room's routes name the permission each needs. */
export const routesOf = ({ companiesHouse: register }: Pick<Config, 'companiesHouse'>) => [
  ...administrationRoutes,
  ...caseworkRoutes,
  ...chargesRoutes,
  ...companiesRoutes({ isOn: register !== undefined }),
  ...correspondenceRoutes,
  ...enquiriesRoutes,
  ...importsRoutes,
  ...legislationRoutes,
  ...paymentsRoutes,
  ...protectionsRoutes,
  ...recoveryRoutes,
  ...writeBackRoutes,
]

/** The same of one that reads no register: there are no others where there is one. */
export const routes = routesOf({ companiesHouse: undefined })

/**
 * Every room that must know of a new council is told here: its audit chain, its ledger, its register of debt types,
 * what other teams may ask for, and the policies it starts with. Harmless to repeat.
 */
export async function openCouncil(
  database: Database,
  council: CouncilSetUp,
  from: Temporal.PlainDate,
): Promise<void> {
  await createCouncil(database, council)
  await asCouncil(database, council.councilId, async db => {
    await openLedger(db, council.councilId)
    await seedDebtTypes(db, council.councilId, council.remit)
    await seedPurposes(db, council.councilId)
    await seedPolicies(db, { councilId: council.councilId, nation: council.nation, from })
  })
}

/**
 * A council's night: who is who among the records that came, whom the register of companies says is insolvent or dissolved, whom a source says is protected, what interest came to, what was taken by direct debit and what comes next, what the sources are to be told, the plan, and the list of who to work that follows from it.
 * Harmless to repeat. Where the register is read, `companiesANight` are asked for, to be read before the next night.
 */
export async function runNight(
  database: Database,
  night: {
    readonly councilId: number
    readonly businessDate: Temporal.PlainDate
    readonly actor: string
    readonly now: Temporal.Instant
    readonly companiesANight?: number | undefined
  },
): Promise<Outcome<Run>> {
  await asCouncil(database, night.councilId, db => findMatches(db, { councilId: night.councilId }))
  await asCouncil(database, night.councilId, async db => {
    const { councilId, companiesANight: most, now } = night
    await holdAsRegistered(db, councilId)
    if (most !== undefined) await askForCompanies(db, { councilId, most, now })
  })
  await takeInHolds(database, night.councilId)
  await keepCharges(database, { councilId: night.councilId, today: night.businessDate })
  await asCouncil(database, night.councilId, db =>
    keepDirectDebits(db, { councilId: night.councilId, today: night.businessDate }),
  )
  await asCouncil(database, night.councilId, async db => {
    const { councilId, businessDate: today } = night
    await keepCardAgreements(db, { councilId, today })
    await keepCardSettlements(db, { councilId, today })
  })
  await asCouncil(database, night.councilId, db =>
    keepQueues(db, { councilId: night.councilId, today: night.businessDate }),
  )
  const planned = await planNight(database, night)
  if (planned.ok) {
    await asCouncil(database, night.councilId, db =>
      makeWork(db, { councilId: night.councilId, today: night.businessDate }),
    )
  }
  return planned
}

/**
 * The nights of a council that are still to run, in the order of their dates: each says all that those before it did, so that one plan waits for
 * approval at the end, and nobody has more than one step of it. Stops at the first that is refused. Answers the last.
 */
export async function runNights(
  database: Database,
  {
    nights,
    ...night
  }: Omit<Parameters<typeof runNight>[1], 'businessDate'> & {
    readonly nights: readonly Temporal.PlainDate[]
  },
): Promise<Outcome<Run>> {
  const [businessDate, ...rest] = nights
  assert(businessDate, 'there is a night to run')
  const planned = await runNight(database, { ...night, businessDate })
  return planned.ok && rest.length > 0 ? runNights(database, { ...night, nights: rest }) : planned
}

type Parts = {
  readonly database: Database
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
}

/** The worker with everything it can do. */
export const startWork = ({ database, config, clock, log }: Parts): Worker =>
  startWorker({
    database,
    councilIds: async () => (await councils(database)).map(({ id }) => id),
    jobs: {
      ...recoveryJobs(clock),
      ...cardJobs(clock),
      ...writeBackJobs(clock),
      ...(config.companiesHouse && companyJobs(companiesHouse(config.companiesHouse), clock)),
    },
    effects: {
      ...cardEffects(clock),
      letter: { send: letterDispatcher(writeLetter, clock) },
      apology: { send: apologyDispatcher(writeLetter, clock) },
      referral: { send: letterDispatcher(openReferral, clock) },
      ...directDebitEffects({ clock, folder: join(config.dataFolder, 'outgoing') }),
    },
    log,
  })

/** The web server with every route. Not yet listening. */
export const createWebServer = ({ database, config, clock, log }: Parts) =>
  createServer({
    database,
    routes: routesOf(config),
    sessions: sessionsIn(database),
    config,
    clock,
    log,
    // The same in every process of an installation, and known to nobody else.
    ...(config.databaseUrl !== undefined && {
      secret: createHash('sha256').update(`evenhand forms ${config.databaseUrl}`).digest('hex'),
    }),
  })
