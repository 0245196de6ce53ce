-- What a room publishes for the rooms above it to join with.

/* The party that each source's person number belongs to now. */
create view parties.current_record with (security_invoker = true) as
select council_id, source, person_number, party_id, id as source_record_id, name, address, postcode, date_of_birth
from parties.source_record
where superseded_at is null;
grant select on parties.current_record to evenhand_app;

/* The newest address of each party that is still theirs, safe to write to and not known bad. */
create view parties.postal_address with (security_invoker = true) as
select distinct on (council_id, party_id) council_id, party_id, id as address_id, lines, postcode, valid_from
from parties.address
where valid_to is null and undeliverable_on is null
order by council_id, party_id, valid_from desc, recorded_at desc, id;
grant select on parties.postal_address to evenhand_app;
