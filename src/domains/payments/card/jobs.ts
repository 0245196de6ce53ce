import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import { asCouncil, type Database } from '#platform/db.ts'
import type { Job, JobEnd } from '#platform/jobs.ts'
import { agreementJobs } from './agreements/jobs.ts'
import { raiseCardAlarm } from './alarms.ts'
import { isOpen } from './attempt.ts'
import { findAttempt } from './attempts.ts'
import { lookJob } from './begin.ts'
import { lookAtAttempt } from './look.ts'
import { NoAnswer, type Pay } from './pay.ts'
import { findRefund } from './refund.ts'
import { lookAtRefundJob, takeRefund } from './send-refund.ts'
import { payOf } from './settings.ts'

/** The kind of job with which a message from Pay has us look; its key is the try and the message. */
export const lookOnceJob = 'look once at a card payment'

const again = (inSeconds: number): JobEnd => ({ is: 'again', inSeconds })
const over: JobEnd = { is: 'done' }

/** How long until the next look: often while the payer is there, less often later, but never not at all. */
export function secondsUntilNextLook(askedAt: Temporal.Instant, now: Temporal.Instant): number {
  const minutes = askedAt.until(now).total('minutes')
  return minutes < 10 ? 15 : minutes < 180 ? 60 : 3600
}

/** Looks at every try and refund that has not ended until it has, whether or not Pay ever sends a message. */
export const cardJobs = (
  clock: Clock,
): Readonly<Record<string, (database: Database, job: Job) => Promise<JobEnd>>> => ({
  [lookJob]: (database, { councilId, key }) =>
    withPay(database, councilId, async pay => {
      const now = clock.now()
      const looking = { councilId, attemptId: key, now }
      const { state } = await lookAtAttempt(database, pay, looking).catch(passing)
      if (state !== 'asked' && !isOpen(state)) return over
      return asCouncil(database, councilId, async db => {
        const attempt = await findAttempt(db, looking)
        if (!attempt || !isOpen(attempt.state)) return over
        if (attempt.askedAt.until(now).total('hours') > 24)
          await raiseCardAlarm(db, {
            councilId,
            attemptId: key,
            kind: 'silent',
            about: key,
            says: `GOV.UK Pay has not said in a day how ${attempt.reference} ended. It is looked at every hour. Find it in GOV.UK Pay’s own pages.`,
          })
        return again(secondsUntilNextLook(attempt.askedAt, now))
      })
    }),
  [lookOnceJob]: (database, { councilId, payload }) =>
    withPay(database, councilId, async pay => {
      const { attempt } = z.object({ attempt: z.guid() }).parse(payload)
      const looking = { councilId, attemptId: attempt, now: clock.now() }
      const seen = await lookAtAttempt(database, pay, looking).catch(passing)
      return seen.state === 'asked' ? again(30) : over
    }),
  [lookAtRefundJob]: (database, { councilId, key: refundId }) =>
    withPay(database, councilId, async pay => {
      const of = { councilId, refundId }
      const { refund, paymentId } = await asCouncil(database, councilId, async db => {
        const found = await findRefund(db, of)
        const attempt = found && (await findAttempt(db, { councilId, attemptId: found.attemptId }))
        return { refund: found, paymentId: attempt?.paymentId }
      })
      if (refund?.state !== 'submitted' || !paymentId) return over
      const theirs = await pay.refundsOf(paymentId).catch((fault: unknown) => {
        if (fault instanceof NoAnswer) return []
        throw fault
      })
      const seen = theirs.find(one => one.refundId === refund.refundId)
      if (!seen || seen.status === 'submitted') return again(300)
      await asCouncil(database, councilId, db => takeRefund(db, { ...of, now: clock.now() }, seen))
      return over
    }),
  ...Object.fromEntries(
    Object.entries(agreementJobs(clock)).map(([kind, work]) => [
      kind,
      (database: Database, job: Job) =>
        withPay(database, job.councilId, pay => work(database, job, pay)),
    ]),
  ),
})

/** Pay is away for a while: looked at again, however often, because money may have come. */
const passing = (fault: unknown): { readonly state: 'asked' } => {
  if (fault instanceof NoAnswer) return { state: 'asked' }
  throw fault
}

async function withPay(
  database: Database,
  councilId: number,
  work: (pay: Pay) => Promise<JobEnd>,
): Promise<JobEnd> {
  const found = await payOf(database, councilId)
  return found ? work(found.pay) : again(3600)
}
