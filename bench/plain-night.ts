import { type Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/**
 * What a night costs at least: one transaction of plain SQL, without a policy, that finds what is due by its index, reads
 * each account's balance and arrears, and writes as many decisions, items and new review days, into tables with the same
 * keys and indexes (`floor.account_state`, `floor.decision`, `floor.run_item`).
 */
export const plainNight = (
  database: Database,
  {
    councilId,
    day,
    runId,
    decisions,
    items,
    everyAccount,
  }: {
    readonly councilId: number
    readonly day: Temporal.PlainDate
    readonly runId: string
    readonly decisions: number
    readonly items: number
    readonly everyAccount: boolean
  },
): Promise<void> =>
  database.transaction(async db => {
    await db.run(sql`
      create temporary table plain on commit drop as
      select account.id as account_id, account.lead_party_id as party_id, account.debt_type, state.stage, ledger.balance,
        arrears.overdue, arrears.oldest_due_on
      from floor.account_state as state
      join debts.account as account on account.council_id = ${councilId}::int and account.id = state.account_id
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      cross join lateral debts.arrears(
        ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${day}::date) as arrears
      where state.council_id = ${councilId}::int and (${everyAccount}::boolean or state.next_review_on <= ${day}::date)`)
    await db.script('analyze pg_temp.plain')
    await db.run(sql`
      insert into floor.decision
        (council_id, account_id, decided_on, run_id, rule, outcome, balance, overdue, stage, days_since_due,
         new_default_since_notice, whole_amount_due, in_dispute, has_arrangement, in_breathing_space,
         in_mental_health_crisis, otherwise_held, is_deceased, address_known, is_stale)
      select ${councilId}::int, account_id, ${day}::date, ${runId}::uuid, 'plain', 'wait', balance, overdue, stage,
        ${day}::date - oldest_due_on, false, false, false, false, false, false, false, false, true, false
      from plain limit ${decisions}::int`)
    await db.run(sql`
      update floor.account_state as state set
        last_rule = 'plain', last_outcome = 'wait', last_facts = md5(plain.balance || '/' || plain.overdue),
        next_review_on = ${day.add({ days: 30 })}::date
      from plain where state.council_id = ${councilId}::int and state.account_id = plain.account_id`)
    await db.run(sql`
      insert into floor.run_item
        (council_id, run_id, account_id, party_id, debt_type, stage, rule, action_kind, amount, balance)
      select ${councilId}::int, ${runId}::uuid, account_id, party_id, debt_type, stage, 'plain', 'reminder', overdue, balance
      from plain limit ${items}::int`)
  })
