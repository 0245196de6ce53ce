import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  administrationRoutes,
  councils,
  type CouncilSetUp,
  createCouncil,
  forgetOldKeys,
  once,
  sessionsIn,
} from '#administration'
import { caseworkRoutes, makeWork, takePosition } from '#casework'
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
import { wardsRoutes } from '#wards'
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
  ...wardsRoutes,
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

/** What a night is of, but for its date. */
type Nightly = {
  readonly councilId: number
  readonly actor: string
  readonly now: Temporal.Instant
  readonly companiesANight?: number | undefined
}

/** A council's night of one date: see `runNights`. */
export const runNight = (
  database: Database,
  { businessDate, ...night }: Nightly & { readonly businessDate: Temporal.PlainDate },
): Promise<Outcome<Run>> => runNights(database, { ...night, nights: [businessDate] })

/**
 * A council's nights that are still to run, in the order of their dates. First every room does its own, once and on the last of the dates, for
 * whatever it writes goes out after that: who is who among the records that came, whom the register of companies says is insolvent or
 * dissolved, whom a source says is protected, what interest came to, what was taken by direct debit and what comes next, what the sources are
 * to be told. Then each date is planned: each says all that those before it did, so that one plan waits for approval at the end, and nobody has
 * more than one step of it. Last come the list of who to work that follows from it, and the position of the whole debt. Stops at the first date that is refused. Answers the last.
 * Harmless to repeat. Where the register is read, `companiesANight` are asked for, to be read before the next night.
 */
export async function runNights(
  database: Database,
  { nights, ...night }: Nightly & { readonly nights: readonly Temporal.PlainDate[] },
): Promise<Outcome<Run>> {
  const { councilId } = night
  const today = nights.at(-1)
  assert(today, 'there is a night to run')
  await keepRooms(database, { ...night, today })
  let planned: Outcome<Run> | undefined
  for (const businessDate of nights) {
    planned = await planNight(database, { ...night, businessDate })
    if (!planned.ok) return planned
  }
  assert(planned)
  await asCouncil(database, councilId, db => makeWork(db, { councilId, today }))
  await asCouncil(database, councilId, db => takePosition(db, { councilId, today, now: night.now }))
  return planned
}

/** What every room does at night before recovery is planned, each in a transaction of its own. */
async function keepRooms(
  database: Database,
  {
    councilId,
    today,
    now,
    companiesANight: most,
  }: Nightly & { readonly today: Temporal.PlainDate },
): Promise<void> {
  const of = { councilId, today }
  await asCouncil(database, councilId, db => findMatches(db, { councilId }))
  await asCouncil(database, councilId, async db => {
    await holdAsRegistered(db, councilId)
    if (most !== undefined) await askForCompanies(db, { councilId, most, now })
  })
  await takeInHolds(database, { councilId, now })
  await keepCharges(database, of)
  await asCouncil(database, councilId, db => keepDirectDebits(db, of))
  await asCouncil(database, councilId, async db => {
    await keepCardAgreements(db, of)
    await keepCardSettlements(db, of)
  })
  await asCouncil(database, councilId, db => keepQueues(db, of))
  await asCouncil(database, councilId, db => forgetOldKeys(db, councilId))
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
    once,
    config,
    clock,
    log,
    // The same in every process of an installation, and known to nobody else.
    ...(config.databaseUrl !== undefined && {
      secret: createHash('sha256').update(`evenhand forms ${config.databaseUrl}`).digest('hex'),
    }),
  })
