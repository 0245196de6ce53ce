-- What is late on a day and what will be late on a later one, from one reading of the instalments: a night asks both of every account.

/* What is late on a day, from the balance and what was to be paid when; and what would be on a later day, if nothing were paid.
   The part of the balance that is not yet due is the instalments after the day; the rest is late.
   The oldest unpaid date is the first whose later instalments come to less than what is owed. */
create function debts.arrears_and_soon(
  balance bigint, instalments_due_on date[], instalments bigint[], due_on date, as_at date, soon date)
  returns table (overdue bigint, oldest_due_on date, next_due_on date, last_due_on date, overdue_soon bigint)
  language sql immutable parallel safe as $$
  select
    case when cardinality(instalments_due_on) = 0
      then case when due_on < as_at then greatest(balance, 0) else 0 end
      else greatest(0, balance - coalesce(sum(later.amount) filter (where later.day >= as_at), 0)) end::bigint,
    case when balance <= 0 then null
      when cardinality(instalments_due_on) = 0 then due_on
      else coalesce(min(later.day) filter (where later.after_it < balance), min(later.day)) end,
    case when cardinality(instalments_due_on) = 0 then case when due_on >= as_at then due_on end
      else min(later.day) filter (where later.day >= as_at) end,
    case when cardinality(instalments_due_on) = 0 then due_on else max(later.day) end,
    case when cardinality(instalments_due_on) = 0
      then case when due_on < soon then greatest(balance, 0) else 0 end
      else greatest(0, balance - coalesce(sum(later.amount) filter (where later.day >= soon), 0)) end::bigint
  from (
    select day, amount, coalesce(sum(amount) over (order by day desc rows between unbounded preceding and 1 preceding), 0) as after_it
    from unnest(instalments_due_on, instalments) as instalment (day, amount)
  ) as later
$$;
grant execute on function debts.arrears_and_soon to evenhand_app;

create or replace function debts.arrears(balance bigint, instalments_due_on date[], instalments bigint[], due_on date, as_at date)
  returns table (overdue bigint, oldest_due_on date, next_due_on date, last_due_on date)
  language sql immutable parallel safe as $$
  select both_days.overdue, both_days.oldest_due_on, both_days.next_due_on, both_days.last_due_on
  from debts.arrears_and_soon(balance, instalments_due_on, instalments, due_on, as_at, as_at) as both_days
$$;
