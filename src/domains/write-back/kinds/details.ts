import { type Sql, sql } from '#platform/sql.ts'
import type { Changes } from './kind.ts'

/** The words of a detail as a file has them: an address in one line. */
const words = sql`case detail.kind
  when 'address' then array_to_string(detail.lines || nullif(detail.postcode, ''), ', ') else detail.value end`

/**
 * Contact details that an officer accepted, on each account of the person, unless that account's source said them itself. A
 * confidential address is told to nobody: sources print letters, and show addresses to whoever may open an account.
 */
export const detailsAccepted: Changes = ({ councilId, since }) => sql`
  select distinct on (mark.id, liability.account_id)
    'detail/' || mark.id || '/' || liability.account_id as effect_key, liability.account_id, null::uuid as entry_id, null::bigint as amount,
    mark.on_day as happened_on, mark.kind as code, null::date as until_on, ${words} as says, mark.marked_at as recorded_at
  from parties.detail_mark as mark
  join parties.party as one on one.council_id = ${councilId}::int and one.id = mark.party_id
  join parties.party as everybody on everybody.council_id = ${councilId}::int and everybody.person_id = one.person_id
  join parties.party as teller on teller.council_id = ${councilId}::int and teller.person_id = one.person_id
  join parties.detail as detail on detail.council_id = ${councilId}::int and detail.party_id = teller.id
    and detail.kind = mark.kind and detail.standard_form = mark.standard_form
  join debts.liability as liability on liability.council_id = ${councilId}::int and liability.party_id = everybody.id
  join debts.account as account on account.council_id = ${councilId}::int and account.id = liability.account_id
  where mark.council_id = ${councilId}::int and mark.mark = 'accepted' and mark.ended_at is null
    and mark.marked_at >= ${since}::timestamptz
    and not exists (
      select from parties.live_mark as bad
      where bad.council_id = ${councilId}::int and bad.person_id = one.person_id and bad.kind = mark.kind
        and bad.standard_form = mark.standard_form and bad.mark = 'confidential')
    and not exists (
      select from parties.detail as said
      join parties.party as theirs on theirs.council_id = ${councilId}::int and theirs.id = said.party_id
      where said.council_id = ${councilId}::int and theirs.person_id = one.person_id and said.kind = mark.kind
        and said.standard_form = mark.standard_form and said.source = account.source
        and said.told_to is null and said.valid_to is null)
  order by mark.id, liability.account_id, detail.recorded_at desc`

/**
 * Whether a message tells of a detail that has become confidential since it was queued: its words are kept back from the file, and from
 * whoever may not see it. `message` is a row of `write_back.message`.
 */
export const isConfidentialNow = (councilId: number): Sql => sql`
  (message.effect_key like 'detail/%' and exists (
    select from parties.detail_mark as mark
    join parties.party as one on one.council_id = ${councilId}::int and one.id = mark.party_id
    join parties.live_mark as bad on bad.council_id = ${councilId}::int and bad.person_id = one.person_id
      and bad.kind = mark.kind and bad.standard_form = mark.standard_form and bad.mark = 'confidential'
    where mark.council_id = ${councilId}::int and mark.id = split_part(message.effect_key, '/', 2)::uuid))`

/** A detail is heard back when the source's own file says it of the person. */
export const heardInDetails = (councilId: number): Sql => sql`
  exists (
    select from parties.detail_mark as mark
    join parties.party as one on one.council_id = ${councilId}::int and one.id = mark.party_id
    join parties.party as theirs on theirs.council_id = ${councilId}::int and theirs.person_id = one.person_id
    join parties.detail as said on said.council_id = ${councilId}::int and said.party_id = theirs.id
    where mark.council_id = ${councilId}::int and message.effect_key like 'detail/%'
      and mark.id = split_part(message.effect_key, '/', 2)::uuid
      and said.kind = mark.kind and said.standard_form = mark.standard_form and said.source = message.source
      and said.told_to is null and said.valid_to is null)`
