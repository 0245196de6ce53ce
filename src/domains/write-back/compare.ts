import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { heardInLedger } from './kinds/money.ts'

export type ToCompare = {
  readonly councilId: number
  readonly source: string
  readonly asAt: Temporal.PlainDate
}

/** The newest list of balances that a source sent as at a day, where it sent one. */
export const listOf = async (
  db: Db,
  { councilId, source, asAt }: ToCompare,
): Promise<string | null> =>
  (
    await db.maybeOne(
      z.object({ id: z.string() }),
      sql`
        select id from write_back.reply
        where council_id = ${councilId}::int and source = ${source}::text and what = 'balances' and as_at = ${asAt}::date
          and state = 'taken'
        order by number desc limit 1`,
    )
  )?.id ?? null

/**
 * Fills the temporary table `compared` with each account of a source as at a day, in pence: what our ledger says (`ours`); what the
 * source says (`theirs`: its list of balances, or without one what its files add up to); and what accounts for the rest: told and
 * waiting, sent and not answered, with a person, closed, accepted and not in its files yet, and never to be told, because it was
 * before write-back or because the source is only read. What is left is unexplained.
 *
 * A list has what was accepted and not what was sent and not answered, unless the two agree only otherwise: a source may have posted
 * either on another day than it happened.
 * Reads the source's whole ledger: for a month's end.
 */
export async function compare(
  db: Db,
  { councilId, source, asAt }: ToCompare,
  listId: string | null,
): Promise<void> {
  await db.script('drop table if exists pg_temp.compared')
  await db.run(sql`
    create temporary table compared on commit drop as
    with account as materialized (
      select account.id, account.reference from debts.account as account
      where account.council_id = ${councilId}::int and account.source = ${source}::text
    ), told as materialized (
      select way, tells_from, looked_until from write_back.source
      where council_id = ${councilId}::int and source = ${source}::text
    ), leg as (
      select account.id as account_id, posting.entry_id, posting.amount
      from account join debts.posting as posting on posting.council_id = ${councilId}::int and posting.debit = account.id
      union all
      select account.id, posting.entry_id, -posting.amount
      from account join debts.posting as posting on posting.council_id = ${councilId}::int and posting.credit = account.id
    ), movement as materialized (
      select leg.account_id, leg.amount, entry.id as entry_id, entry.recorded_at,
        entry.source_kind = 'import row' or entry.kind = 'charge' or heard.entry_id is not null as is_theirs
      from leg
      join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = leg.entry_id
      left join debts.heard_back as heard
        on heard.council_id = ${councilId}::int and heard.entry_id = entry.id
          and coalesce(heard.account_id, leg.account_id) = leg.account_id
      where entry.effective_on <= ${asAt}::date
    ), ledger as (
      select account_id, sum(amount) as ours, coalesce(sum(amount) filter (where is_theirs), 0) as told,
        coalesce(sum(amount) filter (where not is_theirs
          and not exists (select from write_back.message as message
            where message.council_id = ${councilId}::int and message.entry_id = movement.entry_id
              and message.account_id = movement.account_id)
          and not exists (select from told
            where told.way = 'file' and movement.recorded_at >= told.tells_from and movement.recorded_at < told.looked_until)), 0) as untold
      from movement group by account_id
    ), message as (
      select message.account_id,
        coalesce(sum(message.amount) filter (where message.state = 'waiting'), 0) as waiting,
        coalesce(sum(message.amount) filter (where message.state = 'sent'), 0) as unanswered,
        coalesce(sum(message.amount) filter (where message.state in ('rejected', 'unanswered')), 0) as exceptions,
        coalesce(sum(message.amount) filter (where message.state = 'closed'), 0) as closed,
        coalesce(sum(message.amount) filter (where message.state = 'acknowledged'), 0) as accepted
      from write_back.message as message
      join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = message.entry_id
      where message.council_id = ${councilId}::int and message.source = ${source}::text and message.state <> 'corrected'
        and entry.effective_on <= ${asAt}::date
        and not ${heardInLedger(councilId)}
      group by message.account_id
    ), listed as (
      select reference, amount from write_back.told_balance
      where council_id = ${councilId}::int and reply_id = ${listId}::uuid
    ), each as (
      select coalesce(account.reference, listed.reference) as reference, account.id as account_id,
        coalesce(ledger.ours, 0) as ours,
        case when ${listId}::uuid is null then coalesce(ledger.told, 0) else coalesce(listed.amount, 0) end as theirs,
        coalesce(message.waiting, 0) as waiting, coalesce(message.unanswered, 0) as sent,
        coalesce(message.exceptions, 0) as exceptions, coalesce(message.closed, 0) as closed,
        coalesce(message.accepted, 0) as taken,
        coalesce(ledger.untold, 0) as untold
      from account
      full join listed on listed.reference = account.reference
      left join ledger on ledger.account_id = account.id
      left join message on message.account_id = account.id
    ), open as (
      select *, ours - theirs - waiting - exceptions - closed - untold as rest, ${listId}::uuid is not null as is_listed from each
    ), decided as (
      select *, case when is_listed and rest <> sent and rest in (0, taken) then 0 else sent end as unanswered,
        case when not is_listed or rest not in (0, sent) and rest in (taken, taken + sent) then taken else 0 end as accepted
      from open
    )
    select reference, account_id, ours::bigint as ours, theirs::bigint as theirs, waiting::bigint as waiting,
      unanswered::bigint as unanswered, exceptions::bigint as exceptions, closed::bigint as closed, accepted::bigint as accepted,
      untold::bigint as untold,
      (ours - theirs - waiting - unanswered - exceptions - closed - accepted - untold)::bigint as unexplained
    from decided`)
}

/** The parts that account for a difference, in the order they are shown, with what each is. */
export const parts = [
  ['waiting', 'Waiting to be told'],
  ['unanswered', 'Told and not answered'],
  ['exceptions', 'Rejected or never answered, with a person'],
  ['closed', 'Closed: not to be told again'],
  ['accepted', 'Accepted, and not in its own files yet'],
  [
    'untold',
    'Never told: from before it was told by files, not looked for yet, or the source is only read',
  ],
] as const

const monthRow = z.object({
  source: z.string(),
  month: date,
  asAt: date,
  madeByName: z.string(),
  accounts: z.number(),
  ours: pence,
  theirs: pence,
  isListed: z.boolean(),
  waiting: pence,
  unanswered: pence,
  exceptions: pence,
  closed: pence,
  accepted: pence,
  untold: pence,
  unexplained: pence,
  differences: z.number(),
  withoutReason: z.number(),
  state: z.enum(['open', 'proposed', 'closed']),
  proposals: z.number(),
  proposedBy: z.string().nullable(),
  proposedByName: z.string().nullable(),
  closedByName: z.string().nullable(),
  closedOn: date.nullable(),
})
/** A month of a source as it was last compared. All amounts are pence. */
export type Month = z.infer<typeof monthRow>

const months = (councilId: number) => sql`
  select month.source, month.month, month.as_at, coalesce(maker.name, month.made_by) as made_by_name, month.accounts, month.ours,
    month.theirs, month.list_id is not null as is_listed, month.waiting, month.unanswered, month.exceptions, month.closed,
    month.accepted, month.untold, month.unexplained, found.differences, found.without_reason, month.state, month.proposals,
    month.proposed_by, coalesce(proposer.name, month.proposed_by) as proposed_by_name,
    coalesce(closer.name, month.closed_by) as closed_by_name, (month.closed_at at time zone 'Europe/London')::date as closed_on
  from write_back.month as month
  cross join lateral (
    select count(*)::int as differences, (count(*) filter (where difference.explained_why is null))::int as without_reason
    from write_back.month_difference as difference
    where difference.council_id = ${councilId}::int and difference.source = month.source and difference.month = month.month
  ) as found
  left join administration.staff as maker on maker.staff_id::text = month.made_by
  left join administration.staff as proposer on proposer.staff_id::text = month.proposed_by
  left join administration.staff as closer on closer.staff_id::text = month.closed_by
  where month.council_id = ${councilId}::int`

export const recentMonths = (db: Db, councilId: number): Promise<readonly Month[]> =>
  db.many(monthRow, sql`${months(councilId)} order by month.month desc, month.source limit 60`)

export type OfMonth = {
  readonly councilId: number
  readonly source: string
  readonly month: Temporal.PlainYearMonth
}

export const findMonth = (
  db: Db,
  { councilId, source, month }: OfMonth,
): Promise<Month | undefined> =>
  db.maybeOne(
    monthRow,
    sql`${months(councilId)} and month.source = ${source}::text and month.month = ${month.toPlainDate({ day: 1 })}::date`,
  )

const differenceRow = z.object({
  reference: z.string(),
  accountId: z.string().nullable(),
  ours: pence,
  theirs: pence,
  accounted: pence,
  unexplained: pence,
  explainedWhy: z.string().nullable(),
  explainedByName: z.string().nullable(),
})
/** An account on which the two differ by more than is accounted for. */
export type MonthDifference = z.infer<typeof differenceRow>

/** Those without a reason first, and of those the largest. An account that its viewer may not open is left out (decision 0009). */
export const differencesOf = (
  db: Db,
  { councilId, source, month }: OfMonth,
): Promise<readonly MonthDifference[]> =>
  db.many(
    differenceRow,
    sql`
      select difference.reference, difference.account_id, difference.ours, difference.theirs, difference.accounted,
        difference.unexplained, difference.explained_why, coalesce(staff.name, difference.explained_by) as explained_by_name
      from write_back.month_difference as difference
      left join debts.account as account on account.council_id = ${councilId}::int and account.id = difference.account_id
      left join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      left join administration.staff as staff on staff.staff_id::text = difference.explained_by
      where difference.council_id = ${councilId}::int and difference.source = ${source}::text
        and difference.month = ${month.toPlainDate({ day: 1 })}::date and (difference.account_id is null or lead.id is not null)
      order by difference.explained_why is not null, abs(difference.unexplained) desc, difference.reference limit 200`,
  )
