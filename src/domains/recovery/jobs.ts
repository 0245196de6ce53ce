import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db.ts'
import type { Job, JobEnd } from '#platform/jobs.ts'
import { releaseStep } from './release.ts'
import { runSimulation, simulationJob } from './simulation/keep.ts'

/** The kind of job that releases an approved run; its key is the run. Approving asks for it. */
export const releaseJob = 'release a run'

/** How often a run that must wait is looked at again. */
const secondsToWait = 30

/**
 * Releases an approved run, a step a turn, so that a run can be stopped between steps and others get theirs; and tries
 * draft policies on the book.
 */
export const recoveryJobs = (
  clock: Clock,
): Readonly<Record<string, (database: Database, job: Job) => Promise<JobEnd>>> => ({
  [releaseJob]: async (database, { councilId, key: runId }) => {
    const released = await releaseStep(database, { councilId, runId, clock })
    if (released === 'more') return { is: 'again', inSeconds: 0 }
    if (released === 'waiting') return { is: 'again', inSeconds: secondsToWait }
    return { is: 'done' }
  },
  [simulationJob]: (database, job) => runSimulation(database, job, clock.now()),
})
