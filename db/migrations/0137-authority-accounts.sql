-- An authority may be for single accounts too, beside kinds of debt: none of either named, it covers everything that they owe.
-- Written once, with the row. What each account was called then is kept with it: it is what the evidence said.
alter table parties.authority
  add column account_ids uuid[] not null default '{}' check (array_position(account_ids, null) is null),
  add column account_names text[] not null default '{}'
    check (array_position(account_names, null) is null and array_position(account_names, '') is null),
  add constraint accounts_have_names check (cardinality(account_ids) = cardinality(account_names));
