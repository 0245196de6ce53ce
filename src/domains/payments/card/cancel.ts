import { record } from '#administration'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { isOpen } from './attempt.ts'
import { attemptsOf } from './attempts.ts'
import { lookAtAttempt } from './look.ts'
import { NoAnswer, type Pay } from './pay.ts'
import * as refusals from './refusals.ts'

/**
 * Cancels a payment that nobody has paid: Pay is asked to end a try that is open, and what came of that is looked up before
 * anything is said. Refuses one that was paid in the meantime, and one that is being paid. The same officer with the same reason again changes nothing.
 */
export async function cancelRequest(
  database: Database,
  pay: Pay,
  cancelling: {
    readonly councilId: number
    readonly requestId: string
    readonly why: string
    readonly now: Temporal.Instant
    readonly actor: string
  },
): Promise<Outcome<void>> {
  const { councilId, requestId, why, now, actor } = cancelling
  const isTheirs = async (db: Db) =>
    (await db.run(sql`
      select from payments.card_request
      where council_id = ${councilId}::int and id = ${requestId}::uuid and state = 'cancelled'
        and cancelled_by = ${actor}::text and cancelled_why = ${why}::text`)) > 0
  const inHand = async () =>
    (await asCouncil(database, councilId, db => attemptsOf(db, cancelling))).find(({ state }) =>
      isOpen(state),
    )
  try {
    const open = await inHand()
    if (open) {
      const looking = { councilId, attemptId: open.id, now }
      await lookAtAttempt(database, pay, looking)
      const found = await inHand()
      if (found?.paymentId) await pay.cancel(found.paymentId)
      await lookAtAttempt(database, pay, looking)
    }
  } catch (fault) {
    if (fault instanceof NoAnswer) return refused(refusals.tryAgain)
    throw fault
  }
  return asCouncil(database, councilId, async db => {
    const isBeingPaid = (await attemptsOf(db, cancelling)).some(
      ({ state, paymentId }) => isOpen(state) && paymentId !== null,
    )
    if (isBeingPaid) return refused(refusals.beingPaid)
    const cancelled = await db.run(sql`
      update payments.card_request set
        state = 'cancelled', cancelled_by = ${actor}::text, cancelled_why = ${why}::text
      where council_id = ${councilId}::int and id = ${requestId}::uuid and state = 'waiting'`)
    if (cancelled === 0)
      return (await isTheirs(db)) ? done(undefined) : refused(refusals.notWaiting)
    await record(db, {
      councilId,
      actor,
      action: 'cancelled a card payment',
      objectKind: 'card payment',
      objectId: requestId,
    })
    return done(undefined)
  })
}
