import { sql } from '#platform/sql.ts'
import type { Changes } from './kind.ts'

/** What another team was asked about an account, in words: the pause itself is told as a hold. */
export const questionsAsked: Changes = ({ councilId, since }) => sql`
  select 'question/' || query.id as effect_key, query.account_id, null::uuid as entry_id, null::bigint as amount,
    (query.asked_at at time zone 'Europe/London')::date as happened_on, query.about as code, query.answer_by as until_on,
    'Asked of ' || query.team || ': ' || query.question as says, query.asked_at as recorded_at
  from protections.query as query
  where query.council_id = ${councilId}::int and query.asked_at >= ${since}::timestamptz`

/** What they answered. */
export const questionsAnswered: Changes = ({ councilId, since }) => sql`
  select 'question answered/' || query.id as effect_key, query.account_id, null::uuid as entry_id, null::bigint as amount,
    (query.answered_at at time zone 'Europe/London')::date as happened_on, query.about as code, null::date as until_on,
    query.team || ' answered, it is ' || query.outcome || ': ' || query.answer as says, query.answered_at as recorded_at
  from protections.query as query
  where query.council_id = ${councilId}::int and query.answered_at >= ${since}::timestamptz`
