-- Policies are drafted, tried on the book and approved here by the council itself.

/* A version may be withdrawn before the day it comes into force. It is kept, and counts for nothing: its place is free
   for another. */
alter table recovery.policy_version
  add column id uuid not null default gen_random_uuid(),
  add column draft_id uuid,
  add column withdrawn_at timestamptz,
  add column withdrawn_by text,
  add column withdrawn_why text check (withdrawn_why <> ''),
  add check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null)),
  drop constraint policy_version_pkey,
  add primary key (council_id, id),
  drop constraint policy_version_council_id_debt_type_in_force_excl,
  add constraint one_policy_a_day exclude using gist (council_id with =, debt_type with =, in_force with &&)
    where (withdrawn_at is null);
grant update (withdrawn_at, withdrawn_by, withdrawn_why) on recovery.policy_version to evenhand_app;

-- A policy that somebody is writing. What is asked for stands beside it from when it is submitted.
create table recovery.policy_draft (
  council_id     int not null references administration.council,
  id             uuid not null,
  debt_type      text not null,
  status         text not null default 'draft' check (status in ('draft', 'submitted', 'approved', 'dropped')),
  -- The newest of its versions: whoever saves says which they had before them.
  version        int not null check (version > 0),
  began_by       text not null,
  began_at       timestamptz not null default clock_timestamp(),
  submission_id  uuid,
  in_force_from  date,
  simulation_id  uuid,
  submitted_by   text,
  submitted_at   timestamptz,
  submitted_why  text not null default '',
  -- The last time it came back, and why.
  returned_by    text,
  returned_why   text,
  primary key (council_id, id),
  foreign key (council_id, debt_type) references debts.debt_type (council_id, name),
  check (status <> 'submitted' or (submission_id is not null and in_force_from is not null
    and simulation_id is not null and submitted_by is not null))
);
create index policy_draft_under_way on recovery.policy_draft (council_id, began_at) where status in ('draft', 'submitted');
call platform.fence('recovery.policy_draft', 'select, insert, update');

-- Each save, as it was: nothing that was drafted is lost.
create table recovery.policy_draft_version (
  council_id   int not null,
  draft_id     uuid not null,
  version      int not null check (version > 0),
  policy       json not null,  -- json, not jsonb: the fingerprint is of this exact text
  fingerprint  text not null,
  -- What this save did, in a few words.
  what         text not null check (what <> ''),
  saved_by     text not null,
  saved_at     timestamptz not null default clock_timestamp(),
  primary key (council_id, draft_id, version),
  foreign key (council_id, draft_id) references recovery.policy_draft (council_id, id)
);
call platform.fence('recovery.policy_draft_version', 'select, insert');
call platform.append_only('recovery.policy_draft_version');

-- What one version of a draft would change on the book, as it was worked out on a day, against what was in force then.
create table recovery.simulation (
  council_id    int not null,
  id            uuid not null,
  draft_id      uuid not null,
  version       int not null,
  fingerprint   text not null,
  -- The fingerprint of what was in force; null where there was no policy. Known when it is finished.
  against       text,
  requested_by  text not null,
  requested_at  timestamptz not null default clock_timestamp(),
  finished_at   timestamptz,
  result        json,
  primary key (council_id, id),
  foreign key (council_id, draft_id, version) references recovery.policy_draft_version (council_id, draft_id, version),
  check ((finished_at is null) = (result is null))
);
create index simulation_of_draft on recovery.simulation (council_id, draft_id, requested_at);
call platform.fence('recovery.simulation', 'select, insert, update (against, finished_at, result)');
