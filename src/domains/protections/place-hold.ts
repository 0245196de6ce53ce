import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { HoldKind } from './hold.ts'
import { findHold, liableParties, lockParties } from './queries.ts'
import * as refusals from './refusals.ts'

export type NewHold = {
  readonly councilId: number
  readonly partyId: string
  /** Left out: every account the party is liable for, now and later. */
  readonly accountId?: string
  readonly kind: HoldKind
  readonly startsAt: Temporal.Instant
  /** Left out: until somebody ends it. */
  readonly endsAt?: Temporal.Instant
  /** When the council was told. */
  readonly receivedAt: Temporal.Instant
  readonly reason: string
  readonly actor: string
}

/**
 * Puts recovery on hold. From the moment this commits nothing goes out that the hold reaches: it takes the lock that
 * every dispatch takes, so the two cannot pass each other. What went out after `startsAt` and before we knew is for
 * `recovery` to withdraw. Returns the hold's id.
 */
export async function placeHold(db: Db, hold: NewHold): Promise<Outcome<string>> {
  const { councilId, partyId, accountId, startsAt, endsAt } = hold
  if (hold.reason.trim() === '') return refused(refusals.noReason)
  if (endsAt && Temporal.Instant.compare(endsAt, startsAt) <= 0) {
    return refused(refusals.endsBeforeItStarts)
  }
  if (accountId !== undefined) {
    const liable = await liableParties(db, { councilId, accountIds: [accountId] })
    if (liable.length === 0) return refused(refusals.noSuchAccount)
    if (!liable.includes(partyId)) return refused(refusals.notTheirAccount)
  }
  if ((await lockParties(db, { councilId, partyIds: [partyId] })) === 0) {
    return refused(refusals.noSuchParty)
  }
  // The moment is the database's, read after the lock: a letter that went first went before it, to the microsecond.
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`
      insert into protections.hold
        (council_id, id, party_id, account_id, kind, starts_at, ends_at, received_at, recorded_by, reason, source)
      values (
        ${councilId}::int, ${randomUUID()}::uuid, ${partyId}::uuid, ${accountId ?? null}::uuid, ${hold.kind}::text,
        ${startsAt}::timestamptz, ${endsAt ?? null}::timestamptz, ${hold.receivedAt}::timestamptz, ${hold.actor}::text,
        ${hold.reason}::text, 'officer')
      returning id`,
  )
  await record(db, {
    councilId,
    actor: hold.actor,
    action: 'placed a hold',
    objectKind: 'hold',
    objectId: id,
    detail: { kind: hold.kind, party: partyId, account: accountId ?? null },
  })
  return done(id)
}

export type EndHold = {
  readonly councilId: number
  readonly holdId: string
  readonly because: string
  readonly actor: string
}

/** Ends a hold before its time, or one that had no end. The hold itself is kept. Refuses one that is over. */
export async function endHold(
  db: Db,
  { councilId, holdId, because, actor }: EndHold,
): Promise<Outcome<void>> {
  if (because.trim() === '') return refused(refusals.noReason)
  const hold = await findHold(db, { councilId, holdId })
  if (!hold) return refused(refusals.noSuchHold)
  await lockParties(db, { councilId, partyIds: [hold.partyId] })
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
