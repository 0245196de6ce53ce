import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Hold, isByLaw } from './hold.ts'
import { findHold, lockParties } from './queries.ts'
import { questionOfHold } from './questions/question.ts'
import { endsWithItsAnswer } from './questions/refusals.ts'
import * as refusals from './refusals.ts'

export type EndHold = {
  readonly councilId: number
  readonly holdId: string
  readonly because: string
  readonly actor: string
  /** Whether they may also end what the law began, once a notice says that it is over. */
  readonly mayEndByLaw?: boolean
}

/**
 * Ends a hold before its time, or one that had no end. The hold itself is kept, and nothing starts by itself. Refuses
 * one that is over, one that a source system will say again tomorrow, one that waits for another team's answer, and one that
 * the law began unless an approver who did not place it ends it.
 */
export async function endHold(db: Db, ending: EndHold): Promise<Outcome<void>> {
  const { councilId, holdId, because, actor } = ending
  if (because.trim() === '') return refused(refusals.noReason)
  const hold = await findHold(db, { councilId, holdId })
  if (!hold) return refused(refusals.noSuchHold)
  const problem = whyNotEnd(hold, ending)
  if (problem) return refused(problem)
  await lockParties(db, { councilId, partyIds: [hold.partyId] })
  if (await questionOfHold(db, { councilId, holdId })) return refused(endsWithItsAnswer)
  const ended = await db.run(sql`
    update protections.hold set lifted_at = clock_timestamp(), lifted_by = ${actor}::text, lifted_why = ${because}::text
    where council_id = ${councilId}::int and id = ${holdId}::uuid and lifted_at is null
      and coalesce(ends_at > clock_timestamp(), true)`)
  if (ended === 0) return refused(refusals.alreadyEnded)
  await record(db, {
    councilId,
    actor,
    action: 'ended a hold',
    objectKind: 'hold',
    objectId: holdId,
    detail: { kind: hold.kind, party: hold.partyId },
  })
  return done(undefined)
}

/** Why somebody may not end a hold, whatever their reason. The page says it in place of the form. */
export const whyNotEnd = (
  hold: Hold,
  { actor, mayEndByLaw = false }: Pick<EndHold, 'actor' | 'mayEndByLaw'>,
) => {
  if (hold.liftedBy !== null) return refusals.alreadyEnded
  if (hold.source === 'source system') return refusals.endsAtItsSource
  if (hold.source === 'companies register')
    return mayEndByLaw ? undefined : refusals.registersUntilDecided
  if (!isByLaw(hold.kind)) return undefined
  if (!mayEndByLaw) return refusals.onlyByLaw
  return hold.recordedBy === actor ? refusals.placedByYou : undefined
}
