import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { partiesOf } from './queries.ts'

const event = z.object({
  at: instant,
  by: z.string(),
  says: z.string(),
  /** Null of a restriction: its reason is for those who may restrict. */
  why: z.string().nullable(),
})
/** Something that changed who a person is taken to be, who may speak for them, or who may open their record. */
export type IdentityEvent = z.infer<typeof event>

/** Joinings, partings, authorities and restrictions of a person, newest first. */
export const identityEventsOf = (
  db: Db,
  councilId: number,
  partyId: string,
): Promise<readonly IdentityEvent[]> =>
  db.many(
    event,
    sql`
      with member as materialized (${partiesOf(councilId, partyId)}),
      -- Restricting or lifting is one act, however many records of theirs it is written to, one after the other.
      restricted as (
        select min(restricted_at) as restricted_at, restricted_by, min(lifted_at) as lifted_at, lifted_by
        from parties.restriction where council_id = ${councilId}::int and party_id in (select id from member)
        group by restricted_by, why, lifted_by, lifted_why, date_trunc('second', lifted_at),
          case when lifted_at is null then null else date_trunc('second', restricted_at) end
      ),
      event as (
        select joined_at as at, joined_by as by, 'Joined with another record of theirs' as says, why
        from parties.membership where council_id = ${councilId}::int and party_id in (select id from member)
          -- Who goes on under another lead was joined before, and that is said already.
          and together_since is null
        union all
        select left_at, left_by, 'Parted from a record that is somebody else’s', left_why
        from parties.membership
        where council_id = ${councilId}::int and left_at is not null and left_why not like 'joined %'
          and (party_id in (select id from member) or person_id in (select id from member))
        union all
        select recorded_at, recorded_by, name || ' may speak for them as ' || kind || case when debt_types || account_names <> '{}' then ', for ' || array_to_string(debt_types || account_names, ', ') || ' only' else '' end, evidence
        from parties.authority where council_id = ${councilId}::int and party_id in (select id from member)
        union all
        select ended_at, ended_by, name || ' may no longer speak for them', ended_why
        from parties.authority
        where council_id = ${councilId}::int and ended_at is not null and party_id in (select id from member)
        union all
        select restricted_at, restricted_by, 'The record was restricted', null from restricted
        union all
        select lifted_at, lifted_by, 'The restriction was lifted', null from restricted where lifted_at is not null
      )
      select event.at, coalesce(staff.name, event.by) as by, event.says, event.why
      from event left join administration.staff as staff on staff.staff_id::text = event.by
      order by event.at desc, event.says
      limit 50`,
  )
