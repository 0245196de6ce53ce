import { type EmergencyStop, liftStop } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome } from '#values/outcome.ts'
import { emergencyStop } from '../regimes/index.ts'

/**
 * Lifts a stop, by a second person, on the review that they read. Nothing goes at once: each account that it held is looked at again on a
 * night of its own among those asked for, where another stop does not still cover it, and whatever is due then goes by the usual run, brakes
 * and approval.
 */
export async function liftEverything(
  db: Db,
  asked: {
    readonly councilId: number
    readonly stopId: string
    readonly by: string
    readonly on: Temporal.PlainDate
    readonly reviewedAt: string
  },
): Promise<Outcome<void>> {
  const { councilId, on } = asked
  const lifted = await liftStop(db, asked)
  if (!lifted.ok) return lifted
  await db.run(sql`
    update recovery.account_state as state set
      next_review_on = nullif(coalesce(recovery.stopped_until(${councilId}::int, state.account_id, ${on}::date), ${on}::date + 1), 'infinity')
    where state.council_id = ${councilId}::int and state.last_outcome = 'hold' and state.last_rule = ${emergencyStop}::text`)
  return done(undefined)
}

/** What stands of a stop, in a word. */
export const stateOf = ({ liftedOn, liftAskedBy }: EmergencyStop) =>
  liftedOn !== null ? 'lifted' : liftAskedBy !== null ? 'to be lifted' : 'stands'
