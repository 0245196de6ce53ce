-- Councils, staff, sessions, settings, approvals and the audit trail.

create schema administration;
grant usage on schema administration to evenhand_app, evenhand_doorkeeper;

-- Installation-level tables (no council leads them): council, staff, session and sign_in_attempt. catalogue.db.test.ts lists them.
create table administration.council (
  council_id  int primary key check (council_id > 0),
  slug        text not null unique check (slug ~ '^[a-z][a-z0-9-]*$'),
  name        text not null unique,
  nation      text not null check (nation in ('England', 'Wales')),
  -- What the council recovers: debt types it does not have never appear on its pages.
  remit       text[] not null check (cardinality(remit) > 0),
  colour      text not null default 'blue' check (colour in ('blue', 'green', 'purple', 'teal', 'maroon')),
  address     text not null default '',
  telephone   text not null default '',
  -- Minutes an approved run waits before anything leaves, so that it can be stopped.
  cooling_minutes int not null default 120 check (cooling_minutes >= 0),
  is_training boolean not null default false,
  created_at  timestamptz not null default now()
);
grant select on administration.council to evenhand_app, evenhand_doorkeeper;

create table administration.staff (
  staff_id       uuid primary key,
  sign_in_name   text not null unique check (sign_in_name = lower(sign_in_name) and sign_in_name <> ''),
  name           text not null check (name <> ''),
  password_hash  text not null,
  is_training    boolean not null default false,
  status         text not null default 'active' check (status in ('active', 'disabled')),
  last_sign_in_at timestamptz,
  created_at     timestamptz not null default now()
);
grant select on administration.staff to evenhand_doorkeeper;
grant update (last_sign_in_at) on administration.staff to evenhand_doorkeeper;
grant select (staff_id, sign_in_name, name, is_training, status, last_sign_in_at) on administration.staff to evenhand_app;

-- What someone may do, council by council: several roles, and several councils for a shared service.
create table administration.appointment (
  council_id  int not null references administration.council,
  staff_id    uuid not null references administration.staff,
  roles       text[] not null check (cardinality(roles) > 0),
  own_party_id uuid,
  primary key (council_id, staff_id)
);
call platform.fence('administration.appointment', 'select');
grant select on administration.appointment to evenhand_doorkeeper;
create policy for_signing_in on administration.appointment to evenhand_doorkeeper using (true);

create table administration.session (
  token_hash   text primary key,
  staff_id     uuid not null references administration.staff,
  council_id   int not null references administration.council,
  csrf_token   text not null,
  roles        text[] not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at     timestamptz,
  ended_why    text
);
create index session_of_staff on administration.session (staff_id) where ended_at is null;
grant select, insert, update on administration.session to evenhand_doorkeeper;

-- Guessing is slowed for the name that was typed and for the address it came from, whether or not the name exists.
-- Only hashes are kept: what is typed for a name may be a password. A try counts as wrong until it is found right.
create table administration.sign_in_attempt (
  attempt_id   uuid primary key default gen_random_uuid(),
  name_hash    text not null,
  address_hash text not null,
  at           timestamptz not null,
  succeeded    boolean not null default false
);
create index sign_in_attempt_of_name on administration.sign_in_attempt (name_hash, at);
create index sign_in_attempt_of_address on administration.sign_in_attempt (address_hash, at);
create index sign_in_attempt_by_age on administration.sign_in_attempt (at);
grant select, insert, delete on administration.sign_in_attempt to evenhand_doorkeeper;
grant update (succeeded) on administration.sign_in_attempt to evenhand_doorkeeper;

-- The audit trail: one chain a council, each hash over the one before. A change and its entry are one transaction.
create table administration.audit_head (
  council_id int primary key references administration.council,
  seq        bigint not null default 0,
  hash       text not null default repeat('0', 64)
);
call platform.fence('administration.audit_head', 'select, update');

create table administration.audit (
  council_id   int not null references administration.council,
  seq          bigint not null,
  at           timestamptz not null,
  actor_id     text not null,
  action       text not null,
  object_kind  text not null check (position('/' in object_kind) = 0),
  object_id    text not null,
  canonical    text not null,
  prev_hash    text not null,
  hash         text not null,
  primary key (council_id, seq)
);
create index audit_of_object on administration.audit (council_id, object_kind, object_id);
call platform.fence('administration.audit', 'select, insert');
call platform.append_only('administration.audit');

-- sha256 over the hash before and the entry, running down a set in order: a batch is chained in one statement.
create function administration.chain_step(state text, start text, canonical text) returns text
  language sql immutable parallel safe
  return encode(sha256(convert_to(coalesce(state, start) || canonical, 'UTF8')), 'hex');
create aggregate administration.chain(start text, canonical text) (sfunc = administration.chain_step, stype = text);

-- Who opened whose record, why and by which way. Written before the page is sent.
create table administration.access_log (
  council_id   int not null references administration.council,
  access_id    uuid not null default gen_random_uuid(),
  at           timestamptz not null default now(),
  actor_id     text not null,
  actor_kind   text not null check (actor_kind in ('staff', 'resident', 'system')),
  party_id     uuid,
  field_class  text not null default 'ordinary',
  purpose      text not null,
  route        text not null,
  primary key (council_id, access_id)
);
create index access_of_party on administration.access_log (council_id, party_id, at);
call platform.fence('administration.access_log', 'select, insert');
call platform.append_only('administration.access_log');

-- One person asks, another decides, and what was decided is named by the hash of its content.
create table administration.approval (
  council_id    int not null references administration.council,
  approval_id   uuid not null,
  subject_kind  text not null,
  subject_id    uuid not null,
  content_hash  text not null,
  requested_by  text not null,
  requested_at  timestamptz not null,
  request_note  text not null default '',
  approved_by   text check (approved_by <> requested_by),
  approved_at   timestamptz,
  refused_by    text check (refused_by <> requested_by),
  refused_at    timestamptz,
  refused_why   text,
  primary key (council_id, approval_id),
  check ((approved_by is null) = (approved_at is null)),
  check (approved_at is null or refused_at is null)
);
create unique index one_open_approval on administration.approval (council_id, subject_kind, subject_id) where refused_at is null;
call platform.fence('administration.approval', 'select, insert, update');

-- A page's form carries a key, so that sending it twice does it once (DR10).
create table administration.idempotency (
  council_id      int not null references administration.council,
  actor_id        text not null,
  route           text not null,
  key             text not null,
  request_sha256  text not null,
  status          int not null,
  location        text,
  created_at      timestamptz not null default now(),
  primary key (council_id, actor_id, route, key)
);
call platform.fence('administration.idempotency', 'select, insert');
