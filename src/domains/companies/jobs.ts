import { z } from 'zod'
import { record } from '#administration'
import type { Clock } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { enqueue, type Job, type JobEnd, keepLease } from '#platform/jobs.ts'
import type { Register } from './client.ts'
import { companyNumber } from './company.ts'
import { keepReading } from './keep.ts'
import { companiesToRead, triedSince } from './queries.ts'

const everyones = 'read companies'
const ones = 'read a company'
const actor = 'system:companies'

/** How many a turn reads before other work gets its own. */
const inATurn = 5

/** Asks for the companies that owe something to be read, at most so many. Asked again while that goes on, nothing changes. */
export const askForCompanies = (
  db: Db,
  {
    councilId,
    most,
    now,
  }: { readonly councilId: number; readonly most: number; readonly now: Temporal.Instant },
): Promise<void> =>
  enqueue(db, { councilId, kind: everyones, key: 'all', payload: { most, since: now.toString() } })

/** Asks for one company to be read as soon as can be. Audited. */
export async function askForCompany(
  db: Db,
  asked: { readonly councilId: number; readonly number: string; readonly actor: string },
): Promise<void> {
  const { councilId, number } = asked
  await enqueue(db, { councilId, kind: ones, key: number })
  await record(db, {
    councilId,
    actor: asked.actor,
    action: 'asked for a company to be read',
    objectKind: 'company',
    objectId: number,
  })
}

const payload = z.object({
  most: z.number().int(),
  since: z.string().transform(text => Temporal.Instant.from(text)),
})

/**
 * Reads companies from a register. Each is one transaction, and which is next is asked of the database: killed at any
 * moment, it goes on where it was.
 */
export const companyJobs = (
  register: Register,
  clock: Clock,
): Readonly<Record<string, (database: Database, job: Job) => Promise<JobEnd>>> => ({
  [ones]: async (database, job) =>
    (await readOne({ database, job, register, clock }, companyNumber.parse(job.key))) ?? {
      is: 'done',
    },
  [everyones]: async (database, job) => {
    const { councilId } = job
    const { most, since } = payload.parse(job.payload)
    const numbers = await asCouncil(database, councilId, async db => {
      const left = most - (await triedSince(db, councilId, since))
      return left <= 0
        ? []
        : companiesToRead(db, { councilId, since, most: Math.min(left, inATurn) })
    })
    for (const number of numbers) {
      const stopped = await readOne({ database, job, register, clock }, number)
      if (stopped) return stopped
    }
    return numbers.length === 0 ? { is: 'done' } : { is: 'again', inSeconds: 0 }
  },
})

type Means = {
  readonly database: Database
  readonly job: Job
  readonly register: Register
  readonly clock: Clock
}

/** Reads one company; how the turn ends where the register wants to be left alone, or is not to be reached. */
async function readOne(
  { database, job, register, clock }: Means,
  number: string,
): Promise<JobEnd | undefined> {
  const { councilId } = job
  const wait = register.secondsToWait()
  if (wait > 0) return { is: 'again', inSeconds: wait }
  const answer = await register.read(number)
  await asCouncil(database, councilId, async db => {
    await keepLease(db, job)
    // That the whole register does not answer says nothing of this company: it keeps its turn.
    if (answer.is === 'failed' && answer.isEverybodys && job.kind === everyones) return
    await keepReading(db, {
      councilId,
      number,
      answer,
      source: register.source,
      by: actor,
      at: clock.now(),
    })
  })
  if (answer.is !== 'failed') return undefined
  return {
    is: 'again',
    inSeconds: answer.tryAgainInSeconds * 2 ** Math.max(0, job.attempts - 1),
    problem: answer.problem,
  }
}
