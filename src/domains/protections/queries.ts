import { z } from 'zod'
import { lockPeople, partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { hold, type Hold, type HoldKind } from './hold.ts'

const columns = sql`
  hold.id, hold.party_id, hold.account_id, hold.kind, hold.starts_at, least(hold.ends_at, hold.lifted_at) as ends_at,
  hold.review_on, hold.recorded_at, hold.recorded_by, hold.reason, hold.source, hold.lifted_by, hold.lifted_why`

/** Every hold that reaches an account, through any liable person, running or ended, newest first. */
export const holdsOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Hold[]> =>
  db.many(
    hold,
    sql`
      select distinct ${columns}
      from protections.hold as hold
      join protections.hold_on_account as reaches
        on reaches.council_id = ${councilId}::int and reaches.hold_id = hold.id
      where hold.council_id = ${councilId}::int and reaches.account_id = ${accountId}::uuid
      order by starts_at desc, id`,
  )

/** Every hold placed on a person or on one of their accounts, newest first. */
export const holdsOf = (
  db: Db,
  { councilId, partyId }: { readonly councilId: number; readonly partyId: string },
): Promise<readonly Hold[]> =>
  db.many(
    hold,
    sql`
      select ${columns} from protections.hold as hold
      where hold.council_id = ${councilId}::int and hold.party_id in (${partiesOf(councilId, partyId)})
      order by starts_at desc, id`,
  )

export const findHold = (
  db: Db,
  { councilId, holdId }: { readonly councilId: number; readonly holdId: string },
): Promise<Hold | undefined> =>
  db.maybeOne(
    hold,
    sql`
      select ${columns} from protections.hold as hold
      where hold.council_id = ${councilId}::int and hold.id = ${holdId}::uuid`,
  )

/** Whether a running hold of the same kind already reaches as far, for as long, as a new one would. */
export const isCovered = async (
  db: Db,
  {
    councilId,
    partyId,
    accountId,
    kind,
    startsAt,
    endsAt,
  }: {
    readonly councilId: number
    readonly partyId: string
    readonly accountId?: string
    readonly kind: HoldKind
    readonly startsAt: Temporal.Instant
    readonly endsAt?: Temporal.Instant
  },
): Promise<boolean> =>
  (await db.run(sql`
    select id from protections.hold
    where council_id = ${councilId}::int and party_id = ${partyId}::uuid and kind = ${kind}::text
      and (account_id is null or account_id = ${accountId ?? null}::uuid) and lifted_at is null
      and starts_at <= ${startsAt}::timestamptz
      and coalesce(ends_at, 'infinity') >= coalesce(${endsAt ?? null}::timestamptz, 'infinity')`)) >
  0

const toReview = hold.extend({ partyName: z.string() })
/** A hold whose day to be looked at again has come. */
export type HoldToReview = z.infer<typeof toReview>

/** The running holds to look at again by a day, the longest waiting first, a hundred at most. */
export const holdsToReview = (
  db: Db,
  { councilId, today }: { readonly councilId: number; readonly today: Temporal.PlainDate },
): Promise<readonly HoldToReview[]> =>
  db.many(
    toReview,
    sql`
      select ${columns}, party.name as party_name from protections.hold as hold
      join parties.party as party on party.council_id = ${councilId}::int and party.id = hold.party_id
      where hold.council_id = ${councilId}::int and hold.review_on <= ${today}::date and hold.lifted_at is null
        and coalesce(hold.ends_at > clock_timestamp(), true)
      order by hold.review_on, hold.id limit 100`,
  )

/**
 * The one lock that holds and letters share, on everybody of the people concerned: whoever has it decides first, and the
 * other sees what was decided. Taken on the people, because they exist before any hold or letter does. Answers how many.
 */
export const lockParties = async (
  db: Db,
  { councilId, partyIds }: { readonly councilId: number; readonly partyIds: readonly string[] },
): Promise<number> => (await lockPeople(db, councilId, partyIds)).length

/** Who is liable for these accounts: the people to lock before anything is sent about them. */
export const liableParties = async (
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<readonly string[]> =>
  (
    await db.many(
      z.object({ partyId: z.string() }),
      sql`
        select distinct party_id from debts.liability
        where council_id = ${councilId}::int and account_id = any(${[...accountIds]}::uuid[])`,
    )
  ).map(({ partyId }) => partyId)
