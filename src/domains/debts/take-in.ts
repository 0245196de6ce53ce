import type { Db } from '#platform/db.ts'
import { raw, type Sql, sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import { hearBack, notHeardBack } from './heard-back.ts'
import { ledgerAccount, postSet } from './ledger.ts'
import { keepInSuspense } from './suspense.ts'

export type TakeInAccounts = {
  readonly councilId: number
  /**
   * Selects one row for each new account: `source text, reference text, debt_type text, person_number text,
   * joint_person_number text, property_reference text, property_address text, property_postcode text, uprn text,
   * rateable_value bigint, property_description text, period_from date, period_to date, due_on date,
   * instalments_due_on date[], instalments bigint[], amount bigint, source_stage text, source_reminder_on date,
   * source_second_reminder_on date, source_final_notice_on date, source_in_dispute boolean, source_arrangement boolean,
   * source_breathing_space_from date, source_breathing_space_to date, source_benefit_ends_on date, source_id text`. Amounts are pence; an amount of
   * nothing (a register of properties) opens the account and posts nothing. Read several times: a table.
   */
  readonly accounts: Sql
  readonly fileId: string
  readonly actor: string
  readonly asAt: Temporal.PlainDate
}

/** The id that an account has, from where it came and what it is called there. For a statement with the rows as `account`. */
const accountIdOf = (councilId: number): Sql =>
  sql`platform.id_of('account', ${councilId}::int, account.source || '/' || account.reference)`

/** Opens accounts as one set: properties, accounts, who is liable, and the charge as the first entry of each. */
export async function takeInAccounts(
  db: Db,
  { councilId, accounts, fileId, actor, asAt }: TakeInAccounts,
): Promise<void> {
  await fillTable(
    db,
    'debts.property',
    sql`
    insert into debts.property (council_id, id, reference, uprn, address, postcode, rateable_value, description)
    select distinct on (property_reference)
      ${councilId}::int, platform.id_of('property', ${councilId}::int, property_reference), property_reference, uprn,
      coalesce(property_address, ''),
      coalesce(debts.postcode_at_end(property_postcode), debts.postcode_at_end(property_address), ''),
      rateable_value, property_description
    from (${accounts}) as account
    where property_reference is not null
    order by property_reference
    on conflict (council_id, reference) do update set
      uprn = coalesce(excluded.uprn, property.uprn),
      postcode = coalesce(nullif(property.postcode, ''), excluded.postcode),
      rateable_value = coalesce(excluded.rateable_value, property.rateable_value),
      description = coalesce(excluded.description, property.description)`,
  )
  await fillTable(
    db,
    'debts.account',
    sql`
    insert into debts.account
      (council_id, id, source, reference, debt_type, lead_party_id, property_id, period_from, period_to, due_on,
       instalments_due_on, instalments, charged, source_stage, source_reminder_on, source_second_reminder_on,
       source_final_notice_on, source_in_dispute, source_arrangement, source_breathing_space_from,
       source_breathing_space_to, source_benefit_ends_on, file_id, as_at)
    select
      ${councilId}::int, ${accountIdOf(councilId)}, source, reference, debt_type, lead.party_id,
      case when property_reference is not null
        then platform.id_of('property', ${councilId}::int, property_reference) end,
      period_from, period_to, due_on, coalesce(instalments_due_on, '{}'), coalesce(instalments, '{}'), amount,
      source_stage, source_reminder_on, source_second_reminder_on, source_final_notice_on, source_in_dispute,
      source_arrangement, source_breathing_space_from, source_breathing_space_to, source_benefit_ends_on, ${fileId}::uuid, ${asAt}::date
    from (${accounts}) as account
    join parties.current_record as lead using (source, person_number)
    where lead.council_id = ${councilId}::int`,
  )
  await db.run(sql`
    insert into debts.liability (council_id, account_id, party_id, kind)
    select ${councilId}::int, ${accountIdOf(councilId)}, lead.party_id,
      case when joint_person_number is null then 'sole' else 'joint' end
    from (${accounts}) as account
    join parties.current_record as lead using (source, person_number)
    where lead.council_id = ${councilId}::int
    union
    select ${councilId}::int, ${accountIdOf(councilId)}, joint.party_id, 'joint'
    from (${accounts}) as account
    join parties.current_record as joint
      on joint.council_id = ${councilId}::int and joint.source = account.source
      and joint.person_number = account.joint_person_number`)
  await fillTable(
    db,
    'debts.ledger_account',
    sql`
    insert into debts.ledger_account (council_id, id, kind, account_id)
    select ${councilId}::int, ${accountIdOf(councilId)}, 'account', ${accountIdOf(councilId)}
    from (${accounts}) as account`,
  )
  await postSet(db, {
    councilId,
    actor,
    hasBook: true,
    entries: sql`
      select
        source || '/' || reference as reference, 'charge'::text as kind,
        coalesce(period_from, due_on, ${asAt}::date) as effective_on, 'Charge for ' || debt_type as narrative,
        'import row'::text as source_kind, source_id, null::uuid as reverses_id, 1 as line,
        ${accountIdOf(councilId)} as debit, ${ledgerAccount(councilId, 'income')} as credit, amount
      from (${accounts}) as account
      where amount > 0`,
  })
}

/**
 * Brings accounts that are known up to what a later file says of them, as one set: what the source has done and says
 * stands in the way, and who else is liable. `accounts` selects what `takeInAccounts` takes; money is not
 * moved, and what an earlier day said changes nothing.
 */
export async function updateAccounts(
  db: Db,
  {
    councilId,
    accounts,
    asAt,
  }: {
    readonly councilId: number
    readonly accounts: Sql
    readonly asAt: Temporal.PlainDate
  },
): Promise<void> {
  const columns = [
    'source_stage',
    'source_reminder_on',
    'source_second_reminder_on',
    'source_final_notice_on',
    'source_in_dispute',
    'source_arrangement',
    'source_breathing_space_from',
    'source_breathing_space_to',
    'source_benefit_ends_on',
  ]
  const of = (table: string) => raw(columns.map(column => `${table}.${column}`).join(', '))
  await db.run(sql`
    update debts.account as known set (${raw(columns.join(', '))}) = (select ${of('account')}),
      as_at = ${asAt}::date, recorded_at = now()
    from (${accounts}) as account
    where known.council_id = ${councilId}::int and known.source = account.source and known.reference = account.reference
      and known.as_at <= ${asAt}::date and (${of('known')}) is distinct from (${of('account')})`)
  await db.run(sql`
    insert into debts.liability (council_id, account_id, party_id, kind)
    select ${councilId}::int, ${accountIdOf(councilId)}, joint.party_id, 'joint'
    from (${accounts}) as account
    join parties.current_record as joint
      on joint.council_id = ${councilId}::int and joint.source = account.source
      and joint.person_number = account.joint_person_number
    on conflict do nothing`)
}

/** Notes that a source system's figures are as at a day, and when we heard; an earlier day than is known changes nothing. */
export async function heardFrom(
  db: Db,
  {
    councilId,
    source,
    asAt,
  }: { readonly councilId: number; readonly source: string; readonly asAt: Temporal.PlainDate },
): Promise<void> {
  await db.run(sql`
    insert into debts.source (council_id, source, as_at) values (${councilId}::int, ${source}, ${asAt}::date)
    on conflict (council_id, source) do update set as_at = excluded.as_at, heard_at = excluded.heard_at
    where excluded.as_at >= source.as_at`)
}

export type TakeInTransactions = {
  readonly councilId: number
  /**
   * Selects one row for each new transaction: `source text, transaction_reference text, account_id uuid (null for
   * money that nobody is known to owe), kind text ('payment', 'costs', 'adjustment up', 'adjustment down',
   * 'interest', 'refund'), amount bigint, effective_on date, narrative text, payer_name text,
   * given_reference text, source_id text`. Only a payment may have no account: it waits in suspense.
   */
  readonly transactions: Sql
  readonly actor: string
}

/**
 * Posts what happened on accounts since they were billed, as one set; unmatched payments go to suspense. A payment that
 * was posted before its source told of it is not posted again. A source may give a movement the very reference that it
 * gives an account, so the ledger calls them `source:B1` and `source/A1`.
 */
export async function takeInTransactions(
  db: Db,
  { councilId, transactions: told, actor }: TakeInTransactions,
): Promise<void> {
  await hearBack(db, { councilId, transactions: told })
  const transactions = notHeardBack(councilId, told)
  const place = (kind: Parameters<typeof ledgerAccount>[1]) => ledgerAccount(councilId, kind)
  await postSet(db, {
    councilId,
    actor,
    hasBook: true,
    entries: sql`
      select
        source || ':' || transaction_reference as reference,
        case when kind in ('adjustment up', 'adjustment down') then 'adjustment' else kind end as kind,
        effective_on, narrative, 'import row'::text as source_kind, source_id, null::uuid as reverses_id, 1 as line,
        case kind
          when 'payment' then ${place('bank')}
          when 'adjustment down' then ${place('adjustments')}
          else account_id end as debit,
        case kind
          when 'payment' then coalesce(account_id, ${place('suspense')})
          when 'adjustment down' then account_id
          when 'adjustment up' then ${place('adjustments')}
          when 'costs' then ${place('costs')}
          when 'interest' then ${place('interest')}
          when 'refund' then ${place('refunds')} end as credit,
        amount
      from (${transactions}) as movement`,
  })
  await keepInSuspense(db, {
    councilId,
    items: sql`
      select source || ':' || transaction_reference as reference, amount, given_reference, payer_name, effective_on as received_on
      from (${transactions}) as movement
      where account_id is null and kind = 'payment'`,
  })
}
