import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import { memberLiableFor } from '#debts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { HoldKind } from './hold.ts'
import { isCovered, liableParties, lockParties } from './queries.ts'
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
  /** When somebody looks at it again. */
  readonly reviewOn?: Temporal.PlainDate
  /** When the council was told. */
  readonly receivedAt: Temporal.Instant
  readonly reason: string
  readonly actor: string
  /** Something of its own ends it, so it is placed even where another covers as much: the other may end first. */
  readonly endsByItself?: true
}

/**
 * Puts recovery on hold. From the moment this commits nothing goes out that the hold reaches: it takes the lock that
 * every dispatch takes, so the two cannot pass each other. What went out after `startsAt` and before we knew is for
 * `recovery` to withdraw. Holds may overlap; one that adds nothing to another of its kind is refused, so that a button
 * pressed twice places one. Returns the hold's id.
 */
export async function placeHold(db: Db, asked: NewHold): Promise<Outcome<string>> {
  const { councilId, accountId, startsAt, endsAt } = asked
  // Of all who are one person, whoever owes the account: there the hold stays should they be parted.
  const partyId =
    accountId === undefined
      ? asked.partyId
      : await memberLiableFor(db, { councilId, personId: asked.partyId, accountId })
  const hold = { ...asked, partyId }
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
  if (!hold.endsByItself && (await isCovered(db, hold))) return refused(refusals.alreadyHeld)
  // The moment is the database's, read after the lock: a letter that went first went before it, to the microsecond.
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`
      insert into protections.hold
        (council_id, id, party_id, account_id, kind, starts_at, ends_at, review_on, received_at,
         recorded_by, reason, source)
      values (
        ${councilId}::int, ${randomUUID()}::uuid, ${partyId}::uuid, ${accountId ?? null}::uuid, ${hold.kind}::text,
        ${startsAt}::timestamptz, ${endsAt ?? null}::timestamptz, ${hold.reviewOn ?? null}::date,
        ${hold.receivedAt}::timestamptz, ${hold.actor}::text,
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
