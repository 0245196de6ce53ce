-- What every page about a person says first: how to deal with them, whose case it is, and when each source was last heard.

/* What to do differently with somebody, because of a support need or a risk: never the reason, which is not needed to do
   it. It lapses on the day it is to be looked at again, unless somebody renews it. Ended, never erased. */
create table protections.instruction (
  council_id     int not null references administration.council,
  id             uuid not null,
  party_id       uuid not null,
  because_of     text not null check (because_of in ('support need', 'risk')),
  says           text not null check (says <> ''),
  detail         text not null default '',
  lapses_on      date not null,
  recorded_at    timestamptz not null default clock_timestamp(),
  recorded_by    text not null,
  ended_at       timestamptz,
  ended_by       text,
  ended_why      text,
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why is null))
);
create index instruction_of_party on protections.instruction (council_id, party_id) where ended_at is null;
call platform.fence('protections.instruction', 'select, insert, update (ended_at, ended_by, ended_why)');

-- Whose case a person is, and was. Nobody's, until an officer takes it.
create table casework.owner (
  council_id     int not null references administration.council,
  party_id       uuid not null,
  staff_id       uuid not null,
  taken_at       timestamptz not null default clock_timestamp(),
  given_up_at    timestamptz,
  primary key (council_id, party_id, taken_at),
  foreign key (council_id, party_id) references parties.party (council_id, id)
);
create unique index owner_now on casework.owner (council_id, party_id) where given_up_at is null;
create index owned_by on casework.owner (council_id, staff_id) where given_up_at is null;
call platform.fence('casework.owner', 'select, insert, update (given_up_at)');

-- The moment we were told, beside the day that the figures are true of.
alter table debts.source add column heard_at timestamptz not null default now();
