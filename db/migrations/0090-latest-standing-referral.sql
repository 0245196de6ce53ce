-- What came of the last referral is of the latest that stands, and not of whichever changed last.

/* Whoever opens or closes a referral, the account's state says so, and it is looked at again on the next night. While one is open
   the account is with somebody, whatever another came back with; one whose step was called off is as if it had never been. */
create or replace function recovery.keeps_what_came_of_it() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.closed_at is not null then
    raise exception 'A referral that was closed stays as it was closed' using errcode = 'restrict_violation';
  end if;
  update recovery.account_state as state set
    last_return = coalesce(latest.return_code, 'none'), last_return_on = latest.closed_on,
    next_review_on = case when new.closed_on is null then next_review_on else least(next_review_on, new.closed_on) end
  from (values (new.account_id)) as changed (account_id)
  left join lateral (
    select coalesce(one.return_code, 'open') as return_code, one.closed_on
    from recovery.referral as one
    where one.council_id = new.council_id and one.account_id = new.account_id
      and one.return_code is distinct from 'withdrawn'
    order by one.closed_at desc nulls first, one.id limit 1
  ) as latest on true
  where state.council_id = new.council_id and state.account_id = changed.account_id;
  if new.closed_at is not null then
    update recovery.action set closed_at = new.closed_at
    where council_id = new.council_id and id = new.action_id and closed_at is null;
  end if;
  return new;
end $$;
