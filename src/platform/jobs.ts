import { z } from 'zod'
import { asCouncil, type Database, type Db } from './db.ts'
import { sql } from './sql.ts'

/** Work to be done later, as a worker holds it. A write of its holder names the fence; an older holder's is refused. */
export type Job = {
  readonly councilId: number
  readonly id: string
  readonly kind: string
  readonly key: string
  readonly payload: unknown
  readonly attempts: number
  readonly fence: bigint
}

/** Long enough for any one step; a worker that lives renews it by finishing steps. */
export const leaseSeconds = 120
/** After so many tries a job has failed, and says so on its page, until a person asks again. */
const mostAttempts = 5

/**
 * Asks for work inside the transaction that makes it needed. One live job for a kind and key: asking again while one
 * waits or runs changes nothing.
 */
export const enqueue = async (
  db: Db,
  {
    councilId,
    kind,
    key,
    payload = {},
    after,
  }: {
    readonly councilId: number
    readonly kind: string
    readonly key: string
    readonly payload?: Readonly<Record<string, string | number>>
    readonly after?: Temporal.Instant
  },
): Promise<void> => {
  await db.run(sql`
    insert into platform.job (council_id, id, kind, key, payload, run_after)
    values (${councilId}::int, gen_random_uuid(), ${kind}, ${key}, ${JSON.stringify(payload)}::jsonb, coalesce(${after ?? null}::timestamptz, now()))
    on conflict (council_id, kind, key) where state in ('queued', 'running') do nothing`)
}

const job = z.object({
  councilId: z.number(),
  id: z.string(),
  kind: z.string(),
  key: z.string(),
  payload: z.unknown(),
  attempts: z.number(),
  fence: z.bigint(),
})

/**
 * Takes the next job of a council that is due, or whose holder let its lease run out. Other workers pass it over. One that
 * took so many workers with it that ended none of its turns has failed.
 */
export const claimJob = (
  db: Db,
  councilId: number,
  kinds: readonly string[],
): Promise<Job | undefined> =>
  db.maybeOne(
    job,
    sql`
      with given_up as (
        update platform.job set
          state = 'failed', lease_until = null, ended_at = clock_timestamp(),
          problem = 'Whoever worked on it stopped before it was done, again and again.'
        where council_id = ${councilId}::int and kind = any(${[...kinds]}::text[])
          and state = 'running' and lease_until < clock_timestamp() and attempts >= ${mostAttempts}::int)
      update platform.job set
        state = 'running', attempts = attempts + 1, fence = fence + 1, started_at = clock_timestamp(),
        lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
      where council_id = ${councilId}::int and id = (
        select id from platform.job
        where council_id = ${councilId}::int and kind = any(${[...kinds]}::text[])
          and (state = 'queued' and run_after <= clock_timestamp()
            or state = 'running' and lease_until < clock_timestamp() and attempts < ${mostAttempts}::int)
        order by run_after, id
        limit 1
        for update skip locked)
      returning council_id, id, kind, key, payload, attempts, fence`,
  )

/** Another worker has the job, because this one's lease ran out: what it was about to write must not be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/**
 * For the transaction of a job's step: renews the lease and says how far it has got. Throws `LeaseLost`, which undoes
 * the step, when another worker has taken the job: a late write by the one that was thought dead is refused.
 */
export async function keepLease(
  db: Db,
  { councilId, id, fence }: Job,
  progress: string | null = null,
): Promise<void> {
  const kept = await db.run(sql`
    update platform.job set
      lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int),
      progress = coalesce(${progress}::text, progress)
    where council_id = ${councilId}::int and id = ${id}::uuid and fence = ${fence}::bigint and state = 'running'`)
  if (kept === 0)
    throw new LeaseLost('Another worker has this job now. Nothing was written by this one.')
}

/**
 * Renews the lease from a connection of its own while `work` is busy in one long transaction. PGlite has one connection
 * and one worker: there is nobody to lose the job to.
 */
export async function whileLeased<T>(
  database: Database,
  job: Job,
  work: () => Promise<T>,
  { everySeconds = leaseSeconds / 4 }: { readonly everySeconds?: number } = {},
): Promise<T> {
  if (database.engine === 'PGlite') return work()
  let renewing: Promise<void> = Promise.resolve()
  const renew = () => {
    // When it cannot be renewed the job may go to another, and then what `work` writes is refused by its fence.
    renewing = asCouncil(database, job.councilId, db => keepLease(db, job)).catch(() => {})
  }
  const timer = setInterval(renew, everySeconds * 1000)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await renewing
  }
}

/** How a job's turn ended: done, to be done again later (work left, or a fault that may pass), or failed for good. */
export type JobEnd =
  | { readonly is: 'done' }
  | { readonly is: 'failed'; readonly problem: string }
  | { readonly is: 'again'; readonly inSeconds: number; readonly problem?: string }

/**
 * Records how a turn ended, and gives the lease up. False when another worker has taken the job since: what this one
 * wrote under its fence stands or fell with the fence, and there is nothing more for it to say.
 */
export const endTurn = async (
  db: Db,
  { councilId, id, fence, attempts }: Job,
  end: JobEnd,
): Promise<boolean> => {
  const problem = end.is === 'done' ? null : (end.problem ?? null)
  const failed = end.is === 'failed' || (problem !== null && attempts >= mostAttempts)
  const state = end.is === 'done' ? 'done' : failed ? 'failed' : 'queued'
  const seconds = end.is === 'again' ? end.inSeconds : 0
  const written = await db.run(sql`
    update platform.job set
      state = ${state}::text, lease_until = null, problem = ${problem}::text,
      attempts = case when ${problem}::text is null then 0 else attempts end,
      run_after = clock_timestamp() + make_interval(secs => ${seconds}::int),
      ended_at = case when ${state}::text <> 'queued' then clock_timestamp() end
    where council_id = ${councilId}::int and id = ${id}::uuid and fence = ${fence}::bigint and state = 'running'`)
  return written > 0
}
