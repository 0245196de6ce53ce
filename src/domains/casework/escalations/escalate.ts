import { record } from '#administration'
import { memberLiableFor } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { holdsOn, isRunning } from '#protections'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { contactsWith } from '../contact.ts'
import { contactsWithin } from './attempts.ts'
import { type Checklist, judgeChecklist } from './checklist.ts'
import { decideBy } from './clock.ts'
import { findEscalation } from './escalation.ts'
import { escalationKinds, type EscalationKind } from './kinds.ts'
import * as refusals from './refusals.ts'
import { escalationTargets } from './targets.ts'

/** What an officer puts before a team leader. */
export type NewEscalation = {
  /** Made with the form, so that sending it twice asks once. */
  readonly id: string
  readonly personId: string
  /** One of theirs: the caller makes sure of it, and that the entries are theirs too. */
  readonly accountId: string
  readonly kind: EscalationKind
  readonly recommends: string
  readonly options: string
  /** Empty where somebody has tried to reach them. */
  readonly untriedWhy: string
  readonly checklist: Checklist
  /** Entries of what has happened that it rests on. */
  readonly evidence: readonly string[]
  /** The one that was returned and is asked again; the clock begins again with it. */
  readonly followsId: string | undefined
}

type Asking = {
  readonly councilId: number
  readonly actor: string
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
}

/**
 * Puts something before a team leader, once for its id. Where its kind should be tried first and nobody has tried to reach the person
 * within the council's days it is outside policy, and needs a reason. Refuses what the checklist refuses, and to ask again
 * what was not returned. Answers its id.
 */
export async function escalate(db: Db, asked: Asking & NewEscalation): Promise<Outcome<string>> {
  const { councilId, id, personId, accountId, kind, actor, now, today } = asked
  if (await findEscalation(db, { councilId, escalationId: id })) return done(id)
  const targets = await escalationTargets(db, councilId)
  const holds = await holdsOn(db, { councilId, accountId })
  const isDisputed = holds.some(hold => hold.kind === 'dispute' && isRunning(hold, now))
  const checklist = judgeChecklist(kind, asked.checklist, { isDisputed })
  if (!checklist.ok) return checklist
  const contacts = await contactsWith(db, councilId, personId, 500)
  const isUntried =
    escalationKinds[kind].isTriedFirst &&
    contactsWithin(contacts, targets.contactDays, today).length === 0
  const untriedWhy = isUntried ? asked.untriedWhy.trim() : null
  if (untriedWhy === '') return refused(refusals.untried(targets.contactDays))
  if (asked.followsId !== undefined && !(await isToAskAgain(db, asked, asked.followsId)))
    return refused(refusals.notReturned)

  const partyId = await memberLiableFor(db, { councilId, personId, accountId })
  const written = await db.run(sql`
    insert into casework.escalation
      (council_id, id, party_id, account_id, kind, recommends, options, untried_why, checklist, follows_id, asked_by,
       asked_at, asked_on, decide_by)
    values (
      ${councilId}::int, ${id}::uuid, ${partyId}::uuid, ${accountId}::uuid, ${kind}::text, ${asked.recommends}::text,
      ${asked.options}::text, ${untriedWhy}::text, ${JSON.stringify(checklist.value)}::jsonb,
      ${asked.followsId ?? null}::uuid, ${actor}::text, ${now}::timestamptz, ${today}::date,
      ${decideBy(kind, today, targets)}::date)
    on conflict do nothing`)
  // Another press of the same button, or somebody who asked the returned one again at the same moment.
  if (written === 0) {
    const isThere = await findEscalation(db, { councilId, escalationId: id })
    return isThere ? done(id) : refused(refusals.notReturned)
  }
  await db.run(sql`
    insert into casework.escalation_evidence (council_id, escalation_id, entry_id)
    select ${councilId}::int, ${id}::uuid, entry_id from unnest(${[...new Set(asked.evidence)]}::uuid[]) as entry_id`)
  await record(db, {
    councilId,
    actor,
    action: 'escalated',
    objectKind: 'escalation',
    objectId: id,
    detail: { kind, party: partyId, account: accountId, follows: asked.followsId ?? null },
  })
  return done(id)
}

/** Whether one was returned, is about the same account, and nobody has asked it again. */
async function isToAskAgain(
  db: Db,
  { councilId, accountId }: Pick<Asking & NewEscalation, 'councilId' | 'accountId'>,
  followsId: string,
): Promise<boolean> {
  const first = await findEscalation(db, { councilId, escalationId: followsId })
  return (
    first?.decision === 'returned' && first.accountId === accountId && first.followedById === null
  )
}
