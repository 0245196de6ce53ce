-- Search by telephone, e-mail, the end of an insurance number and a source's own number; by sound it reads
-- parties.standard_key.

/* The last ten digits, so that +44 and 0 are one. regexp_replace of text never changes, and an index needs that said. */
create function parties.digits(value text) returns text
  language sql immutable parallel safe return right(regexp_replace(value, '\D', '', 'g'), 10);

create index contact_by_digits on parties.contact_point (council_id, parties.digits(value)) where kind = 'telephone';
create index contact_by_email on parties.contact_point (council_id, lower(value) text_pattern_ops) where kind = 'email';
create index source_record_by_insurance_end on parties.source_record (council_id, right(national_insurance_number, 4))
  where national_insurance_number is not null;
create index source_record_by_person_number on parties.source_record (council_id, upper(person_number));
