-- A council may say the target of its escalations in working days; somebody's safety does not wait for a Monday.
alter table casework.escalation_targets
  add column other_days_are text not null default 'calendar days' check (other_days_are in ('calendar days', 'working days'));
