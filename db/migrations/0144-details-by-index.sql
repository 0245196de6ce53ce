-- A part of a union that chooses among its rows is read from end to end when it is joined to; what it chooses by is said beside the
-- union, so that one person's details are looked up among a million people's.
create or replace view parties.detail with (security_invoker = true) as
select council_id, id, party_id, kind, standard_form, lines, postcode, value, source, as_at, valid_to, recorded_at, told_to, gateway
from (
  select council_id, id, party_id, 'address' as kind, standard_form, lines, postcode, null as value, source, valid_from as as_at,
    valid_to, recorded_at, told_to, gateway, authority_id is null and copied_from is null and cardinality(lines) > 0 as is_own
  from parties.address
  union all
  select council_id, id, party_id, kind, standard_form, null, null, value, source, valid_from, valid_to, recorded_at, told_to, gateway, true
  from parties.contact_point
) as either
where is_own;
