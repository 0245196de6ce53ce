-- Who of a council's people is an officer of a business, as the register names its officers: a relationship, never an identity.

/* The people whom the register names as officers of a company, as it was last understood; no company that is an officer. Made
   again at each reading. */
create table companies.appointment (
  council_id    int not null references administration.council,
  number        text not null check (number ~ '^[0-9A-Z]{8}$'),
  -- Its place in what came.
  n             int not null check (n > 0),
  name          text not null,
  role          text not null,
  appointed_on  date,
  resigned_on   date,
  -- The name and month of birth (YYYYMM, empty where it is not said) in the standard form of matching.
  given         text not null,
  family        text not null,
  born_in       text not null check (born_in ~ '^([0-9]{6})?$'),
  -- What standard records of that month and a name that sounds so share: of parties.standard_key.
  key           bigint check ((key is null) or born_in <> ''),
  primary key (council_id, number, n)
);
create index appointment_by_key on companies.appointment (council_id, key) where key is not null;
call platform.fence('companies.appointment', 'select, insert, delete');

/* An officer's word on whether somebody is who the register names. Taken back, never erased. */
create table companies.appointee_answer (
  council_id      int not null,
  id              uuid not null,
  number          text not null check (number ~ '^[0-9A-Z]{8}$'),
  given           text not null,
  family          text not null,
  born_in         text not null,
  -- Whose name it is: it stays theirs when people are joined or parted.
  party_id        uuid not null,
  is_same         boolean not null,
  why             text not null check (why <> ''),
  answered_at     timestamptz not null default clock_timestamp(),
  answered_by     text not null,
  taken_back_at   timestamptz,
  taken_back_by   text,
  taken_back_why  text check (taken_back_why <> ''),
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check ((taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_why is null))
);
create unique index appointee_answer_now on companies.appointee_answer
  (council_id, number, given, family, born_in, party_id) where taken_back_at is null;
create index appointee_answer_of_party on companies.appointee_answer (council_id, party_id) where taken_back_at is null;
call platform.fence('companies.appointee_answer', 'select, insert, update (taken_back_at, taken_back_by, taken_back_why)');

/* A business is found by its company number in its one form too, whatever its sources leave out: row security lets an index
   be used only for plain columns. */
create or replace function parties.keys_of_source_record() returns trigger language plpgsql as $$ begin
  insert into parties.search_key (council_id, key, party_id)
  select distinct council_id, key, party_id from added, lateral (
    -- A party is found by its own name already.
    select parties.keys_of_text(name) where not exists (
      select from parties.party as known
      where known.council_id = added.council_id and known.id = added.party_id and known.name = added.name)
    union all select 'number ' || upper(person_number)
    union all select 'insurance ' || national_insurance_number where national_insurance_number is not null
    union all select 'insurance end ' || right(national_insurance_number, 4) where national_insurance_number is not null
    union all select 'company ' || upper(company_number) where company_number is not null
    union all select 'company ' || companies.standard_number(company_number)
      where companies.standard_number(company_number) is not null
  ) as keys (key)
  order by council_id, key, party_id on conflict do nothing;
  return null;
end $$;

alter table parties.source_record no force row level security;
alter table parties.search_key no force row level security;
insert into parties.search_key (council_id, key, party_id)
select distinct council_id, 'company ' || companies.standard_number(company_number) collate "C", party_id
from parties.source_record
where company_number is not null and companies.standard_number(company_number) is not null
on conflict do nothing;
alter table parties.source_record force row level security;
alter table parties.search_key force row level security;
