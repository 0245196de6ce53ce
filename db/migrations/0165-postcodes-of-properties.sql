-- Sources write a property in one text, with its postcode at the end, and nothing read it from there: no property had a postcode. So the
-- position knew no area, and an emergency did not find who owes for a property there and lives elsewhere.

/* The postcode with which a text ends, in the one form that a postcode has, with its space; null where it ends with none. */
create function debts.postcode_at_end(address text) returns text
  language sql immutable parallel safe as $$
  select array_to_string(regexp_match(upper(address), '\m([A-Z]{1,2}[0-9][A-Z0-9]?) *([0-9][A-Z]{2})\W*$'), ' ')
$$;
grant execute on function debts.postcode_at_end to evenhand_app;

do $$
declare each int;
begin
  for each in select council_id from administration.council loop
    perform set_config('app.council_id', each::text, true);
    update debts.property set postcode = debts.postcode_at_end(address)
    where council_id = each and postcode = '' and debts.postcode_at_end(address) is not null;
  end loop;
end $$;
