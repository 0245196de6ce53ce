import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { isSomebodyHidden } from '#debts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { segments } from './rules.ts'
import { eventKinds } from './standing.ts'

const segment = z.enum(segments)
const event = z.object({
  id: z.string(),
  /** In the order said, from 1. */
  number: z.number(),
  kind: z.enum(eventKinds),
  workedOut: segment,
  rule: z.string(),
  /** What `workedOut` rested on, as it was shown. */
  restsOn: z.array(z.string()),
  stood: segment,
  segment: segment.nullable(),
  until: date.nullable(),
  words: z.string(),
  saidBy: z.string(),
  saidAt: instant,
  saidOn: date,
})

/** Something that was said of an account's segment. None is ever changed. */
export type SegmentEvent = z.infer<typeof event>

/** Everything that was said of an account's segment, the latest first: that one stands. */
export const eventsOf = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly SegmentEvent[]> =>
  db.many(
    event,
    sql`
      select id, number, kind, worked_out, rule, rests_on, stood, segment, until, words, said_by, said_at, said_on
      from casework.segment_event
      where council_id = ${councilId}::int and account_id = ${accountId}::uuid
      order by number desc`,
  )

const eventOn = event
  .pick({ kind: true, segment: true, words: true, saidBy: true, saidAt: true })
  .extend({ accountId: z.string(), reference: z.string() })
/** Something that was said of the segment of one of a person's accounts, with the name of who said or wrote it. */
export type SegmentEventOn = z.infer<typeof eventOn>

/** Everything that was said of the segments of these accounts, the latest first. */
export const segmentEventsOn = (
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<readonly SegmentEventOn[]> =>
  db.many(
    eventOn,
    sql`
      select event.account_id, account.reference, event.kind, event.segment, event.words, event.said_at,
        coalesce(staff.name, event.said_by) as said_by
      from casework.segment_event as event
      join debts.account as account on account.council_id = ${councilId}::int and account.id = event.account_id
      left join administration.staff as staff on staff.staff_id::text = event.said_by
      where event.council_id = ${councilId}::int and event.account_id = any(${[...accountIds]}::uuid[])
      order by event.said_at desc, event.number desc`,
  )

const waiting = z.object({
  accountId: z.string(),
  debtType: z.string(),
  reference: z.string(),
  personId: z.string(),
  name: z.string(),
  contestedOn: date,
})
/** An account whose segment a person contests, until somebody answers. */
export type WaitingContest = z.infer<typeof waiting>

/** The segments that are contested and wait for an answer, the longest waiting first, of whom the viewer may see everybody. */
export const contestsWaiting = (
  db: Db,
  { councilId, most = 100 }: { readonly councilId: number; readonly most?: number },
): Promise<readonly WaitingContest[]> =>
  db.many(
    waiting,
    sql`
      select account.id as account_id, account.debt_type, account.reference, lead.person_id, lead.name,
        latest.said_on as contested_on
      from (
        select distinct on (account_id) account_id, kind, said_at, said_on from casework.segment_event
        where council_id = ${councilId}::int
        order by account_id, number desc
      ) as latest
      join debts.account as account on account.council_id = ${councilId}::int and account.id = latest.account_id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      where latest.kind = 'contested' and not ${isSomebodyHidden(councilId, sql`account.id`)}
      order by latest.said_at, account.id
      limit ${most}::int`,
  )
