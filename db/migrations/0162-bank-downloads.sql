-- A bank's own CSV, as one council gets it, said by whoever runs Evenhand for it. One named as a profile that is shipped is used in its place.
create table payments.bank_csv_profile (
  council_id   int not null references administration.council,
  name         text not null check (name ~ '^[a-z][a-z0-9-]*$'),
  profile      jsonb not null,
  set_at       timestamptz not null default clock_timestamp(),
  set_by       text not null,
  primary key (council_id, name)
);
call platform.fence('payments.bank_csv_profile', 'select, insert, update');
