-- An authority may be for some kinds of debt only: none named, it covers everything that they owe. The fence of the table
-- gives what the new column needs: it is written once, with the row.
alter table parties.authority
  add column debt_types text[] not null default '{}'
    check (array_position(debt_types, null) is null and array_position(debt_types, '') is null);
