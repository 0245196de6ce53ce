import { type Sql, sql } from '#platform/sql.ts'

/**
 * What is to be paid under each live mandate and when: `mandate_id, party_id, account_id, due_key, due_on, amount`, a row
 * for each day that something falls due from a day on. What has been paid ahead counts against the earliest: what an
 * instalment still asks for is the balance less the later instalments, and never more than the instalment.
 */
export const payable = (councilId: number, from: Temporal.PlainDate): Sql => sql`
  select mandate.id as mandate_id, mandate.party_id, mandate.account_id, due.day::text as due_key, due.day as due_on,
    least(due.amount, ledger.balance - due.later)::bigint as amount
  from payments.mandate as mandate
  join debts.account as account on account.council_id = ${councilId}::int and account.id = mandate.account_id
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = mandate.account_id
  cross join lateral (
    select day, amount, coalesce(sum(amount) over (order by day desc rows between unbounded preceding and 1 preceding), 0) as later
    from (
      select day, sum(amount) as amount
      from (
        select * from unnest(account.instalments_due_on, account.instalments)
        union all
        select account.due_on, ledger.balance
        where account.due_on is not null and cardinality(account.instalments_due_on) = 0
      ) as billed (day, amount)
      group by day
    ) as of_day
  ) as due
  where mandate.council_id = ${councilId}::int and mandate.state = 'active' and mandate.paused_why is null
    and due.day >= ${from}::date and ledger.balance > due.later and due.amount > 0`

/** What of an account's balance is due by a day: all but its instalments to come. For use inside a statement. */
export const dueBy = (councilId: number, accountId: Sql, day: Sql): Sql => sql`(
  select (ledger.balance - coalesce(sum(to_come.amount) filter (where to_come.due_on > ${day}), 0))::bigint
  from debts.account as account
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  left join unnest(account.instalments_due_on, account.instalments) as to_come (due_on, amount) on true
  where account.council_id = ${councilId}::int and account.id = ${accountId}
  group by ledger.balance)`

/**
 * The collections that are told or planned and ask for more than is owed on their day, by `id`: the payer paid in another way, or less was charged. One
 * that is presented again is late, and is held against all that is due by its day and not taken by others until then.
 */
export const notOwed = (councilId: number): Sql => sql`
  select collection.id
  from payments.collection as collection
  join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = collection.mandate_id
    and mandate.state = 'active' and mandate.paused_why is null
  left join (${payable(councilId, Temporal.PlainDate.from('1990-01-01'))}) as payable
    on payable.account_id = collection.account_id and payable.due_key = collection.due_key
  where collection.council_id = ${councilId}::int and collection.state in ('planned', 'notified')
    and collection.amount > case when collection.represents_id is null then coalesce(payable.amount, 0)
      else ${dueBy(councilId, sql`collection.account_id`, sql`collection.collect_on`)} - (
        select coalesce(sum(other.amount), 0) from payments.collection as other
        where other.council_id = ${councilId}::int and other.account_id = collection.account_id and other.id <> collection.id
          and other.state in ('planned', 'notified', 'submitted') and other.collect_on <= collection.collect_on) end`

/**
 * Accounts from which nothing is taken of the council's own motion, by direct debit or by a card that was agreed, and why, in a
 * sentence for officers: a breathing space or an insolvency reaches them, or somebody who owes them has died. A dispute or an arrangement does not stop
 * what its payer told their bank to pay. Law: SI 2020/1311 reg 7; Insolvency Act 1986 s251G (a debt relief order) and s285 (a
 * bankruptcy): no creditor has a remedy against the debtor for a debt that can be proved. That a payment the debtor
 * agreed to before is such a remedy, and which debts are outside the order, is to confirm; nothing is taken meanwhile.
 */
export const protectedAccounts = (councilId: number): Sql => sql`
  select hold.account_id, case hold.kind
      when 'insolvency' then 'Somebody who owes the account is insolvent' else 'A ' || hold.kind || ' moratorium is running' end as why
  from protections.hold_on_account as hold
  where hold.council_id = ${councilId}::int and hold.kind in ('breathing space', 'mental health crisis', 'insolvency')
    and hold.starts_at <= clock_timestamp() and coalesce(hold.ends_at > clock_timestamp(), true)
  union all
  select liability.account_id, 'Somebody who owes the account has died'
  from debts.liability as liability
  join parties.party as party on party.council_id = ${councilId}::int and party.id = liability.party_id
  where liability.council_id = ${councilId}::int and party.deceased_on is not null`
