import { record } from '#administration'
import { lockPeople } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { assignCase } from '../assign.ts'
import { type Escalation, findEscalation } from './escalation.ts'
import type { Decision } from './kinds.ts'
import * as refusals from './refusals.ts'

type Happening = {
  readonly councilId: number
  readonly escalationId: string
  readonly actor: string
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
}

/**
 * Decides what an officer asked, once. To take over makes the case theirs who decides. Refuses an officer's own, what somebody has decided
 * already, a day to come back by that has passed, and to take over a case that could not be theirs.
 */
export async function decideEscalation(
  db: Db,
  {
    decision,
    comment,
    againBy,
    ...happening
  }: Happening & {
    readonly decision: Decision
    readonly comment: string
    /** Only of one that is returned. */
    readonly againBy: Temporal.PlainDate | undefined
  },
): Promise<Outcome<void>> {
  const { councilId, actor, today } = happening
  const found = await findEscalation(db, happening)
  if (!found) return refused(refusals.noSuchEscalation)
  // The lock that giving a case takes too: two who decide at once do it one after the other.
  await lockPeople(db, councilId, [found.personId])
  const escalation = (await findEscalation(db, happening)) ?? found
  if (escalation.askedBy === actor) return refused(refusals.theirOwn)
  if (escalation.decision !== null) return refused(refusals.decidedAlready)
  if (againBy && isBefore(againBy, today)) return refused(refusals.againInThePast)
  if (decision === 'taken over') {
    const { personId } = escalation
    const assigned = await assignCase(db, {
      councilId,
      personId,
      staffId: actor,
      why: comment,
      actor,
    })
    if (!assigned.ok && assigned.refusal.code !== 'casework/theirs-already') return assigned
  }
  await happened(db, { ...happening, escalation, kind: decision, comment, againBy })
  await record(db, {
    councilId,
    actor,
    action: `${decision} an escalation`,
    objectKind: 'escalation',
    objectId: escalation.id,
    detail: { comment },
  })
  return done(undefined)
}

/** Keeps that somebody who could decide has opened it, the first time. Changes nothing for anybody else. */
export async function seeEscalation(
  db: Db,
  {
    escalation,
    ...happening
  }: Omit<Happening, 'escalationId'> & { readonly escalation: Escalation },
): Promise<void> {
  const { askedBy, decision, seenOn } = escalation
  if (askedBy === happening.actor || decision !== null || seenOn !== null) return
  await happened(db, { ...happening, escalation, kind: 'seen' })
}

/** Takes the answer off the list of whoever asked: they have read it. Refused to anybody else, and before it is decided. */
export async function readAnswer(db: Db, happening: Happening): Promise<Outcome<void>> {
  const escalation = await findEscalation(db, happening)
  if (!escalation) return refused(refusals.noSuchEscalation)
  if (escalation.askedBy !== happening.actor) return refused(refusals.notWhoAsked)
  if (escalation.decision === null) return refused(refusals.notDecided)
  await happened(db, { ...happening, escalation, kind: 'read' })
  return done(undefined)
}

const happened = (
  db: Db,
  {
    councilId,
    escalation,
    actor,
    now,
    today,
    kind,
    comment = '',
    againBy,
  }: Omit<Happening, 'escalationId'> & {
    readonly escalation: Escalation
    readonly kind: Decision | 'seen' | 'read'
    readonly comment?: string
    readonly againBy?: Temporal.PlainDate | undefined
  },
): Promise<number> =>
  db.run(sql`
    insert into casework.escalation_event
      (council_id, escalation_id, kind, by, asked_by, at, on_day, comment, again_by)
    values (
      ${councilId}::int, ${escalation.id}::uuid, ${kind}::text, ${actor}::text, ${escalation.askedBy}::text,
      ${now}::timestamptz, ${today}::date, ${comment}::text, ${againBy ?? null}::date)
    on conflict do nothing`)
