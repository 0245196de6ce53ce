import type { Clock } from '#platform/clock.ts'
import type { Job, JobEnd } from '#platform/jobs.ts'
import type { Database } from '#platform/db.ts'
import { NoAnswer, type Pay } from '../pay.ts'
import { learnDisputes } from '../disputes/learn.ts'
import { learnSettled, settledJob } from '../settlements/learn.ts'
import { endAtPay, endJob } from './cancel.ts'
import { takeJob } from './due.ts'
import { takeAgreed } from './take.ts'

/** Pay is away for a while: asked again, however often, under the same id. */
const passing = (fault: unknown): JobEnd => {
  if (fault instanceof NoAnswer) return { is: 'again', inSeconds: 60 }
  throw fault
}

/** What is done for card agreements and settlements between the nights. */
export const agreementJobs = (
  clock: Clock,
): Readonly<Record<string, (database: Database, job: Job, pay: Pay) => Promise<JobEnd>>> => ({
  [takeJob]: (database, { councilId, key }, pay) => {
    const [agreement = '', takeOn = ''] = key.split('/')
    return takeAgreed(database, pay, {
      councilId,
      agreement,
      takeOn: Temporal.PlainDate.from(takeOn),
      now: clock.now(),
    }).catch(passing)
  },
  [endJob]: (database, { councilId, key: id }, pay) =>
    endAtPay(database, pay, { councilId, id }).catch(passing),
  [settledJob]: (database, { councilId }, pay) => {
    const at = { councilId, now: clock.now() }
    return learnDisputes(database, pay, at)
      .then(() => learnSettled(database, pay, at))
      .catch(passing)
  },
})
