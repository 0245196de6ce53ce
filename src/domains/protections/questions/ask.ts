import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { isBefore, plusDays } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { placeHold } from '../place-hold.ts'
import { lockParties } from '../queries.ts'
import { type About, findQuestion, questionsOn, type raisers } from './question.ts'
import * as refusals from './refusals.ts'

export type NewQuestion = {
  /** Made with the form, so that sending it twice asks once. */
  readonly id: string
  readonly accountId: string
  /** Whoever comes first among those who owe it. */
  readonly partyId: string
  readonly about: About
  readonly team: string
  readonly raisedBy: (typeof raisers)[number]
  readonly question: string
  /** What shows it; empty where nothing does yet. */
  readonly evidence: string
  readonly answerBy: Temporal.PlainDate
}

/**
 * Asks another team something about a debt, once for its id, and puts recovery of it on hold until the answer: a dispute, with no end of its own,
 * to be looked at again on the day the answer is wanted. Refuses a day that has passed or is too far off, and what is asked already.
 * Answers its id.
 */
export async function askTeam(
  db: Db,
  asked: NewQuestion & {
    readonly councilId: number
    readonly actor: string
    readonly now: Temporal.Instant
    readonly today: Temporal.PlainDate
  },
): Promise<Outcome<string>> {
  const { councilId, id, accountId, about, team, answerBy, actor, now, today } = asked
  const last = plusDays(today, refusals.mostDays)
  if (isBefore(answerBy, today)) return refused(refusals.dayPassed)
  if (isBefore(last, answerBy)) return refused(refusals.tooFar(last))
  await lockParties(db, { councilId, partyIds: [asked.partyId] })
  if (await findQuestion(db, { councilId, questionId: id })) return done(id)
  const others = await questionsOn(db, { councilId, accountId })
  if (others.some(one => one.answeredAt === null && one.about === about))
    return refused(refusals.openAlready)
  const hold = await placeHold(db, {
    councilId,
    partyId: asked.partyId,
    accountId,
    kind: 'dispute',
    startsAt: now,
    reviewOn: answerBy,
    receivedAt: now,
    reason: `Asked of ${team} about ${about}: ${asked.question}`,
    actor,
    endsByItself: true,
  })
  if (!hold.ok) return hold
  await db.one(
    z.object({ id: z.string() }),
    sql`
      insert into protections.query
        (council_id, id, account_id, party_id, hold_id, about, team, raised_by, question, evidence, answer_by, asked_by, asked_at)
      select ${councilId}::int, ${id}::uuid, ${accountId}::uuid, hold.party_id, hold.id, ${about}::text, ${team}::text,
        ${asked.raisedBy}::text, ${asked.question}::text, ${asked.evidence}::text, ${answerBy}::date, ${actor}::text,
        ${now}::timestamptz
      from protections.hold as hold where hold.council_id = ${councilId}::int and hold.id = ${hold.value}::uuid
      returning id`,
  )
  await record(db, {
    councilId,
    actor,
    action: 'asked another team',
    objectKind: 'question',
    objectId: id,
    detail: { about, team, account: accountId, hold: hold.value },
  })
  return done(id)
}
