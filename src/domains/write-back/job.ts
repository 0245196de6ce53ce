import { type Clock, todayIn } from '#platform/clock.ts'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Job, type JobEnd, keepLease } from '#platform/jobs.ts'
import { sql } from '#platform/sql.ts'
import { acknowledgeHeard } from './heard-back.ts'
import { keepAsking } from './overdue.ts'
import { queueChanges } from './queue.ts'

/** The kind of job that keeps the queues of a council. */
export const tellJob = 'tell the sources'

const everySeconds = 900

/**
 * Keeps a council's queues: what changed is queued, what sources have told of is acknowledged, what was not answered in time
 * is sent again or becomes an exception. Harmless to repeat.
 */
export async function keepQueues(
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<void> {
  await queueChanges(db, councilId)
  await acknowledgeHeard(db, councilId)
  await keepAsking(db, { councilId, today })
}

/** The same by itself, while a source of the council is told by files. */
export const writeBackJobs = (
  clock: Clock,
): Readonly<Record<string, (database: Database, job: Job) => Promise<JobEnd>>> => ({
  [tellJob]: (database, job) =>
    asCouncil(database, job.councilId, async db => {
      await keepLease(db, job)
      await keepQueues(db, { councilId: job.councilId, today: todayIn(clock) })
      const told = await db.run(sql`
        select from write_back.source where council_id = ${job.councilId}::int and way = 'file' limit 1`)
      return told === 0 ? { is: 'done' } : { is: 'again', inSeconds: everySeconds }
    }),
})
