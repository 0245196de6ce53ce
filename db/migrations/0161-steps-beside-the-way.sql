-- A step by which an officer, outside policy, asks or finds somebody is beside the way of recovery: the account stays at its stage, and
-- what came of it hides nothing that came of the policy's own last referral.

alter table recovery.action add column is_aside boolean not null default false;

alter table recovery.action no force row level security;
alter table recovery.account_state no force row level security;
alter table recovery.proposal no force row level security;
update recovery.action set is_aside = true
from recovery.proposal
where proposal.council_id = action.council_id and proposal.id = action.proposal_id and proposal.verdict = 'outside policy'
  and action.kind in ('phone call', 'visit request', 'find them', 'capacity check', 'payment options talk',
    'deferred payment offer', 'recoverability check', 'demand check');
-- Whoever they led off the way is put back on it by the next night.
update recovery.account_state as state set next_review_on = least(next_review_on, current_date)
where exists (
  select from recovery.action
  where action.council_id = state.council_id and action.account_id = state.account_id and action.is_aside);
alter table recovery.action force row level security;
alter table recovery.account_state force row level security;
alter table recovery.proposal force row level security;

/* Whoever opens or closes a referral, the account's state says so, and it is looked at again on the next night. While one is open
   the account is with somebody, whatever another came back with; one whose step was called off is as if it had never been, and
   one beside the way is nothing that came of it. */
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
    join recovery.action as step on step.council_id = new.council_id and step.id = one.action_id
    where one.council_id = new.council_id and one.account_id = new.account_id
      and one.return_code is distinct from 'withdrawn' and (one.closed_at is null or not step.is_aside)
    order by one.closed_at desc nulls first, one.id limit 1
  ) as latest on true
  where state.council_id = new.council_id and state.account_id = changed.account_id;
  if new.closed_at is not null then
    update recovery.action set closed_at = new.closed_at
    where council_id = new.council_id and id = new.action_id and closed_at is null;
  end if;
  return new;
end $$;
