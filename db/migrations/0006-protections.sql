-- What protects someone from being pursued: disputes, arrangements, breathing space.

create schema protections;
grant usage on schema protections to evenhand_app;

-- What the source systems say about holds, as facts that this room turns into holds of ours.
alter table debts.account
  add column source_in_dispute boolean not null default false,
  add column source_arrangement boolean not null default false,
  add column source_breathing_space_from date,
  add column source_breathing_space_to date;

create table protections.hold (
  council_id   int not null,
  id           uuid not null,
  party_id     uuid not null,
  -- Null: every account the party is liable for.
  account_id   uuid,
  kind         text not null check (kind in ('dispute', 'arrangement', 'breathing space', 'mental health crisis', 'other')),
  starts_at    timestamptz not null,
  ends_at      timestamptz,
  -- When we were told, and when it was written here: after both, nothing may go out.
  received_at  timestamptz not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  recorded_by  text not null,
  reason       text not null check (reason <> ''),
  source       text not null check (source in ('officer', 'source system')),
  -- A hold that ends before its time keeps the end it was given.
  lifted_at    timestamptz,
  lifted_by    text,
  lifted_why   text check (lifted_why <> ''),
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  check (ends_at > starts_at),
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_why is null))
);
create index hold_of_party on protections.hold (council_id, party_id);
create index hold_recorded on protections.hold (council_id, recorded_at);
create index hold_lifted on protections.hold (council_id, lifted_at) where lifted_at is not null;
call platform.fence('protections.hold', 'select, insert, update (lifted_at, lifted_by, lifted_why)');

/* Each hold on each account it reaches. A hold on any one liable person reaches the debt: what is sent for a joint
   debt reaches them all. least() skips nulls, so an end that is not known is no end. */
create view protections.hold_on_account with (security_invoker = true) as
select
  liability.council_id, liability.account_id, hold.id as hold_id, hold.party_id, hold.kind, hold.starts_at,
  least(hold.ends_at, hold.lifted_at) as ends_at, hold.recorded_at, hold.lifted_at, hold.reason, hold.source
from debts.liability
join protections.hold as hold
  on hold.council_id = liability.council_id and hold.party_id = liability.party_id
  and (hold.account_id is null or hold.account_id = liability.account_id);
grant select on protections.hold_on_account to evenhand_app;
