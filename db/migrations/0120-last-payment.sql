/* When an account was last paid is kept beside its balance, by the same trigger: a night asks it of every account that is due,
   and each answer had to be looked for among all that was ever posted. A payment that was taken back is none. */
alter table debts.ledger_account add column last_payment_on date;

create function debts.last_payment(council_id int, account_id uuid) returns date language sql stable as $$
  select max(entry.effective_on)
  from debts.posting as posting
  join debts.entry as entry on entry.council_id = $1 and entry.id = posting.entry_id
  where posting.council_id = $1 and posting.credit = $2 and entry.kind = 'payment'
    and not exists (select from debts.entry as reversal where reversal.council_id = $1 and reversal.reverses_id = entry.id)
$$;
grant execute on function debts.last_payment to evenhand_app;

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
    order by account.council_id, account.id
    for update of account
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

update debts.ledger_account as account set last_payment_on = paid.last_payment_on
from (
  select posting.council_id, posting.credit as id, max(entry.effective_on) as last_payment_on
  from debts.posting as posting
  join debts.entry as entry on entry.council_id = posting.council_id and entry.id = posting.entry_id
  where entry.kind = 'payment' and not exists (
    select from debts.entry as reversal
    where reversal.council_id = entry.council_id and reversal.reverses_id = entry.id)
  group by posting.council_id, posting.credit
) as paid
where account.council_id = paid.council_id and account.id = paid.id and account.kind = 'account';

create view contract.last_payment as
select council_id::text as tenant_id, id::text as account_id, last_payment_on from debts.ledger_account where kind = 'account';
