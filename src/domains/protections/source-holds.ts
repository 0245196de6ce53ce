import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { actor, recordHolds } from './record-holds.ts'

const source = 'source system'

/**
 * Turns what the source systems say of disputes, arrangements and breathing space into holds of ours, for accounts we
 * have heard of since a moment (all of them when it is null), and ends those a source no longer says. One set; doing
 * it again changes nothing. Returns how many holds were placed.
 *
 * Locks the people concerned until it commits, so give it a short transaction of its own.
 *
 * A breathing space holds everything that the person owes the council, whichever system heard of it: the council is one
 * creditor, and must look for other debts (Law: SI 2020/1311 regs 7 and 14). The others hold the account that said so.
 *
 * A hold starts on the day of the source's figures, when London's day begins, or the day the moratorium did; it ends
 * with the last day of the moratorium.
 */
export async function takeInSourceHolds(
  db: Db,
  councilId: number,
  since: Temporal.Instant | null,
): Promise<number> {
  const said = sql`
    select
      case when said.kind <> 'breathing space' then account.id end as account_id, account.lead_party_id as party_id,
      said.kind, said.starts_on, said.ends_on
    from debts.account as account
    cross join lateral (values
      ('dispute', account.source_in_dispute, account.as_at, null::date),
      ('arrangement', account.source_arrangement, account.as_at, null::date),
      ('breathing space', account.source_breathing_space_from is not null,
        account.source_breathing_space_from, account.source_breathing_space_to)
    ) as said (kind, is_so, starts_on, ends_on)
    where account.council_id = ${councilId}::int and said.is_so
      and (${since}::timestamptz is null or account.recorded_at >= ${since}::timestamptz)`
  await db.run(sql`
    select id from parties.party
    where council_id = ${councilId}::int and id in (select party_id from (${said}) as said)
    order by id for no key update`)
  const placed = await db.many(
    z.object({ id: z.string() }),
    sql`
      insert into protections.hold
        (council_id, id, party_id, account_id, kind, starts_at, ends_at, received_at, recorded_by, reason, source)
      select distinct on (said.party_id, said.account_id, said.kind, said.starts_on, said.ends_on)
        ${councilId}::int,
        platform.id_of('hold', ${councilId}::int, concat_ws('/',
          coalesce(said.account_id, said.party_id), said.kind, said.starts_on, said.ends_on, (
            -- What was taken back and is said again is another hold.
            select count(*) from protections.hold as ended
            where ended.council_id = ${councilId}::int and ended.party_id = said.party_id
              and ended.account_id is not distinct from said.account_id and ended.kind = said.kind
              and ended.source = 'source system' and ended.lifted_at is not null))),
        said.party_id, said.account_id, said.kind, said.starts_on::timestamp at time zone 'Europe/London',
        (said.ends_on + 1)::timestamp at time zone 'Europe/London', clock_timestamp(), ${actor}::text,
        'The source system says so', 'source system'
      from (${said}) as said
      where (said.ends_on is null or said.ends_on >= said.starts_on)
        and not exists (
          select from protections.hold as known
          where known.council_id = ${councilId}::int and known.party_id = said.party_id
            and known.account_id is not distinct from said.account_id and known.kind = said.kind and known.source = 'source system'
            and known.lifted_at is null
            and (said.kind <> 'breathing space'
              or known.starts_at = said.starts_on::timestamp at time zone 'Europe/London')
            and known.ends_at is not distinct from (said.ends_on + 1)::timestamp at time zone 'Europe/London')
      on conflict (council_id, id) do nothing
      returning id`,
  )
  await recordHolds(db, { councilId, action: 'placed a hold', source, holds: placed })

  const lifted = await db.many(
    z.object({ id: z.string() }),
    sql`
      update protections.hold as hold set
        lifted_at = clock_timestamp(), lifted_by = ${actor}::text, lifted_why = 'The source system no longer says so'
      from debts.account as account
      where hold.council_id = ${councilId}::int and hold.source = 'source system' and hold.lifted_at is null
        and coalesce(hold.ends_at > clock_timestamp(), true)
        and account.council_id = ${councilId}::int
        and (account.id = hold.account_id or hold.account_id is null and account.lead_party_id = hold.party_id)
        and (${since}::timestamptz is null or account.recorded_at >= ${since}::timestamptz)
        and case hold.kind
          when 'dispute' then not account.source_in_dispute
          when 'arrangement' then not account.source_arrangement
          else not exists (
            select from debts.account as saying
            where saying.council_id = ${councilId}::int and saying.lead_party_id = hold.party_id
              and saying.source_breathing_space_from::timestamp at time zone 'Europe/London' = hold.starts_at
              and (saying.source_breathing_space_to + 1)::timestamp at time zone 'Europe/London'
                is not distinct from hold.ends_at) end
      returning hold.id`,
  )
  await recordHolds(db, { councilId, action: 'ended a hold', source, holds: lifted })
  return placed.length
}
