-- A run that should not have gone is withdrawn in one act, by two people; and the brakes are the council's to set.

create table recovery.withdrawal (
  council_id  int not null,
  id          uuid not null,
  run_id      uuid not null,
  -- All that went, or what went without the earlier step that the law asks for.
  which       text not null check (which in ('everything', 'without its earlier step')),
  because     text not null check (because <> ''),
  asked_by    text not null,
  asked_at    timestamptz not null default clock_timestamp(),
  state       text not null default 'asked' check (state in ('asked', 'done', 'refused')),
  decided_by  text,
  decided_at  timestamptz,
  notices     int check (notices > 0),
  costs       bigint check (costs >= 0),
  primary key (council_id, id),
  foreign key (council_id, run_id) references recovery.run (council_id, id),
  check ((state = 'asked') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  check ((state = 'done') = (notices is not null) and (notices is null) = (costs is null)),
  constraint withdrawn_by_a_second_person check (state <> 'done' or decided_by <> asked_by)
);
create unique index one_withdrawal_waits on recovery.withdrawal (council_id, run_id) where state = 'asked';
call platform.fence('recovery.withdrawal', 'select, insert, update (state, decided_by, decided_at, notices, costs)');

-- What was withdrawn, for whoever must answer for it: each notice, the costs that came off with it, and the letter that says sorry.
create table recovery.withdrawn_notice (
  council_id    int not null,
  withdrawal_id uuid not null,
  action_id     uuid not null,
  account_id    uuid not null,
  costs         bigint not null default 0 check (costs >= 0),
  -- The letter of apology in the outbox; null where none can go by itself.
  apology_key   text,
  primary key (council_id, withdrawal_id, action_id),
  foreign key (council_id, withdrawal_id) references recovery.withdrawal (council_id, id),
  foreign key (council_id, action_id) references recovery.action (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id)
);
call platform.fence('recovery.withdrawn_notice', 'select, insert');
call platform.append_only('recovery.withdrawn_notice');

-- How far a night may differ from what is usual before it is stopped. No row: what Evenhand is shipped with.
create table recovery.brake_limits (
  council_id        int not null references administration.council,
  -- Per cent of the largest of the last six runs; of all accounts of the type; of those written to.
  of_the_largest    int not null check (of_the_largest between 100 and 1000),
  of_accounts       int not null check (of_accounts between 1 and 100),
  of_bad_addresses  int not null check (of_bad_addresses between 0 and 100),
  -- Days: an address that changed since is looked at; a payment file that is older stops the run.
  address_changed   int not null check (address_changed between 0 and 90),
  payments_old      int not null check (payments_old between 1 and 31),
  set_by            text not null,
  set_at            timestamptz not null default clock_timestamp(),
  primary key (council_id)
);
call platform.fence('recovery.brake_limits', 'select, insert, update');

-- The cases of a run that somebody opened before deciding about it.
create table recovery.opened_case (
  council_id  int not null,
  run_id      uuid not null,
  account_id  uuid not null,
  opened_by   text not null,
  opened_at   timestamptz not null default clock_timestamp(),
  primary key (council_id, run_id, opened_by, account_id),
  foreign key (council_id, run_id, account_id) references recovery.run_item (council_id, run_id, account_id)
);
call platform.fence('recovery.opened_case', 'select, insert');
