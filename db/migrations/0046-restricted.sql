-- Records that not every officer may open: a colleague's, a councillor's, somebody in hiding.

alter table parties.party add column is_restricted boolean not null default false;
create index party_restricted on parties.party (council_id, id) where is_restricted;

-- Why a party's record is restricted, and which officers may open it all the same. Lifted, never erased.
create table parties.restriction (
  council_id     int not null references administration.council,
  party_id       uuid not null,
  restricted_at  timestamptz not null default clock_timestamp(),
  restricted_by  text not null,
  why            text not null check (why <> ''),
  allowed        uuid[] not null default '{}',
  lifted_at      timestamptz,
  lifted_by      text,
  lifted_why     text,
  primary key (council_id, party_id, restricted_at),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_why is null))
);
create unique index restriction_now on parties.restriction (council_id, party_id) where lifted_at is null;
call platform.fence('parties.restriction', 'select, insert, update (lifted_at, lifted_by, lifted_why)');

/* Whether the transaction's viewer may see a restricted party. Jobs, and those whose role opens every record, have none
   set and see all: letters must go, whoever they are for. */
create function parties.may_be_seen(council int, party uuid) returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('app.viewer', true), '') = '' or exists (
    select from parties.restriction
    where council_id = council and party_id = party and lifted_at is null
      and current_setting('app.viewer', true) = any (allowed::text[]));

create policy unless_restricted on parties.party as restrictive for select
  using (not is_restricted or parties.may_be_seen(council_id, id));

/* Whoever is joined with somebody restricted is restricted with them, and opened by the same officers. */
create function parties.restrict_with_whom_joined() returns trigger language plpgsql as $$
declare
  known parties.restriction;
begin
  select restriction.* into known
  from parties.party as other
  join parties.restriction as restriction
    on restriction.council_id = new.council_id and restriction.party_id = other.id and restriction.lifted_at is null
  where other.council_id = new.council_id and other.person_id = new.person_id and other.is_restricted
  order by restriction.restricted_at limit 1;
  if known.party_id is null then return null; end if;
  insert into parties.restriction (council_id, party_id, restricted_by, why, allowed)
  select new.council_id, other.id, known.restricted_by, known.why, known.allowed
  from parties.party as other
  where other.council_id = new.council_id and other.person_id = new.person_id and not other.is_restricted;
  update parties.party set is_restricted = true
  where council_id = new.council_id and person_id = new.person_id and not is_restricted;
  return null;
end $$;
create trigger restrict_with_whom_joined after update of merged_into on parties.party
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function parties.restrict_with_whom_joined();
