-- Money as the bank tells of it: statements taken in, receipts matched to accounts, suspense, and what a source tells again.

-- What a payer quotes has no regard for spaces, points and slashes: looked up by equality.
alter table debts.account add column standard_reference text collate "C"
  generated always as (upper(regexp_replace(reference, '[^A-Za-z0-9]', '', 'g'))) stored;
create index account_by_standard_reference on debts.account (council_id, standard_reference);

/* A payment that we learned of and posted first, and that the account's own source has told of since: the same money, so
   the source's row posts nothing. One row of a source is one payment. */
create table debts.heard_back (
  council_id       int not null,
  entry_id         uuid not null,
  -- What the source calls it: its name and its own reference for the movement.
  source_reference text not null,
  heard_at         timestamptz not null default clock_timestamp(),
  primary key (council_id, entry_id),
  unique (council_id, source_reference),
  foreign key (council_id, entry_id) references debts.entry (council_id, id)
);
call platform.fence('debts.heard_back', 'select, insert');
call platform.append_only('debts.heard_back');
-- Payments that are not from a source's file: few are looked for at once, those of the days that a file tells of.
create index own_payment on debts.entry (council_id, effective_on) where kind = 'payment' and source_kind <> 'import row';

-- The council's own bank accounts: nothing is taken in of any other.
create table payments.bank_account (
  council_id int not null references administration.council,
  -- Sort code and account number together, or an IBAN, without spaces.
  number     text not null check (number ~ '^[A-Z0-9-]{4,40}$'),
  name       text not null check (name <> ''),
  added_by   text not null,
  added_at   timestamptz not null default clock_timestamp(),
  primary key (council_id, number)
);
call platform.fence('payments.bank_account', 'select, insert, update (name)');

-- How a source's payment references are written, with the check character they end in, if any.
create table payments.reference_scheme (
  council_id int not null references administration.council,
  source     text not null,
  -- A regular expression for the reference without spaces and marks.
  pattern    text not null check (pattern <> ''),
  -- The weight of each character before the last, what their sum is divided by, and the last character by remainder.
  weights    int[] not null default '{}',
  modulus    int check (modulus between 2 and 97),
  characters text not null default '',
  primary key (council_id, source, pattern),
  check ((modulus is null) = (cardinality(weights) = 0) and length(characters) = coalesce(modulus, 0))
);
call platform.fence('payments.reference_scheme', 'select, insert, update');

create table payments.statement_file (
  council_id   int not null references administration.council,
  id           uuid not null,
  file_name    text not null,
  sha256       text not null check (length(sha256) = 64),
  bytes        bigint not null,
  -- The bank whose CSV it is, where the file does not say itself what it is.
  profile      text not null default '',
  state        text not null check (state in ('received', 'taken', 'refused')),
  refused_why  text check (refused_why <> ''),
  taken_by     text not null,
  taken_at     timestamptz not null default clock_timestamp(),
  primary key (council_id, id),
  unique (council_id, sha256, profile),
  check ((state = 'refused') = (refused_why is not null))
);
call platform.fence('payments.statement_file', 'select, insert, update (state, refused_why, taken_by, taken_at)');

create table payments.statement_file_part (
  council_id int not null,
  file_id    uuid not null,
  part       int not null,
  content    bytea not null,
  primary key (council_id, file_id, part),
  foreign key (council_id, file_id) references payments.statement_file (council_id, id)
);
call platform.fence('payments.statement_file_part', 'select, insert');
call platform.append_only('payments.statement_file_part');

create table payments.statement (
  council_id   int not null,
  file_id      uuid not null,
  number       int not null check (number > 0),
  account      text not null,
  kind         text not null check (kind in ('statement', 'report', 'notice')),
  format       text not null,
  reference    text not null,
  -- In the smallest unit of its currency.
  currency     text,
  opened       bigint,
  closed       bigint,
  from_on      date,
  to_on        date,
  is_shown_to_foot boolean not null,
  doubts       text[] not null default '{}',
  primary key (council_id, file_id, number),
  foreign key (council_id, file_id) references payments.statement_file (council_id, id),
  foreign key (council_id, account) references payments.bank_account (council_id, number)
);
call platform.fence('payments.statement', 'select, insert');
call platform.append_only('payments.statement');

/* Every line of every statement, and what became of it. A payment inside a batch has a line of its own. */
create table payments.bank_line (
  council_id   int not null,
  id           uuid not null,
  file_id      uuid not null,
  statement    int not null,
  line         int not null,
  account      text not null,
  booked_on    date,
  side         text not null check (side in ('credit', 'debit')),
  amount       bigint not null check (amount >= 0),
  currency     text not null,
  bank_reference text not null default '',
  payer        text not null default '',
  given        text not null default '',
  code         text not null default '',
  -- What makes two lines one, whatever file has them: account, day, side, amount and everything the bank wrote; and which of
  -- those that are alike it is.
  likeness     text not null,
  nth          int not null check (nth > 0),
  state        text not null check (state in ('receipt', 'returned', 'explained', 'to explain', 'told before', 'not final')),
  why          text not null default '',
  explained_by text,
  explained_at timestamptz,
  primary key (council_id, id),
  unique (council_id, file_id, line),
  foreign key (council_id, file_id, statement) references payments.statement (council_id, file_id, number),
  check (state in ('receipt', 'returned') or why <> '')
);
-- A line counts once, whatever file repeats it.
create unique index bank_line_counts_once on payments.bank_line (council_id, likeness, nth)
  where state in ('receipt', 'returned', 'explained', 'to explain');
create index bank_line_of_day on payments.bank_line (council_id, account, booked_on);
create index bank_line_to_explain on payments.bank_line (council_id, booked_on) where state = 'to explain';
call platform.fence('payments.bank_line', 'select, insert, update (state, why, explained_by, explained_at)');

-- Money that came in: where from, what its payer said, and where it is.
create table payments.receipt (
  council_id   int not null references administration.council,
  id           uuid not null,
  channel      text not null check (channel in ('bank', 'source')),
  received_on  date not null,
  amount       bigint not null check (amount > 0 and amount <= 1000000000),
  given        text not null,
  payer        text not null,
  bank_line_id uuid,
  -- Where it waits until it is known whose it is, and where it goes back to when it was not theirs.
  suspense_item_id uuid,
  state        text not null check (state in ('posted', 'in suspense', 'returned')),
  -- Who looks into it, while it is in suspense.
  owner        text,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (council_id, id),
  foreign key (council_id, bank_line_id) references payments.bank_line (council_id, id),
  foreign key (council_id, suspense_item_id) references debts.suspense_item (council_id, id),
  check ((channel = 'bank') = (bank_line_id is not null)),
  check (state <> 'in suspense' or suspense_item_id is not null)
);
create unique index receipt_of_bank_line on payments.receipt (council_id, bank_line_id);
create unique index receipt_of_suspense_item on payments.receipt (council_id, suspense_item_id);
create index receipt_in_suspense on payments.receipt (council_id, received_on) where state = 'in suspense';
create index receipt_by_day on payments.receipt (council_id, received_on);
-- What was given and by whom, to know the same standing order again.
create index receipt_alike on payments.receipt (council_id, payer, given);
call platform.fence('payments.receipt', 'select, insert, update (state, owner, suspense_item_id)');

/* Where each receipt went, by which way it was known, and why: for the officer, and for the payer who asks. What was posted
   to the wrong account is undone by a reversal and posted again: it is moved, never edited. */
create table payments.receipt_posting (
  council_id  int not null,
  receipt_id  uuid not null,
  nth         int not null check (nth > 0),
  entry_id    uuid not null,
  account_id  uuid not null,
  amount      bigint not null check (amount > 0),
  way         text not null check (way in (
    'reference', 'checked reference', 'mistyped reference', 'as before', 'name and amount', 'told by source', 'officer')),
  why         text not null check (why <> ''),
  posted_by   text not null,
  posted_at   timestamptz not null default clock_timestamp(),
  undone_why  text check (undone_why <> ''),
  undone_by   text,
  undone_at   timestamptz,
  primary key (council_id, receipt_id, nth),
  foreign key (council_id, receipt_id) references payments.receipt (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  check ((undone_why is null) = (undone_by is null) and (undone_why is null) = (undone_at is null))
);
-- A payment in the ledger is one receipt's.
create unique index receipt_posting_of_entry on payments.receipt_posting (council_id, entry_id) where undone_at is null;
create index receipt_posting_of_account on payments.receipt_posting (council_id, account_id);
call platform.fence('payments.receipt_posting', 'select, insert, update (undone_why, undone_by, undone_at)');
