import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'

export const runStatuses = [
  'planned',
  'submitted',
  'approved',
  'running',
  'done',
  'cancelled',
] as const

export const run = z.object({
  id: z.string(),
  businessDate: date,
  attempt: z.number(),
  kind: z.string(),
  status: z.enum(runStatuses),
  beganAt: instant,
  plannedBy: z.string(),
  /** Of the items, in order: what was approved is what goes out. */
  contentHash: z.string(),
  considered: z.number(),
  /** What an approver must give a reason for passing, a sentence each. */
  warnings: z.array(z.string()),
  /** What is worth knowing and stops nothing. */
  notes: z.array(z.string()),
  warningsAcceptedBecause: z.string().nullable(),
  approvalId: z.string().nullable(),
  requestedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  releaseAfter: instant.nullable(),
  /** Why it waits though its time has come: the clock went back. */
  pausedWhy: z.string().nullable(),
  clockSeen: instant.nullable(),
  stoppedBy: z.string().nullable(),
  stoppedWhy: z.string().nullable(),
  planned: z.number(),
  done: z.number(),
  skipped: z.number(),
  failed: z.number(),
  finishedAt: instant.nullable(),
})

/** One council's recovery on one business date: what was planned, who approved it, what became of it. */
export type Run = z.infer<typeof run>

const runs = (councilId: number): Sql => sql`
  select run.id, run.business_date, run.attempt, run.kind, run.status, run.began_at, run.planned_by, run.content_hash,
    run.considered, run.warnings, run.notes, run.warnings_accepted_because, run.approval_id, approval.requested_by,
    approval.approved_by, run.release_after, run.paused_why, run.clock_seen, run.stopped_by, run.stopped_why, run.planned, run.done, run.skipped,
    run.failed, run.finished_at
  from recovery.run as run
  left join administration.approval as approval
    on approval.council_id = ${councilId}::int and approval.approval_id = run.approval_id
  where run.council_id = ${councilId}::int`

export const findRun = (db: Db, councilId: number, runId: string): Promise<Run | undefined> =>
  db.maybeOne(run, sql`${runs(councilId)} and run.id = ${runId}::uuid`)

/** The run of a business date that was not cancelled. */
export const liveRun = (
  db: Db,
  councilId: number,
  on: Temporal.PlainDate,
): Promise<Run | undefined> =>
  db.maybeOne(
    run,
    sql`${runs(councilId)} and run.business_date = ${on}::date and run.status <> 'cancelled'`,
  )

/** Runs, newest first. */
export const recentRuns = (db: Db, councilId: number, limit = 20): Promise<readonly Run[]> =>
  db.many(
    run,
    sql`${runs(councilId)} order by run.business_date desc, run.attempt desc limit ${limit}::int`,
  )

/**
 * Of `run`: whether what it sent is what is usual, for others to be held against. One of which nothing went, or that was withdrawn whole,
 * tells nothing of a usual night. What counts of it is what went: its items with the outcome 'done'.
 */
export const isUsual = (councilId: number): Sql => sql`
  (run.status = 'done' and run.done > 0 and not exists (
    select from recovery.withdrawal
    where withdrawal.council_id = ${councilId}::int and withdrawal.run_id = run.id
      and withdrawal.which = 'everything' and withdrawal.state = 'done'))`

/** Approved runs that have something left to release or to finish, oldest first. */
export const runsUnderWay = (db: Db, councilId: number): Promise<readonly Run[]> =>
  db.many(
    run,
    sql`${runs(councilId)} and run.status in ('approved', 'running') order by run.business_date`,
  )

/** Takes the run for this transaction, so that one step of it happens at a time. */
export const lockRun = async (
  db: Db,
  councilId: number,
  runId: string,
): Promise<Run | undefined> => {
  await db.run(sql`
    select id from recovery.run where council_id = ${councilId}::int and id = ${runId}::uuid for update`)
  return findRun(db, councilId, runId)
}

/**
 * Closes a run of which nothing is left, with its counts. Harmless to repeat, and asked after every step and every
 * letter, so that whoever does the last thing closes the run even if somebody before them was interrupted.
 */
export async function finishRun(db: Db, councilId: number, runId: string): Promise<boolean> {
  const finished = await db.run(sql`
    update recovery.run as run set
      status = 'done', done = counted.done, skipped = counted.skipped, failed = counted.failed,
      finished_at = clock_timestamp(),
      -- A run that ends on another day than its own says so.
      kind = case when abs(business_date - (clock_timestamp() at time zone 'Europe/London')::date) > 1
        then 'bulk_nightly_catchup' else kind end
    from (
      select
        count(*) filter (where outcome = 'done')::int as done,
        count(*) filter (where outcome = 'skipped')::int as skipped,
        count(*) filter (where outcome = 'failed')::int as failed
      from recovery.run_item where council_id = ${councilId}::int and run_id = ${runId}::uuid
    ) as counted
    where run.council_id = ${councilId}::int and run.id = ${runId}::uuid and run.status = 'running'
      and not exists (
        select from recovery.run_item
        where council_id = ${councilId}::int and run_id = ${runId}::uuid and outcome in ('planned', 'released'))`)
  return finished > 0
}
