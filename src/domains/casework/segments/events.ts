import { z } from 'zod'
import type { Db } from '#platform/db.ts'
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
