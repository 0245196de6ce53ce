-- How soon somebody whose tenancy has ended, and who still owes, is first contacted. No row: what Evenhand is shipped with.
create table casework.first_contact_target (
  council_id  int not null references administration.council,
  -- Days from the day after the last of the tenancy.
  days        int not null check (days between 1 and 90),
  set_by      text not null,
  set_at      timestamptz not null default clock_timestamp(),
  primary key (council_id)
);
call platform.fence('casework.first_contact_target', 'select, insert, update');
