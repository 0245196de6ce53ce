import { z } from 'zod'
import { giveApproval, record, requestApproval } from '#administration'
import type { Db } from '#platform/db.ts'
import { cancelEffects } from '#platform/effects.ts'
import { enqueue } from '#platform/jobs.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { casesOpened, casesToOpen } from './brakes/opened.ts'
import { lackingEarlierStep } from './brakes/prerequisites.ts'
import { beforeAnyStop } from './emergency/turns.ts'
import { releaseJob } from './jobs.ts'
import * as refusals from './refusals.ts'
import { findRun, lockRun, type Run } from './run.ts'

type OfRun = { readonly councilId: number; readonly runId: string; readonly by: string }

/** Asks for a plan to be approved as it stands. Only a fresh plan can be submitted. */
export async function submit(db: Db, { councilId, runId, by }: OfRun): Promise<Outcome<Run>> {
  const run = await lockRun(db, councilId, runId)
  if (!run) return refused(refusals.noSuchRun)
  if (run.status !== 'planned') return refused(refusals.notNow(run.status))
  await requestApproval(db, {
    councilId,
    subjectKind: 'run',
    subjectId: runId,
    contentHash: run.contentHash,
    requestedBy: by,
  })
  await db.run(sql`
    update recovery.run set status = 'submitted', approval_id = (
      select approval_id from administration.approval
      where council_id = ${councilId}::int and subject_kind = 'run' and subject_id = ${runId}::uuid
        and refused_at is null)
    where council_id = ${councilId}::int and id = ${runId}::uuid`)
  return changed(db, councilId, runId)
}

/**
 * Approves a submitted plan: somebody other than who submitted it, and exactly what they looked at (`contentHash`).
 * A plan with warnings also needs their reason, and cases of it opened by them; one that lacks an earlier notice is never approved. From now the council's cooling time runs; then it goes, in steps.
 */
export async function approve(
  db: Db,
  {
    councilId,
    runId,
    by,
    contentHash,
    because = '',
    now,
  }: OfRun & {
    readonly contentHash: string
    readonly because?: string
    readonly now: Temporal.Instant
  },
): Promise<Outcome<Run>> {
  const run = await lockRun(db, councilId, runId)
  if (!run) return refused(refusals.noSuchRun)
  if (run.status !== 'submitted') return refused(refusals.notNow(run.status))
  if (run.requestedBy === by) return refused(refusals.secondPerson)
  if (
    contentHash !== run.contentHash ||
    (await hashOfItems(db, councilId, runId)) !== contentHash
  ) {
    return refused(refusals.contentChanged)
  }
  const lacking = await lackingEarlierStep(db, { councilId, runId })
  if (lacking > 0) return refused(refusals.lacksEarlierStep(lacking))
  if (run.warnings.length > 0) {
    if (because.trim() === '') return refused(refusals.warningsNeedAReason)
    const opened = await casesOpened(db, { councilId, runId, by })
    const needed = Math.min(casesToOpen, run.planned)
    if (opened < needed) return refused(refusals.openCasesFirst({ opened, needed }))
  }
  const isGiven = await giveApproval(db, {
    councilId,
    subjectKind: 'run',
    subjectId: runId,
    contentHash,
    approvedBy: by,
    note: because,
  })
  if (!isGiven) return refused(refusals.contentChanged)
  await db.run(sql`
    update recovery.run as run set
      status = 'approved', warnings_accepted_because = nullif(trim(${because}::text), ''),
      release_after = ${now}::timestamptz + make_interval(mins => council.cooling_minutes)
    from administration.council as council
    where run.council_id = ${councilId}::int and run.id = ${runId}::uuid and council.council_id = ${councilId}::int`)
  const approved = await findRun(db, councilId, runId)
  if (!approved) return refused(refusals.noSuchRun)
  await enqueue(db, {
    councilId,
    kind: releaseJob,
    key: runId,
    ...(approved.releaseAfter ? { after: approved.releaseAfter } : {}),
  })
  return done(approved)
}

/** Stops a run at any time before it is done: what has not gone does not go. What has gone stays recorded as gone. */
export async function stop(
  db: Db,
  { councilId, runId, by, because }: OfRun & { readonly because: string },
): Promise<Outcome<Run>> {
  await beforeAnyStop(db, councilId)
  if (because.trim() === '') return refused(refusals.noReason)
  const run = await lockRun(db, councilId, runId)
  if (!run) return refused(refusals.noSuchRun)
  if (run.status === 'done' || run.status === 'cancelled')
    return refused(refusals.notNow(run.status))
  const reason = `The run was stopped: ${because}`
  const actions = await db.many(
    z.object({ id: z.string() }),
    sql`
      update recovery.action set cancelled_at = clock_timestamp(), cancelled_why = ${reason}::text
      where council_id = ${councilId}::int and run_id = ${runId}::uuid and dispatched_at is null and cancelled_at is null
      returning id`,
  )
  await cancelEffects(db, { councilId, actionIds: actions.map(({ id }) => id), problem: reason })
  await db.run(sql`
    update recovery.run_item set outcome = 'skipped', reason = ${reason}::text
    where council_id = ${councilId}::int and run_id = ${runId}::uuid and outcome in ('planned', 'released')`)
  await db.run(sql`
    update recovery.run as run set
      status = 'cancelled', stopped_by = ${by}::text, stopped_why = ${because}::text, finished_at = clock_timestamp(),
      done = counted.done, skipped = counted.skipped, failed = counted.failed
    from (
      select count(*) filter (where outcome = 'done')::int as done,
        count(*) filter (where outcome = 'skipped')::int as skipped,
        count(*) filter (where outcome = 'failed')::int as failed
      from recovery.run_item where council_id = ${councilId}::int and run_id = ${runId}::uuid
    ) as counted
    where run.council_id = ${councilId}::int and run.id = ${runId}::uuid`)
  await record(db, {
    councilId,
    actor: by,
    action: 'stopped a run',
    objectKind: 'run',
    objectId: runId,
    detail: { because },
  })
  return changed(db, councilId, runId)
}

const changed = async (db: Db, councilId: number, runId: string): Promise<Outcome<Run>> => {
  const run = await findRun(db, councilId, runId)
  return run ? done(run) : refused(refusals.noSuchRun)
}

/** What the items hash to now. Planning stores the same; approving asks again, so that nothing is slipped in between. */
export const hashOfItems = async (db: Db, councilId: number, runId: string): Promise<string> =>
  (
    await db.one(
      z.object({ hash: z.string() }),
      sql`
        select encode(sha256(convert_to(coalesce(string_agg(
          concat_ws('|', account_id, party_id, action_kind, amount, rule), E'\n' order by account_id), ''), 'UTF8')), 'hex') as hash
        from recovery.run_item where council_id = ${councilId}::int and run_id = ${runId}::uuid`,
    )
  ).hash
