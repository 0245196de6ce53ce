import { z } from 'zod'
import { figure } from '#administration'
import { date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { inAList } from '#values/text.ts'

/** What is still to ask of a tenant who leaves, and by when. Part of an item of work: null of whoever does not. */
export const leaving = z.object({
  leavingOn: date.nullable(),
  asksForwarding: z.boolean().nullable(),
  asksTelephone: z.boolean().nullable(),
  asksRent: z.boolean().nullable(),
  /** Pence that will be owed on the last day, once a reminder of it may go and none has; null before, and where nothing is expected. */
  toRemindOf: pence.nullable(),
})
export type Leaving = z.infer<typeof leaving>

/** The reminder of what is expected is one for each notice that a tenant gave, however often it is recorded anew. */
export const reminderId = (councilId: number, accountId: Sql, givenOn: Sql): Sql =>
  sql`platform.id_of('tenancy reminder', ${councilId}::int, ${accountId}::text || '/' || ${givenOn}::text)`

/**
 * Selects `account_id, leaving_on, asks_forwarding, asks_telephone, asks_rent, to_remind_of` of the tenancies whose last day is near and of
 * which something is still to be asked or said. Near is the council's figure.
 */
export const leavingSoon = (councilId: number, today: Temporal.PlainDate): Sql => sql`
  select notice.account_id, notice.last_day as leaving_on, not notice.has_forwarding as asks_forwarding,
    not notice.has_telephone as asks_telephone, notice.projected is null as asks_rent, expected.amount as to_remind_of
  from casework.tenancy_notice as notice
  cross join lateral (
    select case when notice.projected > 0 and notice.last_day <= ${today}::date + ${figure(councilId, 'leaving-reminder')}
      and not exists (
        select from correspondence.letter as reminder
        where reminder.council_id = ${councilId}::int
          and reminder.action_id = ${reminderId(councilId, sql`notice.account_id`, sql`notice.given_on`)})
      then notice.projected end as amount
  ) as expected
  where notice.council_id = ${councilId}::int
    and notice.last_day between ${today}::date and ${today}::date + ${figure(councilId, 'leaving-soon')}
    and not exists (
      select from casework.tenancy_notice as newer
      where newer.council_id = ${councilId}::int and newer.account_id = notice.account_id and newer.number > notice.number)
    and (not notice.has_forwarding or not notice.has_telephone or notice.projected is null or expected.amount is not null)`

/**
 * Selects `account_id, reason, weight` of whoever is about to leave, for the list of work: before the other early warnings, the nearest
 * last day first.
 */
export const leavingCandidates = (councilId: number, today: Temporal.PlainDate): Sql => sql`
  select soon.account_id, 'leaving soon' as reason, -9000 - (soon.leaving_on - ${today}::date) as weight
  from (${leavingSoon(councilId, today)}) as soon`

/** Whether an item of the list is still to be worked, in a query where `item` is it: what was to ask of whoever leaves may be known by now. */
export const isStillToAsk = (councilId: number, today: Temporal.PlainDate): Sql => sql`(
  item.reason <> 'leaving soon'
  or item.account_id in (select soon.account_id from (${leavingSoon(councilId, today)}) as soon))`

/** “They leave on 3 March 2027: ask where they go and for a telephone number.” Nothing of whoever does not, or of whom all is known. */
export function leavingInWords({
  leavingOn,
  asksForwarding,
  asksTelephone,
  asksRent,
  toRemindOf,
}: Leaving): string | undefined {
  if (leavingOn === null) return undefined
  const toAsk = [
    ...(asksForwarding === true ? ['where they go'] : []),
    ...(asksTelephone === true ? ['for a telephone number'] : []),
  ]
  const toDo = [
    ...(toAsk.length > 0 ? [`ask ${inAList(toAsk)}`] : []),
    ...(asksRent === true ? ['ask housing for the rent'] : []),
    ...(toRemindOf === null
      ? []
      : [`${formatPounds(toRemindOf)} is expected to be owed, so offer help and a reminder`]),
  ]
  return toDo.length === 0
    ? undefined
    : `They leave on ${formatDate(leavingOn)}: ${toDo.join('; ')}.`
}
