import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { type Ending, rentPeriods } from './projected-balance.ts'

const notice = z.object({
  id: z.string(),
  accountId: z.string(),
  partyId: z.string(),
  givenOn: date,
  lastDay: date,
  rent: pence.nullable(),
  rentEvery: z.enum(rentPeriods).nullable(),
  weekBegins: z.number(),
  freeWeeks: z.array(date),
  chargedTo: date,
  /** What was owed when it was recorded. */
  balance: pence,
  expectedOn: z.array(date),
  expected: z.array(pence),
  expectedBy: z.array(z.string()),
  keysReturnedOn: date.nullable(),
  hasForwarding: z.boolean(),
  hasTelephone: z.boolean(),
  /** What will be owed at the end of the last day; null where the rent is not known. */
  projected: pence.nullable(),
  recordedBy: z.string(),
  recordedAt: instant,
  recordedOn: date,
  /** What was owed at the end of the last day, by what is known now. */
  owedOnLastDay: pence,
  /** Of the person and the account, for lists. */
  name: z.string(),
  reference: z.string(),
  debtType: z.string(),
})

/** A tenant's notice that they leave, as it was last recorded. */
export type TenancyNotice = z.infer<typeof notice>

/** Selects `on_last_day`: what was owed at the end of the last day of a notice, by what is known now, in a statement in which the notice is `latest`. */
export const owedOnLastDay = (councilId: number): Sql => sql`
  select coalesce(sum(case when posting.debit = latest.account_id then posting.amount else -posting.amount end), 0)::bigint
    as on_last_day
  from debts.posting as posting
  join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = posting.entry_id
  where posting.council_id = ${councilId}::int
    and (posting.debit = latest.account_id or posting.credit = latest.account_id)
    and entry.effective_on <= latest.last_day`

/** The newest of each account, whose people the viewer may see. */
const newest = (councilId: number): Sql => sql`
  select latest.id, latest.account_id, latest.party_id, latest.given_on, latest.last_day, latest.rent, latest.rent_every,
    latest.week_begins, latest.free_weeks, latest.charged_to, latest.balance, latest.expected_on, latest.expected,
    latest.expected_by, latest.keys_returned_on, latest.has_forwarding, latest.has_telephone, latest.projected,
    latest.recorded_by, latest.recorded_at, latest.recorded_on, owed.on_last_day as owed_on_last_day,
    party.name, account.reference, account.debt_type
  from (
    select distinct on (account_id) * from casework.tenancy_notice
    where council_id = ${councilId}::int
    order by account_id, number desc
  ) as latest
  join debts.account as account on account.council_id = ${councilId}::int and account.id = latest.account_id
  join parties.party as party on party.council_id = ${councilId}::int and party.id = latest.party_id
  cross join lateral (${owedOnLastDay(councilId)}) as owed
  where latest.council_id = ${councilId}::int`

/** The notice of an account as it was last recorded; undefined where none was given. */
export const noticeOf = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<TenancyNotice | undefined> =>
  db.maybeOne(notice, sql`${newest(councilId)} and latest.account_id = ${accountId}::uuid`)

/**
 * Notices with a last day since a day, two hundred at most: those still to come first, the nearest first, then those that are over, the
 * latest first.
 */
export const noticesByLastDay = (
  db: Db,
  {
    councilId,
    since,
    today,
  }: {
    readonly councilId: number
    readonly since: Temporal.PlainDate
    readonly today: Temporal.PlainDate
  },
): Promise<readonly TenancyNotice[]> =>
  db.many(
    notice,
    sql`
      ${newest(councilId)} and latest.last_day >= ${since}::date
      order by latest.last_day < ${today}::date, abs(latest.last_day - ${today}::date), latest.id
      limit 200`,
  )

/** Whether the tenancy is over: from the day after its last. */
export const isOver = ({ lastDay }: Pick<TenancyNotice, 'lastDay'>, today: Temporal.PlainDate) =>
  isBefore(lastDay, today)

/** What a notice says, as the rule reads it. */
export const endingOf = (one: TenancyNotice): Ending => ({
  balance: one.balance,
  chargedTo: one.chargedTo,
  lastDay: one.lastDay,
  rent: one.rent ?? undefined,
  every: one.rentEvery ?? undefined,
  weekBegins: one.weekBegins,
  freeWeeks: one.freeWeeks,
  expected: one.expectedOn.map((on, n) => ({
    on,
    amount: one.expected[n] ?? 0n,
    by: one.expectedBy[n] ?? '',
  })),
})
