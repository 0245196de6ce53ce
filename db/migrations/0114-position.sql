-- The council's whole debt on a day, in cells: how much of what, how old, how far, and what can be done about it.
create table casework.position (
  council_id   int not null references administration.council,
  taken_on     date not null,
  taken_at     timestamptz not null,
  -- What the ledger's other side said at that moment: the cells add up to it, or the page says by how much they do not.
  ledger_total bigint not null,
  primary key (council_id, taken_on)
);
call platform.fence('casework.position', 'select, insert, delete');

create table casework.position_cell (
  council_id     int not null,
  taken_on       date not null,
  debt_type      text not null,
  stage          text not null,
  age            text not null,
  collectability text not null,
  area           text not null,
  accounts       int not null check (accounts > 0),
  owed           bigint not null check (owed >= 0),
  overdue        bigint not null check (overdue >= 0),
  in_credit      bigint not null check (in_credit <= 0),
  primary key (council_id, taken_on, debt_type, stage, age, collectability, area),
  foreign key (council_id, taken_on) references casework.position (council_id, taken_on) on delete cascade
);
call platform.fence('casework.position_cell', 'select, insert, delete');
