import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { notNotices } from '../service/notices.ts'

const housingDebt = z.object({
  accountId: z.string(),
  partyId: z.string(),
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
  balance: pence,
  stage: z.string(),
  /** The last notice’s day, else the day from which it is late; null where nothing is. */
  since: date.nullable(),
  rule: z.string().nullable(),
  outcome: z.string().nullable(),
  /** The first day on which time alone can change what is decided. */
  reviewOn: date.nullable(),
  /** The list that it is on, and by when it is to be worked. */
  list: z.string().nullable(),
  listDueBy: date.nullable(),
  /** Of a leasehold demand: what nobody has recorded. */
  lacksDemand: z.boolean(),
  lacksDemandInTime: z.boolean(),
  isDemandBad: z.boolean(),
  lastNotice: z.string().nullable(),
  /** What is recorded of how the last notice was served. */
  lastNoticeWay: z.string().nullable(),
  lastNoticeServedOn: date.nullable(),
  /** A tenancy’s end that is recorded without where they go. */
  lacksForwarding: z.boolean(),
})
/** An account of a housing debt as it stands: its stage, what is next, and what is missing for it. */
export type HousingDebt = z.infer<typeof housingDebt>

export const pageLength = 100

/** Which housing debts: of one type, or of every type (''); a page at a time. */
export type Wanted = {
  readonly councilId: number
  readonly today: Temporal.PlainDate
  readonly type: string
  readonly skip: number
}

const open = ({ councilId, type }: Pick<Wanted, 'councilId' | 'type'>): Sql => sql`
  from debts.account as account
  join debts.debt_type as kind on kind.council_id = ${councilId}::int and kind.name = account.debt_type
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
  left join recovery.account_state as state on state.council_id = ${councilId}::int and state.account_id = account.id
  where account.council_id = ${councilId}::int and kind.family in ('housing', 'leasehold') and ledger.balance > 0
    and (${type}::text = '' or account.debt_type = ${type}::text)`

/** How many there are of each type, of whom the viewer may see. */
export const housingTypes = (
  db: Db,
  councilId: number,
): Promise<readonly { readonly type: string; readonly accounts: number }[]> =>
  db.many(
    z.object({ type: z.string(), accounts: count }),
    sql`
      select account.debt_type as type, count(*) as accounts ${open({ councilId, type: '' })}
      group by account.debt_type order by account.debt_type`,
  )

/** The housing debts on which something is owed: the one that is looked at again first leads, then the larger. */
export const housingDebts = (
  db: Db,
  { councilId, today, type, skip }: Wanted,
): Promise<readonly HousingDebt[]> =>
  db.many(
    housingDebt,
    sql`
      select found.account_id, found.party_id, found.name, found.reference, found.debt_type, found.balance, found.stage,
        coalesce(found.last_notice_on, arrears.oldest_due_on) as since, found.rule, found.outcome, found.review_on,
        referral.kind as list, referral.due_by as list_due_by,
        found.family = 'leasehold' and coalesce(known.demand, 'not recorded') = 'not recorded' as lacks_demand,
        found.family = 'leasehold' and coalesce(known.demand_in_time, 'not recorded') = 'not recorded' as lacks_demand_in_time,
        found.family = 'leasehold' and coalesce(known.demand = 'not valid', false) as is_demand_bad,
        notice.kind as last_notice, served.way as last_notice_way, served.served_on as last_notice_served_on,
        coalesce(not leaves.has_forwarding, false) as lacks_forwarding
      from (
        select account.id as account_id, account.lead_party_id as party_id, party.name, account.reference, account.debt_type,
          kind.family, ledger.balance, coalesce(state.stage, 'billed') as stage, state.last_notice_on, state.last_rule as rule,
          state.last_outcome as outcome, state.next_review_on as review_on, account.instalments_due_on, account.instalments,
          account.due_on
        ${open({ councilId, type })}
        order by state.next_review_on nulls last, ledger.balance desc, account.id
        limit ${pageLength}::int offset ${skip}::int
      ) as found
      cross join lateral debts.arrears(
        found.balance, found.instalments_due_on, found.instalments, found.due_on, ${today}::date) as arrears
      left join recovery.known as known on known.council_id = ${councilId}::int and known.account_id = found.account_id
      left join lateral (
        select one.kind, one.due_by from recovery.referral as one
        where one.council_id = ${councilId}::int and one.account_id = found.account_id and one.closed_at is null
        order by one.due_by, one.kind limit 1
      ) as referral on true
      left join lateral (
        select action.id, action.kind from recovery.action as action
        where action.council_id = ${councilId}::int and action.account_id = found.account_id and action.served_on is not null
          and action.cancelled_at is null and action.kind <> all(${[...notNotices]}::text[])
          and (action.source = 'source system' or exists (
            select from correspondence.letter as letter
            where letter.council_id = ${councilId}::int and letter.action_id = action.id))
        order by action.served_on desc, action.id limit 1
      ) as notice on true
      left join lateral (
        select record.way, record.served_on from casework.service as record
        where record.council_id = ${councilId}::int and record.action_id = notice.id
          and not exists (
            select from casework.service_taken_back as back
            where back.council_id = ${councilId}::int and back.service_id = record.id)
        order by record.number desc limit 1
      ) as served on true
      left join lateral (
        select ends.has_forwarding from casework.tenancy_notice as ends
        where ends.council_id = ${councilId}::int and ends.account_id = found.account_id
        order by ends.number desc limit 1
      ) as leaves on true
      order by found.review_on nulls last, found.balance desc, found.account_id`,
  )

/** What the next step of a debt lacks, as far as it is recorded, a phrase each. */
export function missingFor(debt: HousingDebt): readonly string[] {
  const { lastNotice, lastNoticeWay, lastNoticeServedOn } = debt
  return [
    ...(debt.lacksDemand ? ['whether the demand has what the law asks'] : []),
    ...(debt.isDemandBad ? ['a demand that has what the law asks'] : []),
    ...(debt.lacksDemandInTime ? ['whether the costs were demanded in time'] : []),
    ...(lastNotice === null || lastNoticeServedOn !== null
      ? []
      : [
          lastNoticeWay === 'came back'
            ? `a way for the ${lastNotice} to reach them: it came back`
            : `evidence of service of the ${lastNotice}`,
        ]),
    ...(debt.lacksForwarding ? ['where they go'] : []),
  ]
}

/** What is next and when, in a line: the list it is on, else what the night said and when it looks again. */
export function nextOf({ list, listDueBy, rule, outcome, reviewOn }: HousingDebt): string {
  if (list !== null)
    return `On the list: ${list}${listDueBy ? `, by ${formatDate(listDueBy)}` : ''}`
  const said = rule === null ? 'Not decided yet' : outcome === 'hold' ? `On hold: ${rule}` : rule
  return reviewOn
    ? `${said}; looked at again on ${formatDate(reviewOn)}`
    : `${said}; only an event changes it`
}
