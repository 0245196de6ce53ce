-- What the register of companies says of the businesses that owe: read from a source shaped like Companies House, kept as it
-- came beside what was understood, and what of it stops ordinary recovery.

create schema companies;
grant usage on schema companies to evenhand_app;

/* A company number in its one form: eight characters, with the noughts and the letters that systems leave out or write small.
   Null for what is no such number. upper() and regexp_replace() never change, and an index needs that said. */
create function companies.standard_number(written text) returns text
  language sql immutable parallel safe
  return case
    when regexp_replace(upper(written), '[^0-9A-Z]', '', 'g') ~ '^0*$' then null
    when regexp_replace(upper(written), '[^0-9A-Z]', '', 'g') ~ '^[0-9]{1,8}$'
      then lpad(regexp_replace(written, '[^0-9]', '', 'g'), 8, '0')
    when regexp_replace(upper(written), '[^0-9A-Z]', '', 'g') ~ '^[A-Z]{2}[0-9]{1,6}$'
      then left(regexp_replace(upper(written), '[^0-9A-Z]', '', 'g'), 2)
        || lpad(regexp_replace(written, '[^0-9]', '', 'g'), 6, '0')
    -- Registered societies: IP12345R, RS and the like.
    when regexp_replace(upper(written), '[^0-9A-Z]', '', 'g') ~ '^[A-Z]{2}[0-9]{5}[A-Z]$'
      then regexp_replace(upper(written), '[^0-9A-Z]', '', 'g')
  end;

/* Each time the register said something new of a company, as it came and as it was understood. */
create table companies.reading (
  council_id   int not null references administration.council,
  id           uuid not null,
  number       text not null check (number ~ '^[0-9A-Z]{8}$'),
  read_at      timestamptz not null,
  read_by      text not null,
  -- Where from: an address, or 'training'.
  source       text not null check (source <> ''),
  answer       text not null check (answer in ('found', 'not found', 'could not be read')),
  -- What came, as it came; nothing where there is no such company.
  came         text not null,
  -- The same text as before is nothing new.
  came_sha256  text not null,
  understood   jsonb,
  -- Why it could not be read.
  problem      text check (problem <> ''),
  primary key (council_id, id),
  check ((answer = 'found') = (understood is not null) and (answer = 'could not be read') = (problem is not null))
);
create index reading_of_company on companies.reading (council_id, number, read_at);
call platform.fence('companies.reading', 'select, insert');
call platform.append_only('companies.reading');

/* Each company that was asked about: the last time, what it said then, and what of that stops ordinary recovery. */
create table companies.company (
  council_id     int not null references administration.council,
  number         text not null check (number ~ '^[0-9A-Z]{8}$'),
  -- The newest of all, and the newest that was understood.
  reading_id     uuid,
  understood_id  uuid,
  last_read_at   timestamptz,
  last_tried_at  timestamptz not null,
  -- Why the last try came to nothing; the register itself was not to be reached.
  problem        text check (problem <> ''),
  stops          text check (stops in ('insolvency', 'dissolution')),
  stops_why      text check (stops_why <> ''),
  stops_since    timestamptz,
  primary key (council_id, number),
  foreign key (council_id, reading_id) references companies.reading (council_id, id),
  foreign key (council_id, understood_id) references companies.reading (council_id, id),
  check ((stops is null) = (stops_why is null) and (stops is null) = (stops_since is null))
);
call platform.fence('companies.company', 'select, insert, update');

/* The company numbers that sources give a party now, in their one form; none of a placeholder. */
create view companies.number_of_party with (security_invoker = true) as
select distinct record.council_id, record.party_id, companies.standard_number(record.company_number) as number,
  record.company_number as written
from parties.source_record as record
join parties.party as party on party.council_id = record.council_id and party.id = record.party_id and not party.is_placeholder
where record.superseded_at is null and record.company_number is not null;
grant select on companies.number_of_party to evenhand_app;

-- What the register says stops recovery by a hold like any other, which names its source.
alter table protections.hold
  drop constraint hold_kind_check,
  add constraint hold_kind_check check (kind in
    ('dispute', 'arrangement', 'breathing space', 'mental health crisis', 'insolvency', 'dissolution', 'other')),
  drop constraint hold_source_check,
  add constraint hold_source_check check (source in ('officer', 'source system', 'companies register'));

-- What a decision saw of it.
alter table recovery.decision add column insolvent_or_dissolved boolean not null default false;
