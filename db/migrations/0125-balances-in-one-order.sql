/* Two payments that came at once could each wait for the other: writing a posting shares the row of the place that it names, and a
   stronger lock was then taken on the same row to move its balance. The lock that moves a balance needs to keep out other movers alone.
   Everybody takes the council's own places first, which nearly every posting moves, and then accounts. */
create or replace function debts.keep_balances() returns trigger language plpgsql as $$
begin
  with leg as (
    select posted.council_id, side.ledger_account_id, side.amount,
      case when entry.kind = 'payment' and side.amount < 0 then entry.effective_on end as paid_on,
      entry.kind = 'reversal' and side.amount > 0 as takes_back
    from posted
    -- One look-up a posting, whatever a plan that was made for another statement thinks of their number.
    cross join lateral (
      select one.kind, one.effective_on from debts.entry as one
      where one.council_id = posted.council_id and one.id = posted.entry_id
      limit 1
    ) as entry
    cross join lateral (values (posted.debit, posted.amount), (posted.credit, -posted.amount))
      as side (ledger_account_id, amount)
  ), movement as (
    select council_id, ledger_account_id, sum(amount)::bigint as amount, max(paid_on) as paid_on, bool_or(takes_back) as takes_back
    from leg
    group by council_id, ledger_account_id
  ), locked as (
    select account.council_id, account.id, movement.amount, movement.paid_on, movement.takes_back
    from debts.ledger_account as account
    join movement on movement.council_id = account.council_id and movement.ledger_account_id = account.id
    order by account.council_id, account.kind = 'account', account.id
    for no key update of account
  )
  update debts.ledger_account as account set
    balance = account.balance + locked.amount,
    last_payment_on = case
      when account.kind <> 'account' then null
      when locked.takes_back then debts.last_payment(account.council_id, account.id)
      else greatest(account.last_payment_on, locked.paid_on) end
  from locked
  where locked.council_id = account.council_id and locked.id = account.id;
  return null;
end $$;

-- When we learned of it: the moment itself, and not the beginning of a transaction that may wait for its turn meanwhile.
alter table debts.entry alter column recorded_at set default clock_timestamp();
