import { z } from 'zod'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { checkAnswers, checkNames, type CheckName } from './checklist.ts'
import { decisions, escalationKindNames } from './kinds.ts'

const escalation = z.object({
  id: z.string(),
  partyId: z.string(),
  /** The party that leads the person: where their page is. */
  personId: z.string(),
  accountId: z.string(),
  kind: z.enum(escalationKindNames),
  recommends: z.string(),
  options: z.string(),
  /** Why it is right though nobody has tried to reach them lately. */
  untriedWhy: z.string().nullable(),
  checklist: z.partialRecord(
    z.enum(checkNames as [CheckName, ...CheckName[]]),
    z.enum(checkAnswers),
  ),
  followsId: z.string().nullable(),
  /** The one by which this was asked again, once it was returned. */
  followedById: z.string().nullable(),
  askedBy: z.string(),
  askedAt: instant,
  askedOn: date,
  decideBy: date,
  seenOn: date.nullable(),
  seenBy: z.string().nullable(),
  decision: z.enum(decisions).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decidedOn: date.nullable(),
  comment: z.string().nullable(),
  /** Of one that was returned: the day by which they come back with it. */
  againBy: date.nullable(),
  isRead: z.boolean(),
  /** Of the person and the account, for lists. */
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  balance: pence,
})

/** What an officer put before a team leader, as it stands. */
export type Escalation = z.infer<typeof escalation>

/** All of a council whose people the viewer may see. */
const escalations = (councilId: number): Sql => sql`
  select escalation.id, escalation.party_id, party.person_id, escalation.account_id, escalation.kind, escalation.recommends, escalation.options,
    escalation.untried_why, escalation.checklist, escalation.follows_id, later.id as followed_by_id, escalation.asked_by,
    escalation.asked_at, escalation.asked_on, escalation.decide_by, seen.on_day as seen_on, seen.by as seen_by,
    decided.kind as decision, decided.by as decided_by, decided.at as decided_at, decided.on_day as decided_on,
    decided.comment, decided.again_by, read.by is not null as is_read,
    party.name, account.reference, account.debt_type, ledger.balance
  from casework.escalation as escalation
  join parties.party as party on party.council_id = ${councilId}::int and party.id = escalation.party_id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = escalation.account_id
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  left join casework.escalation as later
    on later.council_id = ${councilId}::int and later.follows_id = escalation.id
  left join casework.escalation_event as seen
    on seen.council_id = ${councilId}::int and seen.escalation_id = escalation.id and seen.kind = 'seen'
  left join casework.escalation_event as decided
    on decided.council_id = ${councilId}::int and decided.escalation_id = escalation.id
    and decided.kind in ('accepted', 'returned', 'taken over')
  left join casework.escalation_event as read
    on read.council_id = ${councilId}::int and read.escalation_id = escalation.id and read.kind = 'read'
  where escalation.council_id = ${councilId}::int`

export const findEscalation = (
  db: Db,
  { councilId, escalationId }: { readonly councilId: number; readonly escalationId: string },
): Promise<Escalation | undefined> =>
  db.maybeOne(escalation, sql`${escalations(councilId)} and escalation.id = ${escalationId}::uuid`)

/** Those that wait, the first to be decided first: what is overdue is at the top. A hundred at most. */
export const escalationsWaiting = (db: Db, councilId: number): Promise<readonly Escalation[]> =>
  db.many(
    escalation,
    sql`
      ${escalations(councilId)} and decided.kind is null
      order by escalation.decide_by, escalation.asked_at, escalation.id limit 100`,
  )

/** Those that were decided last, the latest first, fifty at most. */
export const escalationsDecided = (db: Db, councilId: number): Promise<readonly Escalation[]> =>
  db.many(
    escalation,
    sql`
      ${escalations(councilId)} and decided.kind is not null
      order by decided.at desc, escalation.id limit 50`,
  )

/** Everything that was escalated about somebody, the latest first. */
export const escalationsOf = (
  db: Db,
  { councilId, partyId }: { readonly councilId: number; readonly partyId: string },
): Promise<readonly Escalation[]> =>
  db.many(
    escalation,
    sql`
      ${escalations(councilId)} and escalation.party_id in (${partiesOf(councilId, partyId)})
      order by escalation.asked_at desc, escalation.id limit 50`,
  )

/** What an officer asked, that was decided, and whose answer they have not said to have read. The oldest answer first. */
export const answersToRead = (
  db: Db,
  { councilId, staffId }: { readonly councilId: number; readonly staffId: string },
): Promise<readonly Escalation[]> =>
  db.many(
    escalation,
    sql`
      ${escalations(councilId)} and escalation.asked_by = ${staffId}::text and decided.kind is not null and read.by is null
      order by decided.at, escalation.id limit 50`,
  )

/** Every escalation asked since a day, for measuring how long they took. */
export const escalationsSince = (
  db: Db,
  { councilId, since }: { readonly councilId: number; readonly since: Temporal.PlainDate },
): Promise<readonly Escalation[]> =>
  db.many(
    escalation,
    sql`${escalations(councilId)} and escalation.asked_on >= ${since}::date order by escalation.asked_on, escalation.id`,
  )

/** The entries of what has happened that it rests on, by their ids. */
export const evidenceOf = async (
  db: Db,
  { councilId, escalationId }: { readonly councilId: number; readonly escalationId: string },
): Promise<readonly string[]> =>
  (
    await db.many(
      z.object({ entryId: z.string() }),
      sql`
        select entry_id from casework.escalation_evidence
        where council_id = ${councilId}::int and escalation_id = ${escalationId}::uuid order by entry_id`,
    )
  ).map(({ entryId }) => entryId)
