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
