-- An emergency names wards beside postcodes. Wards are those of the file that is in force when it begins and of every file since: a later
-- file stops more where it finds more of the ward, and lets nothing go that was stopped, for only two people do that.

alter table administration.emergency_stop
  add column wards text[] not null default '{}' check ('' <> all(wards)),
  add column ward_names text[] not null default '{}' check ('' <> all(ward_names)),
  add column wards_from int,
  add constraint wards_have_names check (cardinality(wards) = cardinality(ward_names)),
  -- Without it no postcode would be in them, and the stop would stop nothing.
  add constraint wards_are_of_a_file check ((cardinality(wards) > 0) = (wards_from is not null));

/* Until which day an emergency stops an account: for ever while it stands ('infinity'); once lifted, until the account's own turn among the
   nights that it was spread over; null where none covers it. An account is where its property is, and where anybody liable lives. */
create or replace function recovery.stopped_until(council int, account uuid, day date) returns date
  language sql stable as $$
  select max(case when stop.lifted_on is null then 'infinity'::date
    else stop.lifted_on + 1 + get_byte(uuid_send(account), 15) % stop.nights end)
  from administration.emergency_stop as stop
  where stop.council_id = council and (stop.lifted_on is null or stop.lifted_on + stop.nights > day)
    and (cardinality(stop.areas) + cardinality(stop.wards) = 0 or exists (
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
      where exists (select from unnest(stop.areas) as area where administration.is_in_area(place.postcode, area))
        or (cardinality(stop.wards) > 0 and exists (
          select from wards.postcode as known
          where known.council_id = council and known.postcode = wards.as_kept(place.postcode)
            and known.file_number >= stop.wards_from and known.ward_code = any(stop.wards)))))
$$;
