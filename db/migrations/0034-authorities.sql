-- Who may speak for a person, about what, on what evidence and until when.

create table parties.authority (
  council_id     int not null,
  id             uuid not null,
  party_id       uuid not null,
  kind           text not null check (kind in ('adviser', 'attorney', 'deputy', 'appointee', 'executor', 'landlord', 'agent', 'solicitor')),
  name           text not null check (name <> ''),
  organisation   text not null default '',
  telephone      text not null default '',
  scope          text not null check (scope in ('discuss and agree', 'discuss', 'pay only')),
  -- What was seen that gives it: a form of authority, an order of the court, a registered power.
  evidence       text not null check (evidence <> ''),
  starts_on      date not null,
  ends_on        date,
  recorded_at    timestamptz not null default now(),
  recorded_by    text not null,
  ended_at       timestamptz,
  ended_by       text,
  ended_why      text,
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check (ends_on is null or ends_on >= starts_on),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why is null))
);
create index authority_of_party on parties.authority (council_id, party_id);
call platform.fence('parties.authority', 'select, insert, update (ended_at, ended_by, ended_why)');
