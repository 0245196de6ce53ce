-- What an enforcement or collection agent paid over: the lump at the bank, opened into the payments it is made of.

alter table payments.receipt
  drop constraint receipt_channel_check,
  add constraint receipt_channel_check check (channel in ('bank', 'source', 'agent')),
  drop constraint receipt_state_check,
  -- Opened: what came in as one sum is several payments, each a receipt of its own.
  add constraint receipt_state_check check (state in ('posted', 'in suspense', 'returned', 'opened')),
  add column opened_from uuid,
  add foreign key (council_id, opened_from) references payments.receipt (council_id, id),
  add constraint receipt_of_an_agent check ((channel = 'agent') = (opened_from is not null));
create index receipt_opened_from on payments.receipt (council_id, opened_from) where opened_from is not null;

create table payments.remittance (
  council_id int not null references administration.council,
  id         uuid not null,
  agent      text not null check (agent <> ''),
  file_name  text not null,
  sha256     text not null check (length(sha256) = 64),
  -- The file, as it came.
  content    bytea not null,
  -- The sum at the bank that it accounts for, once that is known.
  receipt_id uuid,
  taken_by   text not null,
  taken_at   timestamptz not null default clock_timestamp(),
  primary key (council_id, id),
  unique (council_id, sha256),
  foreign key (council_id, receipt_id) references payments.receipt (council_id, id)
);
create unique index remittance_of_receipt on payments.remittance (council_id, receipt_id);
call platform.fence('payments.remittance', 'select, insert, update (receipt_id)');

/* A line of it: what a person paid the agent, what the agent kept, and what was paid over. */
create table payments.remittance_row (
  council_id    int not null,
  remittance_id uuid not null,
  row           int not null check (row > 0),
  placement     text not null,
  given         text not null,
  code          text not null,
  notes         text not null,
  paid_on       date,
  -- In pence; a sign where the file has one, nothing where it cannot be read.
  collected     bigint,
  fee           bigint,
  remitted      bigint,
  account_id    uuid,
  state         text not null check (state in ('to post', 'posted', 'put aside', 'closed')),
  -- What is asked of the agent about it. A row that is put aside always has something.
  query         text check (query <> ''),
  -- How its split was found to be right, or who said so.
  why           text not null default '',
  receipt_id    uuid,
  settled_by    text,
  settled_at    timestamptz,
  primary key (council_id, remittance_id, row),
  foreign key (council_id, remittance_id) references payments.remittance (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, receipt_id) references payments.receipt (council_id, id),
  check ((state = 'posted') = (receipt_id is not null)),
  check (state not in ('to post', 'posted') or account_id is not null and paid_on is not null and remitted > 0 and collected = fee + remitted and fee >= 0),
  check (state <> 'put aside' or query is not null),
  check (state <> 'closed' or why <> '')
);
create index remittance_row_told on payments.remittance_row (council_id, placement, given, paid_on);
create index remittance_row_waiting on payments.remittance_row (council_id, remittance_id) where state in ('to post', 'put aside');
call platform.fence('payments.remittance_row', 'select, insert, update (account_id, state, query, why, receipt_id, settled_by, settled_at)');
