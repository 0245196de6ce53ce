import { sql } from '#platform/sql.ts'
import type { Changes } from './kind.ts'

/** Notices that went from here: each is how far recovery has got. One notice to two people who owe it is one. */
export const noticesSent: Changes = ({ councilId, since }) => sql`
  select distinct on (action.id) 'notice/' || action.id as effect_key, action.account_id, null::uuid as entry_id, null::bigint as amount,
    (letter.dispatched_at at time zone 'Europe/London')::date as happened_on, action.kind as code, null::date as until_on,
    '' as says, letter.dispatched_at as recorded_at
  from correspondence.letter as letter
  join recovery.action as action on action.council_id = ${councilId}::int and action.id = letter.action_id
  where letter.council_id = ${councilId}::int and letter.dispatched_at >= ${since}::timestamptz
  order by action.id, letter.dispatched_at`
