import { figure } from '#administration'
import { join, raw, type Sql, sql } from '#platform/sql.ts'
import { factList, type FactOf } from './facts.ts'

/** Where each days fact counts from: a column of the fact sheet. */
export const countsFrom: Readonly<Record<FactOf<'days'>, string>> = {
  'since due': 'oldest_due_on',
  'since notice': 'last_notice_on',
  'since last payment': 'last_payment_on',
  'since return': 'last_return_on',
  'since period end': 'period_ended_on',
  'since decision': 'decision_notified_on',
  'since time restarted': 'time_restarted_on',
  'since moratorium': 'moratorium_ended_on',
}

export type SheetOf = {
  readonly councilId: number
  /** Selects `account_id`: the accounts to look at. */
  readonly accounts: Sql
  /** The business date that days are counted to. */
  readonly asAt: Temporal.PlainDate
  /** The moment at which a hold runs or does not. */
  readonly at: Temporal.Instant
}

/** The columns of the facts, in the order of the vocabulary, of a table when it is named. */
export const factColumnsOf = (table?: string): Sql =>
  join(
    factList.map(([, { column }]) => raw(table === undefined ? column : `${table}.${column}`)),
    ', ',
  )
export const factColumns = factColumnsOf()

/** The facts that time alone does not move, and the days that the others count from: the same, so nothing happened. */
export const factsMark = sql`md5(concat_ws('|',
  debt_type, ${join(
    factList.filter(([, { kind }]) => kind !== 'days').map(([, { column }]) => raw(column)),
    ', ',
  )},
  ${join(
    Object.values(countsFrom).map(column => sql`coalesce(${raw(column)}, '1900-01-01')`),
    ', ',
  )}))`

/** What a notice issued on a day would claim: what is overdue and what falls due in its seven days. */
const daysOfANotice = 7

/**
 * The fact sheet: one row an account, from what each domain publishes. Beside the facts it gives what acting needs
 * (`party_id`, `period_key`, `claim`) and the days from which the next review is worked out.
 *
 * Of most people nothing but their source's address decides where letters go, and most have no hold, so the whole question is
 * asked of the others only: who they are PostgreSQL asks of each account, or lists once where the accounts are many.
 *
 * Law: a reminder states the arrears and what falls due within seven days of issue (SI 1992/613 reg 23(1)), so only an
 * instalment due after those seven days is a new default: seven days of its issue, whichever day its own days count from.
 */
export const factSheet = ({ councilId, accounts, asAt, at }: SheetOf): Sql => sql`
  select
    account.id as account_id, account.debt_type, account.lead_party_id as party_id, account.reference,
    coalesce(account.period_from::text, account.due_on::text, 'whole') as period_key,
    ledger.balance, arrears.overdue, coalesce(state.stage, 'billed') as stage,
    coalesce(state.last_notice, 'none') as last_notice, coalesce(lead.kind = 'organisation', false) as is_organisation,
    case when arrears.oldest_due_on < ${asAt}::date then ${asAt}::date - arrears.oldest_due_on end as days_since_due,
    ${asAt}::date - state.last_notice_on as days_since_notice,
    ${asAt}::date - ledger.last_payment_on as days_since_payment,
    case when account.period_to < ${asAt}::date then ${asAt}::date - account.period_to end as days_since_period_end,
    coalesce(known.capacity, 'not recorded') as capacity, coalesce(known.other_options, 'not recorded') as other_options,
    coalesce(known.deferred_payment, 'not recorded') as deferred_payment,
    coalesce(known.recoverable, 'not recorded') as recoverable, coalesce(known.demand, 'not recorded') as demand,
    coalesce(known.demand_in_time, 'not recorded') as demand_in_time,
    ${asAt}::date - known.decision_notified_on as days_since_notified,
    ${asAt}::date - known.time_restarted_on as days_since_restarted,
    coalesce(state.last_return, 'none') as last_return, ${asAt}::date - state.last_return_on as days_since_return,
    coalesce(state.remedy, 'none') as remedy,
    coalesce(state.last_notice in ('liability order', 'judgment'), false)
      or (coalesce(state.last_return, 'none') <> 'none' and exists (
        select from recovery.referral as court
        join recovery.action as asked on asked.council_id = ${councilId}::int and asked.id = court.action_id
        where court.council_id = ${councilId}::int and court.account_id = account.id
          and court.kind = 'court outcome check' and court.return_code = 'order made' and asked.cancelled_at is null)) as has_order,
    coalesce(arrears.oldest_due_on < ${asAt}::date
      and arrears.oldest_due_on >= state.last_notice_issued_on + ${daysOfANotice}::int, false) as new_default_since_notice,
    ledger.balance > 0 and arrears.overdue >= ledger.balance as whole_amount_due,
    coalesce(held.in_dispute, false) as in_dispute,
    coalesce(held.has_arrangement, false) as has_arrangement,
    coalesce(held.in_breathing_space, false) as in_breathing_space,
    coalesce(held.in_mental_health_crisis, false) as in_mental_health_crisis,
    ${asAt}::date - held.moratorium_ended_on as days_since_moratorium,
    coalesce(held.insolvent_or_dissolved, false) as insolvent_or_dissolved,
    coalesce(held.otherwise_held, false) as otherwise_held,
    coalesce(emergency.until > ${asAt}::date, false) as in_emergency_stop,
    exists (
      select from debts.liability
      join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
      join parties.party as known
        on known.council_id = ${councilId}::int and known.person_id = liable.person_id
      where liability.council_id = ${councilId}::int and liability.account_id = account.id
        and known.deceased_on is not null
    ) as is_deceased,
    letters.stopped_by = 'nothing' as address_known, letters.stopped_by as letters_stopped_by,
    greatest(account.as_at, source.as_at) < ${asAt}::date - ${figure(councilId, 'figures-old')} as is_stale,
    least(ledger.balance, arrears.overdue_soon) as claim,
    arrears.oldest_due_on, state.last_notice_on, ledger.last_payment_on, state.last_return_on, account.period_to as period_ended_on,
    known.decision_notified_on, known.time_restarted_on, held.moratorium_ended_on, arrears.next_due_on,
    greatest(account.as_at, source.as_at) as source_as_at,
    least(held.changes_at, case when emergency.until > ${asAt}::date
      then nullif(emergency.until, 'infinity')::timestamp at time zone 'Europe/London' end) as changes_at,
    state.last_rule, state.last_facts
  from (
    select account.*,
      exists (
        select from protections.hold_on_account as hold
        where hold.council_id = ${councilId}::int and hold.account_id = account.id) as has_hold,
      exists (
        select from parties.ruled_party as ruled
        where ruled.council_id = ${councilId}::int and ruled.party_id = account.lead_party_id) as is_ruled,
      exists (
        select from parties.address
        where address.council_id = ${councilId}::int and address.party_id = account.lead_party_id
          and address.source = account.source and address.valid_to is null and address.undeliverable_on is null
          and address.authority_id is null and address.copied_from is null and cardinality(address.lines) > 0) as has_address
    from (${accounts}) as wanted
    join debts.account as account on account.council_id = ${councilId}::int and account.id = wanted.account_id
    offset 0 -- each asked once, and before anything else is joined
  ) as account
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  left join recovery.known as known on known.council_id = ${councilId}::int and known.account_id = account.id
  left join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
  left join debts.source as source on source.council_id = ${councilId}::int and source.source = account.source
  left join recovery.account_state as state on state.council_id = ${councilId}::int and state.account_id = account.id
  cross join lateral debts.arrears_and_soon(
    ledger.balance, account.instalments_due_on, account.instalments, account.due_on,
    ${asAt}::date, ${asAt}::date + ${daysOfANotice}::int) as arrears
  cross join lateral (
    select case
      when account.is_ruled then coalesce((
        select way.stopped_by
        from parties.where_letters_go(${councilId}::int, account.lead_party_id, account.source, ${asAt}::date) as way), 'nothing')
      when account.has_address then 'nothing' else 'no address' end as stopped_by
    offset 0 -- asked once, though two facts come of it
  ) as letters
  -- Whether there is any emergency is asked once; of which accounts, only while there is one.
  cross join lateral (
    select case when exists (
        select from administration.emergency_stop as stop
        where stop.council_id = ${councilId}::int and (stop.lifted_on is null or stop.lifted_on + stop.nights > ${asAt}::date))
      then recovery.stopped_until(${councilId}::int, account.id, ${asAt}::date) end as until
  ) as emergency
  left join lateral (
    select
      bool_or(kind = 'dispute') filter (where running) as in_dispute,
      bool_or(kind = 'arrangement') filter (where running) as has_arrangement,
      bool_or(kind = 'breathing space') filter (where running) as in_breathing_space,
      bool_or(kind = 'mental health crisis') filter (where running) as in_mental_health_crisis,
      bool_or(kind in ('insolvency', 'dissolution')) filter (where running) as insolvent_or_dissolved,
      bool_or(kind = 'other') filter (where running) as otherwise_held,
      min(case when running then ends_at else starts_at end) filter (where not is_over) as changes_at,
      -- One that was placed and ended on the same day was a mistake: nobody had it.
      max(ended_on) filter (where is_over and ended_on > (starts_at at time zone 'Europe/London')::date) as moratorium_ended_on
    from (
      select kind, starts_at, ends_at, coalesce(ends_at <= ${at}::timestamptz, false) as is_over,
        starts_at <= ${at}::timestamptz and coalesce(ends_at > ${at}::timestamptz, true) as running,
        (ends_at at time zone 'Europe/London')::date as ended_on
      from protections.hold_on_account as hold
      where account.has_hold and hold.council_id = ${councilId}::int and hold.account_id = account.id
        and (hold.ends_at is null or hold.ends_at > ${at}::timestamptz
          or hold.kind in ('breathing space', 'mental health crisis'))
    ) as hold
  ) as held on true`
