-- Matching of a million records, of organisations too, and of how much it misses.

-- All of it is made from the source records, and is made again in the form that they have from now on.
drop table parties.standard_key;
truncate parties.standard_record;

-- What a record was compared as: a sole trader who is known as an organisation is compared as the person they are.
alter table parties.standard_record
  add column kind text not null check (kind in ('person', 'organisation')),
  drop column keys,
  add column keys bigint[] not null;

/* Which records share a key, as the key's hash: keys are only ever compared, some ten for each record. No foreign key, which
   would cost more than all else: whoever deletes a record deletes its keys, which the record names. */
create table parties.standard_key (
  council_id     int not null,
  key            bigint not null,
  source_record_id uuid not null,
  primary key (council_id, key, source_record_id)
);
call platform.fence('parties.standard_key', 'select, insert, delete');

-- People and organisations are learned from apart: they agree and differ in other ways.
alter table parties.match_model
  add column kind text not null default 'person' check (kind in ('person', 'organisation')),
  drop constraint match_model_pkey,
  add primary key (council_id, kind);

-- How many pairs were compared, by how likely they were, and how many of those must be one if each is as likely as was said.
create table parties.compared_pairs (
  council_id     int not null references administration.council,
  kind           text not null check (kind in ('person', 'organisation')),
  -- The band of probability, by where it begins.
  band           double precision not null check (band >= 0 and band < 1),
  pairs          bigint not null,
  expected       double precision not null,
  primary key (council_id, kind, band)
);
call platform.fence('parties.compared_pairs', 'select, insert, update');
