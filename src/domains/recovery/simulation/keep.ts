import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import { londonDate } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { enqueue, type Job, type JobEnd, keepLease, whileLeased } from '#platform/jobs.ts'
import { instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { type Draft, lockDraft, type OneDraft } from '../drafting/draft.ts'
import * as refusals from '../drafting/refusals.ts'
import { policySchema } from '../policy.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Simulation, simulationAsJson, simulationSchema } from './result.ts'
import { simulate } from './simulate.ts'

/** The kind of job that simulates a version of a draft; its key is the simulation. */
export const simulationJob = 'simulate a policy'

/** No statement of a simulation takes longer, so that the worker's other jobs get their turn. */
const longestSeconds = 20 * 60

const kept = z.object({
  id: z.string(),
  draftId: z.string(),
  version: z.number(),
  fingerprint: z.string(),
  against: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: instant,
  finishedAt: instant.nullable(),
  result: z
    .string()
    .nullable()
    .transform((text): Simulation | undefined =>
      text === null ? undefined : simulationSchema.parse(JSON.parse(text)),
    ),
  /** What its job says of itself. */
  state: z.string().nullable(),
  progress: z.string().nullable(),
})

/** A simulation of one version of a draft: asked for, under way or finished. */
export type KeptSimulation = z.infer<typeof kept>

const simulations = (councilId: number): Sql => sql`
  select simulation.id, simulation.draft_id, simulation.version, simulation.fingerprint, simulation.against,
    simulation.requested_by, simulation.requested_at, simulation.finished_at, simulation.result::text as result,
    job.state, job.progress
  from recovery.simulation as simulation
  left join platform.job as job
    on job.council_id = ${councilId}::int and job.kind = ${simulationJob}::text and job.key = simulation.id::text
  where simulation.council_id = ${councilId}::int`

export const findSimulation = (
  db: Db,
  { councilId, id }: { readonly councilId: number; readonly id: string },
): Promise<KeptSimulation | undefined> =>
  db.maybeOne(kept, sql`${simulations(councilId)} and simulation.id = ${id}::uuid`)

type OfContent = {
  readonly councilId: number
  readonly draftId: string
  readonly fingerprint: string
}

/** The newest finished simulation of exactly this content. */
export const finishedSimulation = (
  db: Db,
  { councilId, draftId, fingerprint }: OfContent,
): Promise<KeptSimulation | undefined> =>
  db.maybeOne(
    kept,
    sql`
      ${simulations(councilId)} and simulation.draft_id = ${draftId}::uuid
        and simulation.fingerprint = ${fingerprint}::text and simulation.finished_at is not null
      order by simulation.finished_at desc limit 1`,
  )

/** The simulation of this content that was asked for last, when that waits, is under way or failed. */
const askedSimulation = async (
  db: Db,
  { councilId, draftId, fingerprint }: OfContent,
): Promise<KeptSimulation | undefined> => {
  const last = await db.maybeOne(
    kept,
    sql`
      ${simulations(councilId)} and simulation.draft_id = ${draftId}::uuid
        and simulation.fingerprint = ${fingerprint}::text
      order by simulation.requested_at desc limit 1`,
  )
  // One whose job ended without a result was overtaken.
  return last && !last.finishedAt && last.state !== 'done' ? last : undefined
}

export type SimulationsOfDraft = {
  /** What the draft was submitted with, or the newest that is finished. */
  readonly finished: KeptSimulation | undefined
  /** What was asked for since and is not finished: it waits, is under way or failed. */
  readonly asked: KeptSimulation | undefined
}

/** The simulations that a draft has as it stands. */
export async function simulationsOf(
  db: Db,
  councilId: number,
  { id: draftId, status, fingerprint, simulationId }: Draft,
): Promise<SimulationsOfDraft> {
  if (status !== 'draft' && simulationId !== null)
    return { finished: await findSimulation(db, { councilId, id: simulationId }), asked: undefined }
  const content = { councilId, draftId, fingerprint }
  return {
    finished: await finishedSimulation(db, content),
    asked: await askedSimulation(db, content),
  }
}

/**
 * Asks for a draft to be simulated by the worker as it stands. While that is under way, it is the answer. Refuses what is
 * not being written any more. Returns the simulation's id.
 */
export async function askForSimulation(
  db: Db,
  { by, ...one }: OneDraft & { readonly by: string },
): Promise<Outcome<string>> {
  // Two presses at once: the second waits here, and finds what the first asked for.
  const draft = await lockDraft(db, one)
  if (!draft) return refused(refusals.noSuchDraft)
  if (draft.status !== 'draft') return refused(refusals.notBeingWritten(draft.status))
  const { councilId, draftId } = one
  const { version, fingerprint } = draft
  const known = await askedSimulation(db, { councilId, draftId, fingerprint })
  if (known?.state === 'queued' || known?.state === 'running') return done(known.id)
  const id = randomUUID()
  await db.run(sql`
    insert into recovery.simulation (council_id, id, draft_id, version, fingerprint, requested_by)
    values (
      ${councilId}::int, ${id}::uuid, ${draftId}::uuid, ${version}::int, ${fingerprint}::text, ${by}::text)`)
  await enqueue(db, { councilId, kind: simulationJob, key: id })
  await record(db, {
    councilId,
    actor: by,
    action: 'asked for a simulation',
    objectKind: 'policy draft',
    objectId: draftId,
    detail: { version, fingerprint },
  })
  return done(id)
}

const asked = z.object({ debtType: z.string(), policy: z.string() })

/**
 * Simulates what was asked for and keeps the result, in one transaction: the whole book as at one moment. Reads every
 * record, restricted ones too, and keeps nobody's name. Does nothing when the draft has gone on since it was asked for.
 * Before it starts it says, for the page, how many accounts there
 * are to decide.
 */
export const runSimulation = async (
  database: Database,
  job: Job,
  now: Temporal.Instant,
  { timeoutSeconds = longestSeconds }: { readonly timeoutSeconds?: number } = {},
): Promise<JobEnd> => {
  const { councilId, key: id } = job
  const what = await asCouncil(database, councilId, async db => {
    const found = await db.maybeOne(
      asked,
      sql`
        select draft.debt_type, version.policy::text as policy
        from recovery.simulation as simulation
        join recovery.policy_draft as draft on draft.council_id = ${councilId}::int and draft.id = simulation.draft_id
        join recovery.policy_draft_version as version
          on version.council_id = ${councilId}::int and version.draft_id = simulation.draft_id
          and version.version = simulation.version
        where simulation.council_id = ${councilId}::int and simulation.id = ${id}::uuid
          and simulation.finished_at is null
          and draft.status = 'draft'
          and simulation.fingerprint = (
            select newest.fingerprint from recovery.policy_draft_version as newest
            where newest.council_id = ${councilId}::int and newest.draft_id = draft.id
              and newest.version = draft.version)`,
    )
    if (!found) return undefined
    const { accounts } = await db.one(
      z.object({ accounts: z.number() }),
      sql`
        select count(*)::int as accounts from debts.account
        where council_id = ${councilId}::int and debt_type = ${found.debtType}::text`,
    )
    await keepLease(
      db,
      job,
      `Deciding ${accounts.toLocaleString('en-GB')} accounts under both policies`,
    )
    return found
  })
  if (!what) return { is: 'done' }
  const work = async (db: Db) => {
    const result = await simulate(db, {
      councilId,
      tried: [{ debtType: what.debtType, policy: policySchema.parse(JSON.parse(what.policy)) }],
      asAt: londonDate(now),
      at: now,
    })
    await keepLease(db, job)
    await db.run(sql`
      update recovery.simulation set
        finished_at = clock_timestamp(), result = ${simulationAsJson(result)}::json,
        against = ${result.against[0]?.fingerprint ?? null}::text
      where council_id = ${councilId}::int and id = ${id}::uuid and finished_at is null`)
  }
  try {
    await whileLeased(database, job, () => asCouncil(database, councilId, work, { timeoutSeconds }))
  } catch (fault) {
    // Another try would take as long.
    if (isTimeout(fault)) return { is: 'failed', problem: tooLong(timeoutSeconds) }
    throw fault
  }
  return { is: 'done' }
}

const tooLong = (seconds: number): string =>
  `Deciding the whole book took longer than ${seconds / 60} minutes, and was given up.`

/** Whether PostgreSQL gave a statement up because it took too long. */
const isTimeout = (fault: unknown): boolean =>
  typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === '57014'
