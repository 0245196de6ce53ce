-- Recovery: each council's policy, what it decided, what was planned, approved and sent.

create schema recovery;
grant usage on schema recovery to evenhand_app;

-- Two things that happen to people elsewhere and change what should happen next: found without reading the book.
create index party_deceased on parties.party (council_id, id) where deceased_on is not null;
create index address_recorded on parties.address using brin (recorded_at);

create table recovery.policy_version (
  council_id   int not null references administration.council,
  debt_type    text not null,
  fingerprint  text not null,
  policy       json not null,  -- json, not jsonb: the fingerprint is of this exact text
  in_force     daterange not null check (not isempty(in_force)),
  drafted_by   text not null,
  approved_by  text not null check (approved_by <> drafted_by),
  recorded_at  timestamptz not null default now(),
  primary key (council_id, debt_type, in_force),
  foreign key (council_id, debt_type) references debts.debt_type (council_id, name),
  exclude using gist (council_id with =, debt_type with =, in_force with &&)
);
call platform.fence('recovery.policy_version', 'select, insert, update (in_force)');

-- How far each account has got, and when time alone could next change what should happen to it.
create table recovery.account_state (
  council_id     int not null,
  account_id     uuid not null,
  stage          text not null default 'billed'
    check (stage in ('billed', 'reminder', 'second reminder', 'final notice', 'invoice reminder', 'second letter')),
  last_notice_on date,
  last_rule      text,
  last_outcome   text,
  -- md5 of the facts last decided on, without those that only count days.
  last_facts     text,
  next_review_on date,
  primary key (council_id, account_id),
  foreign key (council_id, account_id) references debts.account (council_id, id)
) with (fillfactor = 80);
create index account_to_review on recovery.account_state (council_id, next_review_on) where next_review_on is not null;
create index account_held on recovery.account_state (council_id, last_rule) where last_outcome = 'hold';
call platform.fence('recovery.account_state', 'select, insert, update');

-- How many accounts of each type recovery knows, so that a brake need not count the book.
create table recovery.book (
  council_id int not null,
  debt_type  text not null,
  accounts   int not null default 0,
  primary key (council_id, debt_type),
  foreign key (council_id, debt_type) references debts.debt_type (council_id, name)
);
call platform.fence('recovery.book', 'select, insert, update');

create table recovery.run (
  council_id     int not null references administration.council,
  id             uuid not null,
  business_date  date not null,
  attempt        int not null,
  kind           text not null default 'nightly' check (kind in ('nightly', 'nightly_catchup', 'bulk_nightly', 'bulk_nightly_catchup')),
  status         text not null check (status in ('planned', 'submitted', 'approved', 'running', 'done', 'cancelled')),
  began_at       timestamptz not null default clock_timestamp(),
  planned_by     text not null,
  content_hash   text not null default '',
  -- Accounts looked at; what needs a reason before approval; what is worth knowing.
  considered     int not null default 0,
  warnings       text[] not null default '{}',
  notes          text[] not null default '{}',
  warnings_accepted_because text,
  approval_id    uuid,
  -- Approved runs wait until then, so that they can still be stopped.
  release_after  timestamptz,
  stopped_by     text,
  stopped_why    text,
  planned        int not null default 0,
  done           int not null default 0,
  skipped        int not null default 0,
  failed         int not null default 0,
  finished_at    timestamptz,
  primary key (council_id, id),
  unique (council_id, business_date, attempt),
  foreign key (council_id, approval_id) references administration.approval (council_id, approval_id),
  check (status in ('planned', 'cancelled') or kind not like 'bulk%' or approval_id is not null),
  check (status <> 'approved' or release_after is not null),
  check (status <> 'done' or planned = done + skipped + failed)
);
create unique index one_live_run on recovery.run (council_id, business_date) where status <> 'cancelled';
create index run_under_way on recovery.run (council_id) where status in ('approved', 'running');
call platform.fence('recovery.run', 'select, insert, update');

-- A notice, or another adverse step: one that was sent, is about to be, or that the source system had sent before us.
create table recovery.action (
  council_id      int not null,
  id              uuid not null,
  account_id      uuid not null,
  party_id        uuid not null,
  kind            text not null
    check (kind in ('reminder', 'second reminder', 'final notice', 'invoice reminder', 'second letter')),
  period_key      text not null,
  source          text not null check (source in ('evenhand', 'source system')),
  run_id          uuid,
  content_hash    text,
  -- The notice this one follows. The foreign key makes it a notice of the same account, served on that day.
  previous_id        uuid,
  previous_kind      text,
  previous_served_on date,
  decided_at      timestamptz not null,
  released_at     timestamptz,
  served_on       date,
  dispatched_at   timestamptz,
  cancelled_at    timestamptz,
  cancelled_why   text,
  created_by      text not null,
  claimed         bigint not null,
  balance_at_decision bigint not null,
  primary key (council_id, id),
  unique (council_id, account_id, id, kind, served_on),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, run_id) references recovery.run (council_id, id),
  foreign key (council_id, account_id, previous_id, previous_kind, previous_served_on)
    references recovery.action (council_id, account_id, id, kind, served_on),
  check ((cancelled_at is null) = (cancelled_why is null)),
  check (cancelled_at is null or dispatched_at is null or cancelled_at >= dispatched_at),
  check (dispatched_at is null or served_on is not null),
  check ((source = 'evenhand') = (run_id is not null)),
  -- The law's floor, whatever the code above it believes: nothing is claimed for nothing; the step before was served,
  -- and its days have passed. SI 1992/613 reg 23(3): seven days, and a further seven.
  constraint claims_something check (source = 'source system' or claimed > 0),
  constraint claims_no_more_than_is_owed check (source = 'source system' or claimed <= balance_at_decision),
  constraint follows_its_earlier_step check (source = 'source system' or case kind
    when 'second reminder' then previous_kind is not null and previous_kind = 'reminder'
    when 'final notice' then previous_kind is not null and previous_kind in ('reminder', 'second reminder')
    when 'second letter' then previous_kind is not null and previous_kind = 'invoice reminder'
    else previous_id is null end),
  constraint previous_is_whole check (
    (previous_id is null) = (previous_kind is null) and (previous_id is null) = (previous_served_on is null)),
  constraint its_days_have_passed check (source = 'source system' or dispatched_at is null or case
    when previous_id is null then true
    when kind = 'final notice' and previous_kind = 'reminder' then served_on >= previous_served_on + 14
    when kind = 'second letter' then served_on >= previous_served_on + 14
    else served_on >= previous_served_on + 7 end)
);
-- No notice twice for the same step: the second is refused by the database, whoever asks.
create unique index one_notice_of_a_kind on recovery.action (council_id, account_id, kind, period_key) where cancelled_at is null;
create index action_of_run on recovery.action (council_id, run_id) where run_id is not null;
call platform.fence('recovery.action', 'select, insert, update (served_on, dispatched_at, cancelled_at, cancelled_why)');

create table recovery.run_item (
  council_id   int not null,
  run_id       uuid not null,
  account_id   uuid not null,
  party_id     uuid not null,
  debt_type    text not null,
  stage        text not null,
  rule         text not null,
  action_kind  text not null,
  amount       bigint not null,
  balance      bigint not null,
  outcome      text not null default 'planned' check (outcome in ('planned', 'released', 'done', 'skipped', 'failed')),
  reason       text,
  action_id    uuid,
  primary key (council_id, run_id, account_id),
  foreign key (council_id, run_id) references recovery.run (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, action_id) references recovery.action (council_id, id),
  check (outcome not in ('skipped', 'failed') or coalesce(trim(reason), '') <> ''),
  check (outcome not in ('released', 'done') or action_id is not null)
) with (fillfactor = 80);
create index run_item_left on recovery.run_item (council_id, run_id, account_id) where outcome in ('planned', 'released');
create index run_item_of_account on recovery.run_item (council_id, account_id);
call platform.fence('recovery.run_item', 'select, insert, update (outcome, reason, action_id)');

/* An action of a run goes out only as the run was approved: by somebody else, and with the content they saw. */
create function recovery.goes_only_as_approved() returns trigger language plpgsql as $$
begin
  if new.run_id is not null and (tg_op = 'INSERT' or new.dispatched_at is not null and old.dispatched_at is null)
    and not exists (
      select from recovery.run as run
      join administration.approval as approval
        on approval.council_id = run.council_id and approval.approval_id = run.approval_id
      where run.council_id = new.council_id and run.id = new.run_id and run.status = 'running'
        and approval.approved_at is not null and approval.approved_by <> approval.requested_by
        and approval.content_hash = run.content_hash and new.content_hash = run.content_hash)
  then
    raise exception 'This action belongs to a run that is not approved as it stands, so it cannot go out'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger goes_only_as_approved before insert or update on recovery.action
  for each row execute function recovery.goes_only_as_approved();

-- Why: the facts as they were and the rule that decided. With the policy and the law of the day, enough to explain it again.
create table recovery.decision (
  council_id   int not null,
  account_id   uuid not null,
  decided_on   date not null,
  run_id       uuid not null,
  rule         text not null,
  outcome      text not null,
  fingerprint  text,
  balance                  bigint not null,
  overdue                  bigint not null,
  stage                    text not null,
  days_since_due           int,
  days_since_notice        int,
  days_since_payment       int,
  new_default_since_notice boolean not null,
  whole_amount_due         boolean not null,
  in_dispute               boolean not null,
  has_arrangement          boolean not null,
  in_breathing_space       boolean not null,
  in_mental_health_crisis  boolean not null,
  otherwise_held           boolean not null,
  is_deceased              boolean not null,
  address_known            boolean not null,
  is_stale                 boolean not null,
  primary key (council_id, account_id, decided_on, run_id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, run_id) references recovery.run (council_id, id)
);
create index decision_of_run on recovery.decision (council_id, run_id, rule);
call platform.fence('recovery.decision', 'select, insert');
call platform.append_only('recovery.decision');
