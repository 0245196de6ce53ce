import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { endHold } from '../end-hold.ts'
import { lockParties } from '../queries.ts'
import { findQuestion, type QuestionOutcome } from './question.ts'
import * as refusals from './refusals.ts'

/**
 * Answers a question, once, which ends its hold: nothing starts by itself, the next night decides. Refuses whoever asked it, a second answer, and one
 * that changes the debt while the system that raised it still says otherwise: recovery would go on with what is wrong.
 */
export async function answerQuestion(
  db: Db,
  {
    councilId,
    questionId,
    outcome,
    answer,
    isThere,
    actor,
    now,
  }: {
    readonly councilId: number
    readonly questionId: string
    readonly outcome: QuestionOutcome
    readonly answer: string
    /** Whether the system that raised the debt has what was changed. */
    readonly isThere: boolean
    readonly actor: string
    readonly now: Temporal.Instant
  },
): Promise<Outcome<void>> {
  const question = await findQuestion(db, { councilId, questionId })
  if (!question) return refused(refusals.noSuchQuestion)
  if (question.askedBy === actor) return refused(refusals.theirOwn)
  if (outcome !== 'stands' && !isThere) return refused(refusals.notYetThere)
  await lockParties(db, { councilId, partyIds: [question.partyId] })
  const answered = await db.run(sql`
    update protections.query set
      outcome = ${outcome}::text, answer = ${answer}::text, answered_by = ${actor}::text, answered_at = ${now}::timestamptz
    where council_id = ${councilId}::int and id = ${questionId}::uuid and answered_at is null`)
  if (answered === 0) return refused(refusals.answeredAlready)
  await endHold(db, {
    councilId,
    holdId: question.holdId,
    because: `${question.team} answered: ${answer}`,
    actor,
  })
  await record(db, {
    councilId,
    actor,
    action: 'answered for another team',
    objectKind: 'question',
    objectId: questionId,
    detail: { outcome, account: question.accountId },
  })
  return done(undefined)
}
