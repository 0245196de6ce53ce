-- People and organisations, the source records they came from, and how to reach them.

create schema parties;
grant usage on schema parties to evenhand_app;

create table parties.party (
  council_id     int not null references administration.council,
  id             uuid not null,
  kind           text not null check (kind in ('person', 'organisation')),
  name           text not null check (name <> ''),
  date_of_birth  date,
  -- A placeholder such as "THE ACCOUNT HOLDER": the party is not known, and is never linked to another.
  is_placeholder boolean not null default false,
  has_odd_characters boolean not null default false,
  deceased_on    date,
  merged_into    uuid,
  recorded_at    timestamptz not null default now(),
  primary key (council_id, id),
  foreign key (council_id, merged_into) references parties.party (council_id, id)
);
create index party_by_name on parties.party using gin (lower(name) gin_trgm_ops);
call platform.fence('parties.party', 'select, insert, update');

-- What a source system said about someone, as it said it. Never edited: a new version supersedes.
create table parties.source_record (
  council_id     int not null,
  id             uuid not null,
  source         text not null,
  -- The source's own number for the person, or the account's reference where it has none.
  person_number  text not null,
  version        int not null default 1,
  party_id       uuid not null,
  name           text not null,
  date_of_birth  date,
  national_insurance_number text,
  company_number text,
  address        text not null default '',
  postcode       text not null default '',
  telephone      text,
  email          text,
  file_id        uuid,
  -- The day the source said so: what it said on an earlier day never takes its place.
  as_at          date not null,
  recorded_at    timestamptz not null default now(),
  superseded_at  timestamptz,
  primary key (council_id, id),
  unique (council_id, source, person_number, version),
  foreign key (council_id, party_id) references parties.party (council_id, id)
);
create index source_record_of_party on parties.source_record (council_id, party_id);
create index source_record_by_insurance_number on parties.source_record (council_id, national_insurance_number)
  where national_insurance_number is not null;
create index source_record_by_company_number on parties.source_record (council_id, company_number)
  where company_number is not null;
call platform.fence('parties.source_record', 'select, insert, update');

-- Why a source record belongs to its party. A wrong link is ended, not erased.
create table parties.link (
  council_id     int not null,
  source_record_id uuid not null,
  party_id       uuid not null,
  why            text not null,
  linked_by      text not null,
  linked_at      timestamptz not null default now(),
  ended_at       timestamptz,
  ended_by       text,
  ended_why      text,
  primary key (council_id, source_record_id, linked_at),
  foreign key (council_id, source_record_id) references parties.source_record (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id)
);
call platform.fence('parties.link', 'select, insert, update');

/* array_to_string is only stable in PostgreSQL's eyes; of text it never changes, and an index needs that said. */
create function parties.in_one_line(lines text[]) returns text
  language sql immutable parallel safe return array_to_string(lines, ' ');

create table parties.address (
  council_id     int not null,
  id             uuid not null,
  party_id       uuid not null,
  -- One line an element, without the postcode.
  lines          text[] not null,
  postcode       text not null default '',
  source         text not null,
  valid_from     date not null,
  valid_to       date,
  is_confidential boolean not null default false,
  undeliverable_on date,
  recorded_at    timestamptz not null default now(),
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id)
);
create index address_of_party on parties.address (council_id, party_id);
create index address_by_postcode on parties.address (council_id, postcode);
create index address_by_words on parties.address using gin (lower(parties.in_one_line(lines)) gin_trgm_ops);
call platform.fence('parties.address', 'select, insert, update');

create table parties.contact_point (
  council_id     int not null,
  id             uuid not null,
  party_id       uuid not null,
  kind           text not null check (kind in ('telephone', 'email')),
  value          text not null check (value <> ''),
  source         text not null,
  valid_from     date not null,
  valid_to       date,
  recorded_at    timestamptz not null default now(),
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id)
);
create index contact_point_of_party on parties.contact_point (council_id, party_id);
call platform.fence('parties.contact_point', 'select, insert, update');
