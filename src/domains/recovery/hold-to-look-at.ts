import { londonDate } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { placeHold } from '#protections'

/** Puts an account on hold, to be looked at by a person the same day. One that is held so already stays held. */
export async function holdToLookAt(
  db: Db,
  {
    now,
    by,
    ...of
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly partyId: string
    readonly reason: string
    readonly now: Temporal.Instant
    readonly by: string
  },
): Promise<void> {
  await placeHold(db, {
    ...of,
    kind: 'other',
    startsAt: now,
    reviewOn: londonDate(now),
    receivedAt: now,
    actor: by,
  })
}
