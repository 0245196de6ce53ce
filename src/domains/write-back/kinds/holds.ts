import { sql } from '#platform/sql.ts'
import type { Changes } from './kind.ts'

// A source is told that recovery stops, and not of anybody's health: a mental health crisis moratorium is a breathing space
// to it (SI 2020/1311).
const code = sql`case hold.kind when 'mental health crisis' then 'breathing space' else hold.kind end`

/**
 * Holds on each account they reach, but those that the account's own source told us. A breathing space that one source knows reaches what
 * the person owes in the others, which are told (SI 2020/1311). Their last day is the one before they are over.
 */
export const holdsPlaced: Changes = ({ councilId, since }) => sql`
  select 'hold/' || hold.hold_id || '/' || hold.account_id as effect_key, hold.account_id, null::uuid as entry_id, null::bigint as amount,
    (hold.starts_at at time zone 'Europe/London')::date as happened_on, ${code} as code,
    ((hold.ends_at - interval '1 microsecond') at time zone 'Europe/London')::date as until_on, '' as says, hold.recorded_at
  from protections.hold_on_account as hold
  join debts.account as account on account.council_id = ${councilId}::int and account.id = hold.account_id
  where hold.council_id = ${councilId}::int and hold.recorded_at >= ${since}::timestamptz
    and (hold.source <> 'source system' or hold.kind = 'breathing space' and account.source_breathing_space_from is null)`

/** Holds ended before the end they were given, where the source was told of them. One that runs out ends on the day it was told. */
export const holdsEnded: Changes = ({ councilId, since }) => sql`
  select 'hold ended/' || hold.hold_id || '/' || hold.account_id as effect_key, hold.account_id, null::uuid as entry_id, null::bigint as amount,
    (hold.lifted_at at time zone 'Europe/London')::date as happened_on, ${code} as code, null::date as until_on, '' as says,
    hold.lifted_at as recorded_at
  from protections.hold_on_account as hold
  where hold.council_id = ${councilId}::int and hold.lifted_at >= ${since}::timestamptz
    and (hold.source <> 'source system' or exists (
      select from write_back.message as placed
      where placed.council_id = ${councilId}::int and placed.effect_key = 'hold/' || hold.hold_id || '/' || hold.account_id))`
