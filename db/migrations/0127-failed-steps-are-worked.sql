-- A step that failed, and of which nothing went, is on somebody's list until it is put right.
alter table recovery.action add column has_failed boolean not null default false check (not has_failed or cancelled_at is not null);
grant update (has_failed) on recovery.action to evenhand_app;
create index action_failed on recovery.action (council_id, cancelled_at) where has_failed;
create index run_item_failed on recovery.run_item (council_id, run_id) where outcome = 'failed';

alter table casework.work_item drop constraint work_item_reason_check,
  add constraint work_item_reason_check check (reason in ('final notice unpaid', 'second letter unpaid',
    'second reminder unpaid', 'large and late', 'promise passed', 'callback due', 'find them', 'reach another way', 'step failed',
    'first payment missed', 'direct debit returned', 'ended with something owed'));
