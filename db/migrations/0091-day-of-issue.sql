-- A notice of business rates counts from its service, some days after its issue; what it claimed was worked out on the day of its issue.

-- The day it was issued, where that is known; `served_on` is the day that its own days count from.
alter table recovery.action add column issued_on date;
grant update (issued_on) on recovery.action to evenhand_app;

alter table recovery.account_state
  -- The day the last notice was issued: what it claimed is what was to be paid until a week after that.
  add column last_notice_issued_on date;
alter table recovery.action no force row level security;
alter table recovery.account_state no force row level security;
update recovery.action set issued_on = (dispatched_at at time zone 'Europe/London')::date where dispatched_at is not null;
update recovery.account_state as state set last_notice_issued_on = coalesce((
  select max(action.issued_on) from recovery.action as action
  where action.council_id = state.council_id and action.account_id = state.account_id and action.kind = state.last_notice
    and action.cancelled_at is null and action.served_on = state.last_notice_on), state.last_notice_on)
where last_notice_on is not null;
alter table recovery.action force row level security;
alter table recovery.account_state force row level security;
