import { setTimeout as wait } from 'node:timers/promises'
import { asCouncil, type Database } from './db.ts'
import { claimJob, endTurn, type Job, type JobEnd } from './jobs.ts'
import { faultOf, type Log } from './log.ts'
import { type EffectKind, sendWaiting } from './outbox.ts'

export type JobKind = (database: Database, job: Job) => Promise<JobEnd>

export type Worker = {
  /** There may be something to do: look now rather than at the next turn. */
  wake(): void
  /** Finishes the step in hand and stops. */
  stop(): Promise<void>
}

/** How long it sleeps when there is nothing to do; `wake` cuts it short. */
const idleMilliseconds = 1_000

/**
 * Does what waits in the database for every council, in turn, so that a large council cannot starve a small one. Any
 * number of workers may run against one PostgreSQL: work is claimed there.
 */
export function startWorker({
  database,
  councilIds,
  jobs,
  effects,
  log,
}: {
  readonly database: Database
  readonly councilIds: () => Promise<readonly number[]>
  readonly jobs: Readonly<Record<string, JobKind>>
  readonly effects: Readonly<Record<string, EffectKind>>
  readonly log: Log
}): Worker {
  let stopping = false
  let alarm = new AbortController()

  const turn = async (councilId: number): Promise<boolean> => {
    const job = await asCouncil(database, councilId, db =>
      claimJob(db, councilId, Object.keys(jobs)),
    )
    if (job) await runJob(job)
    const sent = await sendWaiting(database, councilId, effects, {
      isStopping: () => stopping,
      onFault: (fault, effect) =>
        log.error('effect not sent', {
          councilId,
          job: effect.kind,
          id: effect.id,
          ...faultOf(fault),
        }),
    })
    return job !== undefined || sent > 0
  }

  /** One council's fault is not another's. */
  const turnOf = async (councilId: number): Promise<boolean> => {
    try {
      return await turn(councilId)
    } catch (fault) {
      log.error('worker turn failed', { councilId, ...faultOf(fault) })
      return false
    }
  }

  const runJob = async (job: Job): Promise<void> => {
    const { councilId } = job
    let end: JobEnd
    try {
      end = (await jobs[job.kind]?.(database, job)) ?? { is: 'done' }
    } catch (fault) {
      log.error('job failed', { councilId, job: job.kind, id: job.id, ...faultOf(fault) })
      const problem = fault instanceof Error ? fault.message : 'It could not be done.'
      end = { is: 'again', inSeconds: 2 ** Math.min(job.attempts, 8), problem }
    }
    const stands = await asCouncil(database, councilId, db => endTurn(db, job, end))
    if (!stands) log.info('late turn refused', { councilId, job: job.kind, id: job.id })
  }

  const live = async (): Promise<void> => {
    while (!stopping) {
      let busy = false
      try {
        for (const councilId of await councilIds()) {
          if (stopping) return
          busy = (await turnOf(councilId)) || busy
        }
      } catch (fault) {
        // The database is away for a moment: nothing is lost, and the next turn tries again.
        log.error('worker turn failed', faultOf(fault))
      }
      if (!busy && !stopping) {
        await wait(idleMilliseconds, undefined, { signal: alarm.signal }).catch(() => {})
        alarm = new AbortController()
      }
    }
  }
  const life = live()
  return {
    wake: () => alarm.abort(),
    stop: () => {
      stopping = true
      alarm.abort()
      return life
    },
  }
}
