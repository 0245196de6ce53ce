-- What our own clock said when a step was let go: a clock that has gone back since sends nothing.
alter table recovery.proposal add column clock_seen timestamptz;
grant update (clock_seen) on recovery.proposal to evenhand_app;
