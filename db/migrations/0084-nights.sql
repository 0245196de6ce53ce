-- A clock that went back pauses a run, which says so; and the accounts that nothing would ever move again are found without reading the book.

alter table recovery.run
  -- The latest moment by our own clock at which a step of it was taken.
  add column clock_seen timestamptz,
  add column paused_why text check (paused_why <> '');

create index account_without_next_step on recovery.account_state (council_id, account_id)
  where next_review_on is null and last_outcome is distinct from 'hold';
