-- An emergency: one switch stops everything adverse, in some postcodes or entirely. Whoever reads it needs no more than this table.

create table administration.emergency_stop (
  council_id    int not null references administration.council,
  id            uuid not null,
  -- Districts, sectors and postcodes, each with the space that a postcode has: TN4, TN4 8, TN4 8AB. None: everywhere.
  areas         text[] not null check ('' <> all(areas)),
  because       text not null check (because <> ''),
  begun_by      text not null,
  begun_at      timestamptz not null default clock_timestamp(),
  -- One person reviews it and asks that it be lifted; another lifts it.
  lift_asked_by text,
  lift_asked_at timestamptz,
  lift_because  text check (lift_because <> ''),
  -- Over how many nights the accounts are looked at again, so that they do not all move at once.
  nights        int check (nights between 1 and 28),
  lifted_by     text,
  lifted_on     date,
  primary key (council_id, id),
  check ((lift_asked_by is null) = (lift_asked_at is null) and (lift_asked_by is null) = (lift_because is null)
    and (lift_asked_by is null) = (nights is null)),
  check ((lifted_by is null) = (lifted_on is null)),
  constraint lifted_by_a_second_person check (lifted_by is null or lift_asked_by is not null and lifted_by <> lift_asked_by)
);
call platform.fence('administration.emergency_stop', 'select, insert, update (lift_asked_by, lift_asked_at, lift_because, nights, lifted_by, lifted_on)');
-- For the line at the top of every page.
grant select on administration.emergency_stop to evenhand_doorkeeper;

/* Whether a postcode is in an area. A district is followed by the space, so that TN4 is not TN40. */
create function administration.is_in_area(postcode text, area text) returns boolean
  language sql immutable parallel safe as $$
  select starts_with(
    regexp_replace(upper(replace(postcode, ' ', '')), '(...)$', ' \1'), area || case when strpos(area, ' ') = 0 then ' ' else '' end)
$$;
grant execute on function administration.is_in_area to evenhand_app;

/* Until which day an emergency stops an account: for ever while it stands ('infinity'); once lifted, until the account's own turn among the
   nights that it was spread over; null where none covers it. An account is where its property is, and where anybody liable lives. */
create function recovery.stopped_until(council int, account uuid, day date) returns date
  language sql stable as $$
  select max(case when stop.lifted_on is null then 'infinity'::date
    else stop.lifted_on + 1 + get_byte(uuid_send(account), 15) % stop.nights end)
  from administration.emergency_stop as stop
  where stop.council_id = council and (stop.lifted_on is null or stop.lifted_on + stop.nights > day)
    and (cardinality(stop.areas) = 0 or exists (
      select from (
        select property.postcode
        from debts.account as asked
        join debts.property on property.council_id = council and property.id = asked.property_id
        where asked.council_id = council and asked.id = account
        union all
        select address.postcode
        from debts.liability
        join parties.address on address.council_id = council and address.party_id = liability.party_id
        where liability.council_id = council and liability.account_id = account
          and (address.valid_to is null or address.valid_to > day)
      ) as place
      join unnest(stop.areas) as area on administration.is_in_area(place.postcode, area)))
$$;
grant execute on function recovery.stopped_until to evenhand_app;

-- What a decision saw of it.
alter table recovery.decision add column in_emergency_stop boolean not null default false;

-- What was about to go when a stop began, and did not.
create table recovery.stopped_step (
  council_id  int not null,
  stop_id     uuid not null,
  account_id  uuid not null,
  action_kind text not null,
  -- The run it was in; null where an officer had proposed it alone.
  run_id      uuid,
  primary key (council_id, stop_id, account_id, action_kind),
  foreign key (council_id, stop_id) references administration.emergency_stop (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, run_id) references recovery.run (council_id, id)
);
call platform.fence('recovery.stopped_step', 'select, insert');
call platform.append_only('recovery.stopped_step');
