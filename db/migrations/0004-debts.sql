-- Accounts, the debt-type register and the ledger.

create schema debts;
grant usage on schema debts to evenhand_app;

-- What each kind of debt is, in law and in the council: data, so that a new one needs no release.
create table debts.debt_type (
  council_id     int not null references administration.council,
  name           text not null check (name <> ''),
  family         text not null check (family in ('council tax', 'business rates', 'sundry', 'benefit overpayment', 'housing')),
  governing_law  text not null,
  remedies       text[] not null,
  owning_service text not null,
  primary key (council_id, name)
);
call platform.fence('debts.debt_type', 'select, insert, update');

create table debts.property (
  council_id     int not null references administration.council,
  id             uuid not null,
  reference      text not null,
  uprn           text,
  address        text not null,
  postcode       text not null default '',
  rateable_value bigint check (rateable_value >= 0),
  description    text,
  recorded_at    timestamptz not null default now(),
  primary key (council_id, id),
  unique (council_id, reference)
);
call platform.fence('debts.property', 'select, insert, update');

create table debts.account (
  council_id     int not null,
  id             uuid not null,
  source         text not null,
  reference      text not null check (reference <> ''),
  debt_type      text not null,
  -- The person who is written to; every liable party is in debts.liability.
  lead_party_id  uuid not null,
  property_id    uuid,
  period_from    date,
  period_to      date,
  -- When the whole was due, where there are no instalments.
  due_on         date,
  -- The instalments as billed: dates in order, and how much on each. Empty when it was due at once.
  instalments_due_on date[] not null default '{}',
  instalments    bigint[] not null default '{}',
  charged        bigint not null default 0 check (charged >= 0),
  -- Recovery that the source system had already done when the account came to us.
  source_stage   text,
  source_reminder_on date,
  source_second_reminder_on date,
  source_final_notice_on date,
  file_id        uuid,
  -- The day the source's figures are as at, and when we last heard of this account.
  as_at          date not null,
  recorded_at    timestamptz not null default now(),
  primary key (council_id, id),
  unique (council_id, source, reference),
  foreign key (council_id, debt_type) references debts.debt_type (council_id, name),
  foreign key (council_id, lead_party_id) references parties.party (council_id, id),
  foreign key (council_id, property_id) references debts.property (council_id, id),
  check (cardinality(instalments) = cardinality(instalments_due_on)),
  check (period_to is null or period_to >= period_from)
);
create index account_of_party on debts.account (council_id, lead_party_id);
create index account_by_reference on debts.account (council_id, reference);
create index account_recorded on debts.account using brin (recorded_at);
call platform.fence('debts.account', 'select, insert, update');

-- How fresh a source system's figures are: the day of its latest file, whichever of its feeds that was.
create table debts.source (
  council_id  int not null,
  source      text not null,
  as_at       date not null,
  primary key (council_id, source)
);
call platform.fence('debts.source', 'select, insert, update');

-- Everyone who owes it. Joint liability is joint and several: each owes the whole.
create table debts.liability (
  council_id  int not null,
  account_id  uuid not null,
  party_id    uuid not null,
  kind        text not null check (kind in ('sole', 'joint')),
  primary key (council_id, account_id, party_id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id)
);
create index liability_of_party on debts.liability (council_id, party_id);
call platform.fence('debts.liability', 'select, insert');

-- Where money can be: one for each account, and the council's own (bank, income, costs, interest, suspense…).
create table debts.ledger_account (
  council_id  int not null references administration.council,
  id          uuid not null,
  kind        text not null check (kind in ('account', 'bank', 'income', 'costs', 'interest', 'adjustments', 'suspense', 'refunds')),
  account_id  uuid,
  -- Maintained by every posting, and proved equal to their sum by `evenhand verify`.
  balance     bigint not null default 0,
  primary key (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  check ((kind = 'account') = (account_id is not null)),
  check (account_id is null or account_id = id)
) with (fillfactor = 80);
call platform.fence('debts.ledger_account', 'select, insert, update');

-- Something that happened, never changed and never deleted: a correction is an entry said backwards.
create table debts.entry (
  council_id    int not null references administration.council,
  id            uuid not null,
  kind          text not null check (kind in ('charge', 'payment', 'costs', 'interest', 'adjustment', 'refund', 'transfer', 'reversal')),
  -- The day it counts from; when we learned of it is recorded_at.
  effective_on  date not null check (effective_on >= '1990-01-01'),
  reference     text not null check (reference <> ''),
  narrative     text not null check (narrative <> ''),
  source_kind   text not null,
  source_id     text not null,
  reverses_id   uuid,
  recorded_at   timestamptz not null default now(),
  recorded_by   text not null,
  primary key (council_id, id),
  unique (council_id, reference),
  unique (council_id, reverses_id),
  foreign key (council_id, reverses_id) references debts.entry (council_id, id),
  check ((kind = 'reversal') = (reverses_id is not null))
);
create index entry_recorded on debts.entry using brin (recorded_at);
call platform.fence('debts.entry', 'select, insert');
call platform.append_only('debts.entry');

-- Each line takes from one place and puts in another, so an entry that does not balance cannot be written down.
create table debts.posting (
  council_id  int not null,
  entry_id    uuid not null,
  line        smallint not null,
  number      bigint generated always as identity,
  debit       uuid not null,
  credit      uuid not null,
  amount      bigint not null check (amount > 0 and amount <= 1000000000),
  primary key (council_id, entry_id, line),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  foreign key (council_id, debit) references debts.ledger_account (council_id, id),
  foreign key (council_id, credit) references debts.ledger_account (council_id, id),
  check (debit <> credit)
);
create index posting_by_debit on debts.posting (council_id, debit);
create index posting_by_credit on debts.posting (council_id, credit);
call platform.fence('debts.posting', 'select, insert');
call platform.append_only('debts.posting');

/* The shown balance follows each statement that posts, as one set. The trigger, not the caller, keeps it,
   so no code can post and forget. Rows are locked in one order, so two posters cannot deadlock. */
create function debts.keep_balances() returns trigger language plpgsql as $$
begin
  with movement as (
    select council_id, ledger_account_id, sum(amount)::bigint as amount
    from (
      select council_id, debit as ledger_account_id, amount from posted
      union all
      select council_id, credit, -amount from posted
    ) as leg
    group by council_id, ledger_account_id
  ), locked as (
    select account.council_id, account.id, movement.amount
    from debts.ledger_account as account
    join movement on movement.council_id = account.council_id and movement.ledger_account_id = account.id
    order by account.council_id, account.id
    for update of account
  )
  update debts.ledger_account as account set balance = account.balance + locked.amount
  from locked
  where locked.council_id = account.council_id and locked.id = account.id;
  return null;
end $$;
create trigger keeps_balances after insert on debts.posting
  referencing new table as posted for each statement execute function debts.keep_balances();

-- Money that came in and is not yet anybody's.
create table debts.suspense_item (
  council_id    int not null,
  id            uuid not null,
  entry_id      uuid not null,
  amount        bigint not null check (amount > 0),
  allocated     bigint not null default 0 check (allocated >= 0 and allocated <= amount),
  -- What the payer gave as reference, and who they said they were.
  given_reference text not null,
  payer_name    text not null default '',
  received_on   date not null,
  primary key (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id)
);
call platform.fence('debts.suspense_item', 'select, insert, update');

/* What is late on a day, from the balance and what was to be paid when.
   The part of the balance that is not yet due is the instalments after the day; the rest is late.
   The oldest unpaid date is the first whose later instalments come to less than what is owed. */
create function debts.arrears(balance bigint, instalments_due_on date[], instalments bigint[], due_on date, as_at date)
  returns table (overdue bigint, oldest_due_on date, next_due_on date, last_due_on date)
  language sql immutable parallel safe as $$
  select
    case when cardinality(instalments_due_on) = 0
      then case when due_on < as_at then greatest(balance, 0) else 0 end
      else greatest(0, balance - coalesce(sum(later.amount) filter (where later.day >= as_at), 0)) end::bigint,
    case when balance <= 0 then null
      when cardinality(instalments_due_on) = 0 then due_on
      else coalesce(min(later.day) filter (where later.after_it < balance), min(later.day)) end,
    case when cardinality(instalments_due_on) = 0 then case when due_on >= as_at then due_on end
      else min(later.day) filter (where later.day >= as_at) end,
    case when cardinality(instalments_due_on) = 0 then due_on else max(later.day) end
  from (
    select day, amount, coalesce(sum(amount) over (order by day desc rows between unbounded preceding and 1 preceding), 0) as after_it
    from unnest(instalments_due_on, instalments) as instalment (day, amount)
  ) as later
$$;
grant execute on function debts.arrears to evenhand_app;
