-- One table to find people by: what officers type is looked up here, by equality or by how it begins.

/* Row security lets an index be used only where nothing could leak: equality and order of plain columns, not like, lower()
   or replace(). So words are kept as they are looked for. */

/* The words of a name or an address: small letters without their marks, digits, nothing else. */
create function parties.words_of(value text) returns text[]
  language sql immutable parallel safe
  return string_to_array(trim(regexp_replace(
    translate(lower(value), 'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿŵŷ''’', 'aaaaaaceeeeiiiinoooooouuuuyywy'),
    '[^a-z0-9]+', ' ', 'g')), ' ');

/* A word of two letters or more, by itself; a house number together with the word that follows it. */
create function parties.keys_of_text(value text) returns setof text
  language sql immutable parallel safe
  begin atomic
    select distinct case when word ~ '^\d' then word || ' ' || next else word end
    from (
      select word, lead(word) over (order by n) as next
      from unnest(parties.words_of(value)) with ordinality as each (word, n)
    ) as words
    where length(word) >= 2 and word !~ '^\d' or word ~ '^\d' and next is not null;
  end;

/* Filled by what is written to the tables that people are known from. A key stays when its row is superseded: people are
   found by what they were called and where they lived, and what is shown is read from the rows themselves. */
create table parties.search_key (
  council_id int not null,
  key        text collate "C" not null,
  party_id   uuid not null,
  primary key (council_id, key, party_id)
);
call platform.fence('parties.search_key', 'select, insert');

create function parties.keys_of_party() returns trigger language plpgsql as $$ begin
  insert into parties.search_key (council_id, key, party_id)
  select distinct council_id, key, id from added, parties.keys_of_text(name) as key
  where not is_placeholder
  order by council_id, key, id on conflict do nothing;
  return null;
end $$;
create trigger search_keys after insert on parties.party
  referencing new table as added for each statement execute function parties.keys_of_party();

create function parties.keys_of_source_record() returns trigger language plpgsql as $$ begin
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
  ) as keys (key)
  order by council_id, key, party_id on conflict do nothing;
  return null;
end $$;
create trigger search_keys after insert on parties.source_record
  referencing new table as added for each statement execute function parties.keys_of_source_record();

create function parties.keys_of_address() returns trigger language plpgsql as $$ begin
  insert into parties.search_key (council_id, key, party_id)
  select distinct council_id, key, party_id from added, lateral (
    select parties.keys_of_text(parties.in_one_line(lines || postcode))
    union all select 'postcode ' || upper(replace(postcode, ' ', '')) where postcode <> ''
  ) as keys (key)
  where not is_confidential
  order by council_id, key, party_id on conflict do nothing;
  return null;
end $$;
create trigger search_keys after insert on parties.address
  referencing new table as added for each statement execute function parties.keys_of_address();

create function parties.keys_of_contact_point() returns trigger language plpgsql as $$ begin
  insert into parties.search_key (council_id, key, party_id)
  select distinct council_id, case when kind = 'telephone' then 'telephone ' || parties.digits(value) else 'email ' || lower(value) end,
    party_id
  from added
  order by 1, 2, 3 on conflict do nothing;
  return null;
end $$;
create trigger search_keys after insert on parties.contact_point
  referencing new table as added for each statement execute function parties.keys_of_contact_point();

-- What is known already, of every council: the fence, which holds the owner too, is let down for this one statement.
alter table parties.party no force row level security;
alter table parties.source_record no force row level security;
alter table parties.address no force row level security;
alter table parties.contact_point no force row level security;
alter table parties.search_key no force row level security;
insert into parties.search_key (council_id, key, party_id)
select council_id, key, id from parties.party, parties.keys_of_text(name) as key where not is_placeholder
union
select council_id, key, party_id from parties.source_record, lateral (
  select parties.keys_of_text(name)
  union all select 'number ' || upper(person_number)
  union all select 'insurance ' || national_insurance_number where national_insurance_number is not null
  union all select 'insurance end ' || right(national_insurance_number, 4) where national_insurance_number is not null
  union all select 'company ' || upper(company_number) where company_number is not null
) as keys (key)
union
select council_id, key, party_id from parties.address, lateral (
  select parties.keys_of_text(parties.in_one_line(lines || postcode))
  union all select 'postcode ' || upper(replace(postcode, ' ', '')) where postcode <> ''
) as keys (key)
where not is_confidential
union
select council_id, case when kind = 'telephone' then 'telephone ' || parties.digits(value) else 'email ' || lower(value) end, party_id
from parties.contact_point
order by 1, 2, 3;
alter table parties.party force row level security;
alter table parties.source_record force row level security;
alter table parties.address force row level security;
alter table parties.contact_point force row level security;
alter table parties.search_key force row level security;

analyze parties.search_key;

drop index parties.party_by_name;
drop index parties.source_record_by_name;
drop index parties.address_by_postcode;
drop index parties.address_by_words;
drop index parties.contact_by_digits;
drop index parties.contact_by_email;
drop index parties.source_record_by_insurance_end;
drop index parties.source_record_by_person_number;
