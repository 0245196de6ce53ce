-- Search by the name a source uses, and by postcode written with or without its space.
create index source_record_by_name on parties.source_record using gin (lower(name) gin_trgm_ops);
drop index parties.address_by_postcode;
create index address_by_postcode on parties.address (council_id, replace(postcode, ' ', ''));
