-- Which ward a postcode is in, as the files say that a council brings. Nothing is changed or taken away: a newer file supersedes the older,
-- which stays to be looked at, and for an emergency stop that was begun under it.
create schema wards;
grant usage on schema wards to evenhand_app;

create table wards.file (
  council_id   int not null references administration.council,
  -- In the order they were brought. The last of postcodes is in force.
  number       int not null check (number > 0),
  kind         text not null check (kind in ('postcodes', 'names')),
  file_name    text not null,
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The local authority whose rows were kept; null where all were, or those of the districts that the council knows.
  authority    text check (authority <> ''),
  rows         int not null check (rows > 0),
  -- Postcodes, or names, that were kept.
  kept         int not null check (kept > 0),
  -- Rows of another authority or district, and rows that give no ward.
  elsewhere    int not null default 0 check (elsewhere >= 0),
  without_ward int not null default 0 check (without_ward >= 0),
  -- Rows whose postcode is none, and postcodes that are given two wards, of which the first was kept; and the first few of each.
  bad          int not null default 0 check (bad >= 0),
  twice        int not null default 0 check (twice >= 0),
  examples     text[] not null default '{}',
  brought_by   text not null,
  brought_at   timestamptz not null default clock_timestamp(),
  primary key (council_id, number)
);
call platform.fence('wards.file', 'select, insert');
call platform.append_only('wards.file');

create table wards.postcode (
  council_id  int not null,
  file_number int not null,
  -- In capitals, without its space.
  postcode    text not null check (postcode ~ '^[A-Z0-9]{5,7}$'),
  ward_code   text not null check (ward_code <> ''),
  primary key (council_id, file_number, postcode),
  foreign key (council_id, file_number) references wards.file (council_id, number)
);
create index file_of_postcode on wards.postcode (council_id, postcode, file_number);
call platform.fence('wards.postcode', 'select, insert');
call platform.append_only('wards.postcode');

-- What a ward is called, by the last file that names it; one without is shown as its code.
create table wards.name (
  council_id  int not null,
  file_number int not null,
  ward_code   text not null check (ward_code <> ''),
  name        text not null check (name <> ''),
  primary key (council_id, ward_code, file_number),
  foreign key (council_id, file_number) references wards.file (council_id, number)
);
call platform.fence('wards.name', 'select, insert');
call platform.append_only('wards.name');

/* A postcode however it is written, as it is kept here. */
create function wards.as_kept(postcode text) returns text
  language sql immutable parallel safe as $$ select upper(replace(postcode, ' ', '')) $$;
grant execute on function wards.as_kept to evenhand_app;

-- The file in force of each council.
create view wards.in_force with (security_invoker = true) as
select council_id, max(number) as file_number from wards.file where kind = 'postcodes' group by council_id;
grant select on wards.in_force to evenhand_app;

-- The wards in force, no two of one name: two that are called alike are told apart by their codes.
create view wards.ward with (security_invoker = true) as
select council_id, ward_code as code, postcodes,
  name || case when count(*) over (partition by council_id, name) > 1 then ' (' || ward_code || ')' else '' end as name
from (
  select known.council_id, known.ward_code, known.postcodes, coalesce((
    select called.name from wards.name as called
    where called.council_id = known.council_id and called.ward_code = known.ward_code
    order by called.file_number desc limit 1), known.ward_code) as name
  from (
    select kept.council_id, kept.ward_code, count(*)::int as postcodes
    from wards.in_force
    join wards.postcode as kept on kept.council_id = in_force.council_id and kept.file_number = in_force.file_number
    group by kept.council_id, kept.ward_code
  ) as known
) as ward;
grant select on wards.ward to evenhand_app;

-- For the rooms above: the ward of each postcode by the file in force.
create view wards.ward_of_postcode with (security_invoker = true) as
select kept.council_id, kept.postcode, kept.ward_code, ward.name
from wards.in_force
join wards.postcode as kept on kept.council_id = in_force.council_id and kept.file_number = in_force.file_number
join wards.ward on ward.council_id = kept.council_id and ward.code = kept.ward_code;
grant select on wards.ward_of_postcode to evenhand_app;
