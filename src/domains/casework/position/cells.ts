import { join, type Sql, sql } from '#platform/sql.ts'
import { byNoLetter } from '#recovery'

/** How long the oldest of it has been late: up to so many days, and in words. The last has no end. */
const ages = [
  [31, 'up to a month'],
  [92, 'up to 3 months'],
  [183, 'up to 6 months'],
  [365, 'up to a year'],
  [730, 'up to 2 years'],
  [2190, 'up to 6 years'],
] as const
export const allAges = [
  'in credit',
  'not late',
  ...ages.map(([, words]) => words),
  'over 6 years',
] as const

/** What can be done about it, from what is held: the first that fits. */
export const allCollectabilities = [
  'in credit',
  'not late',
  'protected by law',
  'insolvent or deceased',
  'paying by arrangement',
  'on hold',
  'nobody can be reached',
  'can be pursued',
] as const

/** What a cell, and an account in it, is told apart by. */
export const dimensions = {
  'debt type': 'debt_type',
  stage: 'stage',
  age: 'age',
  collectability: 'collectability',
  area: 'area',
  ward: 'ward',
  service: 'service',
} as const
export type Dimension = keyof typeof dimensions
export const allDimensions = Object.keys(dimensions) as readonly Dimension[]

/** What is said of the ward of an account for no property, and of one for a property at a postcode of no ward. */
export const noProperty = 'no property'
export const wardNotKnown = 'not known'

const oldest = sql`greatest(0, today.day - arrears.oldest_due_on)`

/**
 * Selects of each account on which something is owed or held in credit: `account_id, party_id, reference, balance, overdue` and
 * what cells are told apart by. Who is on hold is listed once. `which` narrows `debts.account as account` and
 * `recovery.account_state as state`, before the dearer questions are asked.
 */
export const positionSheet = ({
  councilId,
  today,
  now,
  which = sql`true`,
}: {
  readonly councilId: number
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
  readonly which?: Sql
}): Sql => sql`
  select account.id as account_id, account.lead_party_id as party_id, account.reference, account.debt_type,
    account.source as service,
    coalesce(state.stage, 'billed') as stage, ledger.balance, arrears.overdue,
    coalesce(nullif(split_part(property.postcode, ' ', 1), ''), 'not known') as area,
    case when account.property_id is null then ${noProperty} else coalesce(ward.name, ${wardNotKnown}) end as ward,
    case when ledger.balance < 0 then 'in credit' when arrears.overdue = 0 then 'not late'
      ${join(
        ages.map(([days, words]) => sql`when ${oldest} <= ${days}::int then ${words}::text`),
        ' ',
      )}
      else 'over 6 years' end as age,
    case when ledger.balance < 0 then 'in credit' when arrears.overdue = 0 then 'not late'
      when held.protected then 'protected by law'
      when held.insolvent or lead.deceased_on is not null then 'insolvent or deceased'
      when held.arrangement then 'paying by arrangement'
      when held.account_id is not null then 'on hold'
      when state.last_rule = any(${Object.keys(byNoLetter)}::text[]) then 'nobody can be reached'
      when state.last_outcome = 'hold' then 'on hold'
      else 'can be pursued' end as collectability
  from debts.account as account
  cross join (select ${today}::date as day) as today
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  left join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
  left join debts.property as property on property.council_id = ${councilId}::int and property.id = account.property_id
  left join wards.ward_of_postcode as ward
    on ward.council_id = ${councilId}::int and ward.postcode = wards.as_kept(property.postcode)
  left join recovery.account_state as state on state.council_id = ${councilId}::int and state.account_id = account.id
  left join (
    select account_id, bool_or(kind in ('breathing space', 'mental health crisis')) as protected,
      bool_or(kind in ('insolvency', 'dissolution')) as insolvent, bool_or(kind = 'arrangement') as arrangement
    from protections.hold_on_account
    where council_id = ${councilId}::int and starts_at <= ${now}::timestamptz
      and (ends_at is null or ends_at > ${now}::timestamptz)
    group by account_id
  ) as held on held.account_id = account.id
  cross join lateral debts.arrears(
    ledger.balance, account.instalments_due_on, account.instalments, account.due_on, today.day) as arrears
  where account.council_id = ${councilId}::int and ledger.balance <> 0 and ${which}`
