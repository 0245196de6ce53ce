-- Who has read a change in the law. The law itself is not here: src/law has it, dated, and it changes on its day.

create schema legislation;
grant usage on schema legislation to evenhand_app;

create table legislation.acknowledgement (
  council_id    int not null references administration.council,
  -- A parameter, its nation and the day of the change, as domains/legislation/changes.ts names it.
  change        text not null check (change <> ''),
  staff_id      uuid not null,
  at            timestamptz not null default now(),
  primary key (council_id, change, staff_id)
);
call platform.fence('legislation.acknowledgement', 'select, insert');
call platform.append_only('legislation.acknowledgement');
