import { z } from 'zod'
import { factShapes, sheetOfRow } from '#recovery'
import type { Db } from '#platform/db.ts'
import { date, inCode, pence } from '#platform/rows.ts'
import { join, raw, type Sql, sql } from '#platform/sql.ts'
import {
  questionsAsked,
  saysShort,
  type SegmentFact,
  segmentFacts,
  type SegmentSheet,
} from './facts.ts'
import type { Since } from './rules.ts'

/** The column that says since when each fact is so. */
const sinceColumns = {
  deceased: 'deceased_on',
  'insolvent or dissolved': 'insolvent_on',
  moratorium: 'moratorium_on',
  'in dispute': 'dispute_on',
  'arrangement in force': 'arrangement_on',
  'support need': 'support_need_on',
  'since saying short': 'said_short_on',
  'since saying wrong': 'said_wrong_on',
  'since refusing': 'refused_on',
  'paid since refusing': 'paid_on',
  'paid another since refusing': 'paid_another_on',
  'since debit returned': 'debit_returned_on',
  benefits: 'benefits_on',
  'council tax reduction': 'council_tax_reduction_on',
  'housing benefit': 'housing_benefit_on',
  employment: 'employment_on',
} as const satisfies Record<SegmentFact, string>
const sinceOf = Object.entries(sinceColumns) as unknown as readonly (readonly [
  SegmentFact,
  string,
])[]

/** Beyond this nothing that anybody said counts, so nothing older is read: see `rules.ts`. */
const wordsCount = { years: 1 }

type Asked = {
  readonly councilId: number
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/**
 * The sheet of segments: one row for each account on which something is late, or for one account, with `account_id, person_id` (of
 * whoever leads it), `overdue`, the facts and since when. What is known is listed once, and most accounts have none of it.
 */
export const segmentSheet = ({
  councilId,
  today,
  now,
  accountId,
}: Asked & { readonly accountId?: string }): Sql => sql`
  with known as materialized (${knownOfPeople({ councilId, today }, accountId)}),
    paid as materialized (${paidSinceRefusing(councilId)})
  select late.account_id, late.person_id, late.overdue,
    ${join(
      Object.values(sinceColumns).map(column => raw(`late.${column}`)),
      ', ',
    )},
    late.deceased_on is not null as is_deceased, late.insolvent_on is not null as insolvent_or_dissolved,
    late.moratorium_on is not null as in_moratorium, late.dispute_on is not null as in_dispute,
    late.arrangement_on is not null as has_arrangement, late.support_need_on is not null as support_need,
    today.day - late.said_short_on as days_since_saying_short, today.day - late.said_wrong_on as days_since_saying_wrong,
    today.day - late.refused_on as days_since_refusing, today.day - late.debit_returned_on as days_since_debit_returned,
    late.paid_on is not null as paid_since_refusing, late.paid_another_on is not null as paid_another_since_refusing,
    coalesce(late.benefits, 'not recorded') as benefits,
    coalesce(late.council_tax_reduction, 'not recorded') as council_tax_reduction,
    coalesce(late.housing_benefit, 'not recorded') as housing_benefit,
    coalesce(late.employment, 'not recorded') as employment
  from (select ${today}::date as day) as today
  cross join lateral (
    select account.id as account_id, lead.person_id, arrears.overdue, held.insolvent_on, held.moratorium_on, held.dispute_on,
      held.arrangement_on, known.deceased_on, known.support_need_on, known.said_short_on, known.said_wrong_on, known.refused_on,
      returned.debit_returned_on, answered.benefits, answered.benefits_on, answered.council_tax_reduction,
      answered.council_tax_reduction_on, answered.housing_benefit, answered.housing_benefit_on, answered.employment,
      answered.employment_on,
      paid.paid_on, paid.paid_another_on
    from debts.account as account
    join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
    join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
    cross join lateral debts.arrears(
      ledger.balance, account.instalments_due_on, account.instalments, account.due_on, today.day) as arrears
    left join known on known.account_id = account.id
    left join paid on paid.account_id = account.id
    left join (
      select account_id,
        min(day) filter (where kind in ('insolvency', 'dissolution')) as insolvent_on,
        min(day) filter (where kind in ('breathing space', 'mental health crisis')) as moratorium_on,
        min(day) filter (where kind = 'dispute') as dispute_on, min(day) filter (where kind = 'arrangement') as arrangement_on
      from (
        select account_id, kind, (starts_at at time zone 'Europe/London')::date as day
        from protections.hold_on_account
        where council_id = ${councilId}::int and starts_at <= ${now}::timestamptz
          and (ends_at is null or ends_at > ${now}::timestamptz)
      ) as running
      group by account_id
    ) as held on held.account_id = account.id
    left join (
      -- The scheme's code for money that is not there: refer to payer.
      select account_id, max(collect_on) as debit_returned_on from payments.collection
      where council_id = ${councilId}::int and state = 'returned' and return_reason = '0'
      group by account_id
    ) as returned on returned.account_id = account.id
    left join (${answersOfAccounts(councilId)}) as answered on answered.account_id = account.id
    where account.council_id = ${councilId}::int and arrears.overdue > 0 and ${isOneOf(accountId)}
    offset 0
  ) as late`

/** Narrows `debts.account as account` to one, where one is asked for. */
const isOneOf = (accountId: string | undefined): Sql =>
  accountId === undefined ? sql`true` : sql`account.id = ${accountId}::uuid`

/** Narrows `parties.party as party` to whoever owes one account, where one is asked for. */
const isAnyOfTheirs = (councilId: number, accountId: string | undefined): Sql =>
  accountId === undefined
    ? sql`true`
    : sql`party.person_id in (
        select owner.person_id from debts.liability as owed
        join parties.party as owner on owner.council_id = ${councilId}::int and owner.id = owed.party_id
        where owed.council_id = ${councilId}::int and owed.account_id = ${accountId}::uuid)`

/** What is known of people, and reaches the accounts they owe: what they say of one account reaches that one. */
const knownOfPeople = (
  { councilId, today }: Omit<Asked, 'now'>,
  accountId: string | undefined,
): Sql => sql`
  select liability.account_id,
    min(known.day) filter (where known.what = 'died') as deceased_on,
    min(known.day) filter (where known.what = 'needs support') as support_need_on,
    max(known.day) filter (where known.what = any(${[...saysShort]}::text[])) as said_short_on,
    max(known.day) filter (where known.what = 'bill disputed') as said_wrong_on,
    max(known.day) filter (where known.what = 'will not pay') as refused_on
  from (
    select party.person_id, null::uuid as account_id, 'died' as what, party.deceased_on as day
    from parties.party as party
    where party.council_id = ${councilId}::int and party.deceased_on is not null and ${isAnyOfTheirs(councilId, accountId)}
    union all
    -- A lapsed one too: somebody looks at it before anything is said against them.
    select party.person_id, null, 'needs support', (instruction.recorded_at at time zone 'Europe/London')::date
    from protections.instruction as instruction
    join parties.party as party on party.council_id = ${councilId}::int and party.id = instruction.party_id
    where instruction.council_id = ${councilId}::int and instruction.because_of = 'support need' and instruction.ended_at is null
      and ${isAnyOfTheirs(councilId, accountId)}
    union all
    -- That money is short is so whichever debt they were asked about.
    select party.person_id, case when contact.cause in ('bill disputed', 'will not pay') then contact.account_id end,
      contact.cause, (contact.at at time zone 'Europe/London')::date
    from casework.contact as contact
    join parties.party as party on party.council_id = ${councilId}::int and party.id = contact.party_id
    where contact.council_id = ${councilId}::int and contact.cause is not null and ${isAnyOfTheirs(councilId, accountId)}
      and contact.at >= ${today.subtract(wordsCount)}::date::timestamp at time zone 'Europe/London'
      and not exists (
        select from casework.contact as later
        where later.council_id = ${councilId}::int and later.corrects_id = contact.id)
  ) as known
  join parties.party as member on member.council_id = ${councilId}::int and member.person_id = known.person_id
  join debts.liability as liability
    on liability.council_id = ${councilId}::int and liability.party_id = member.id
    and liability.account_id = coalesce(known.account_id, liability.account_id)
  group by liability.account_id`

/** What officers recorded last of each account, and when. */
const answersOfAccounts = (councilId: number): Sql => sql`
  select account_id, ${join(
    questionsAsked.map(question => {
      const column = segmentFacts[question].column
      return sql`max(answer) filter (where question = ${question}::text) as ${raw(column)},
        max(day) filter (where question = ${question}::text) as ${raw(`${column}_on`)}`
    }),
    ', ',
  )}
  from (
    select distinct on (account_id, question) account_id, question, answer,
      (answered_at at time zone 'Europe/London')::date as day
    from recovery.answer
    where council_id = ${councilId}::int and question = any(${[...questionsAsked]}::text[])
    order by account_id, question, number desc
  ) as latest
  group by account_id`

/**
 * The last days on which an account that somebody refused to pay, and any other that its people owe, were paid towards since; a
 * payment that was taken back is none. In a query that has `known`.
 */
const paidSinceRefusing = (councilId: number): Sql => sql`
  select known.account_id,
    max(payment.last_payment_on) filter (where other.account_id = known.account_id) as paid_on,
    max(payment.last_payment_on) filter (where other.account_id <> known.account_id) as paid_another_on
  from known
  join debts.liability as mine on mine.council_id = ${councilId}::int and mine.account_id = known.account_id
  join parties.party as me on me.council_id = ${councilId}::int and me.id = mine.party_id
  join parties.party as same on same.council_id = ${councilId}::int and same.person_id = me.person_id
  join debts.liability as other on other.council_id = ${councilId}::int and other.party_id = same.id
  join debts.ledger_account as payment
    on payment.council_id = ${councilId}::int and payment.id = other.account_id and payment.last_payment_on > known.refused_on
  where known.refused_on is not null
  group by known.account_id`

const row = z.object({
  overdue: pence,
  ...factShapes(segmentFacts),
  ...Object.fromEntries(sinceOf.map(([, column]) => [inCode(column), date.nullable()])),
})

/** What a segment of one account rests on, as it is at this moment; undefined while nothing on it is late. */
export async function segmentSheetOf(
  db: Db,
  asked: Asked & { readonly accountId: string },
): Promise<{ readonly sheet: SegmentSheet; readonly since: Since } | undefined> {
  const found = await db.maybeOne(
    row,
    sql`select * from (${segmentSheet(asked)} offset 0) as sheet`,
  )
  if (!found) return undefined
  const values: Readonly<Record<string, unknown>> = found
  return {
    sheet: sheetOfRow(segmentFacts, values),
    since: Object.fromEntries(sinceOf.map(([fact, column]) => [fact, values[inCode(column)]])),
  }
}
