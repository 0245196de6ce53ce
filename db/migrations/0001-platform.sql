-- The ground every domain stands on: roles, how a council's rows are fenced, ids, jobs and the outbox.
-- One SQL for PostgreSQL 15 and later and for PGlite.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

-- Requests and jobs run as evenhand_app, which owns nothing and sees one council at a time.
-- Signing in happens before a council is known: evenhand_doorkeeper may read staff and sessions, and nothing else.
do $$ begin
  if not exists (select from pg_roles where rolname = 'evenhand_app') then create role evenhand_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'evenhand_doorkeeper') then create role evenhand_doorkeeper nologin; end if;
  execute format('grant evenhand_app, evenhand_doorkeeper to %I', current_user);
end $$;

grant usage on schema platform to evenhand_app, evenhand_doorkeeper;

/* An id made from what a thing is called, so that doing the same work again, after a crash or on another machine,
   names it the same. */
create function platform.id_of(kind text, council_id int, natural_key text) returns uuid
  language sql immutable parallel safe
  return md5(kind || '/' || council_id || '/' || natural_key)::uuid;

create function platform.current_council() returns int
  language sql stable parallel safe
  return nullif(current_setting('app.council_id', true), '')::int;

/* Fences a tenant table: rows of the transaction's council only, for everybody but the owner's repairs,
   and the named rights (such as 'select, insert') for the application. */
create procedure platform.fence(tenant_table regclass, rights text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format('create policy of_one_council on %s using (council_id = platform.current_council()) with check (council_id = platform.current_council())', tenant_table);
  execute format('grant %s on %s to evenhand_app', rights, tenant_table);
end $$;

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% keeps what was written: it refuses this %', tg_table_schema || '.' || tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

/* Makes a table append-only, for its owner too. */
create procedure platform.append_only(kept_table regclass) language plpgsql as $$
begin
  execute format('create trigger is_append_only before update or delete or truncate on %s for each statement execute function platform.refuse_change()', kept_table);
end $$;

-- Work to be done later, claimed with a lease and a fencing token that every write of the worker must still hold.
create table platform.job (
  council_id   int not null,
  id           uuid not null,
  kind         text not null,
  key          text not null,
  payload      jsonb not null default '{}',
  state        text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
  attempts     int not null default 0,
  fence        bigint not null default 0,
  run_after    timestamptz not null default now(),
  lease_until  timestamptz,
  started_at   timestamptz,
  ended_at     timestamptz,
  problem      text,
  progress     text,
  primary key (council_id, id)
);
create unique index one_live_job on platform.job (council_id, kind, key) where state in ('queued', 'running');
create index job_to_do on platform.job (council_id, run_after) where state in ('queued', 'running');
call platform.fence('platform.job', 'select, insert, update');

-- Whatever leaves, leaves once. An effect is sent under its key; one whose outcome is not known is asked about, never resent blind.
create table platform.effect (
  council_id      int not null,
  id              uuid not null,
  effect_key      text not null,
  kind            text not null,
  action_id       uuid,
  payload         jsonb not null,
  payload_sha256  text not null,
  state           text not null default 'queued'
    check (state in ('queued', 'sending', 'sent', 'confirmed', 'unknown', 'cancelled')),
  attempts        int not null default 0,
  fence           bigint not null default 0,
  lease_until     timestamptz,
  provider_ref    text,
  problem         text,
  queued_at       timestamptz not null default now(),
  occurred_at     timestamptz,
  primary key (council_id, id),
  unique (council_id, effect_key)
);
create index effect_to_send on platform.effect (council_id, queued_at) where state in ('queued', 'sending', 'unknown');
create index effect_of_action on platform.effect (council_id, action_id) where action_id is not null;
call platform.fence('platform.effect', 'select, insert, update');
grant select on platform.migration to evenhand_app;
