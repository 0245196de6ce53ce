import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { partiesOf } from './queries.ts'

const event = z.object({ at: instant, by: z.string(), says: z.string(), why: z.string() })
/** Something that changed who a person is taken to be, or who may speak for them. */
export type IdentityEvent = z.infer<typeof event>

/** Joinings, partings and authorities of a person, newest first. */
export const identityEventsOf = (
  db: Db,
  councilId: number,
  partyId: string,
): Promise<readonly IdentityEvent[]> =>
  db.many(
    event,
    sql`
      with member as materialized (${partiesOf(councilId, partyId)}),
      event as (
        select joined_at as at, joined_by as by, 'Joined with another record of theirs' as says, why
        from parties.membership where council_id = ${councilId}::int and party_id in (select id from member)
        union all
        select left_at, left_by, 'Parted from a record that is somebody else’s', left_why
        from parties.membership
        where council_id = ${councilId}::int and left_at is not null and left_why not like 'joined %'
          and (party_id in (select id from member) or person_id in (select id from member))
        union all
        select recorded_at, recorded_by, name || ' may speak for them as ' || kind, evidence
        from parties.authority where council_id = ${councilId}::int and party_id in (select id from member)
        union all
        select ended_at, ended_by, name || ' may no longer speak for them', ended_why
        from parties.authority
        where council_id = ${councilId}::int and ended_at is not null and party_id in (select id from member)
      )
      select event.at, coalesce(staff.name, event.by) as by, event.says, event.why
      from event left join administration.staff as staff on staff.staff_id::text = event.by
      order by event.at desc, event.says
      limit 50`,
  )
