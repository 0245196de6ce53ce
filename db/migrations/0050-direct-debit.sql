-- Direct debit: mandates, what is collected under them, the files for Bacs, and what Bacs reports back.
-- The database itself refuses what must never be taken: before its day, above the notified amount, twice, or on a
-- mandate that is not active.

create schema if not exists payments;
grant usage on schema payments to evenhand_app;

-- The council as Bacs knows it, and what it agreed with its bank.
create table payments.service_user (
  council_id          int primary key references administration.council,
  service_user_number text not null check (service_user_number ~ '^\d{6}$'),
  name                text not null check (name <> ''),
  sort_code           text not null check (sort_code ~ '^\d{6}$'),
  account_number      text not null check (account_number ~ '^\d{8}$'),
  -- Working days of notice before a collection; null: the scheme's own.
  notice_days         int check (notice_days between 1 and 30),
  -- The last serial number that a released file took.
  last_serial         int not null default 0 check (last_serial between 0 and 999999)
);
call platform.fence('payments.service_user', 'select, insert, update');

-- The weights that account numbers are checked with, as Pay.UK publishes them. The newest is in use.
create table payments.modulus_table (
  council_id     int not null references administration.council,
  loaded_at      timestamptz not null default clock_timestamp(),
  loaded_by      text not null,
  weights        text not null check (weights <> ''),
  substitutions  text not null default '',
  primary key (council_id, loaded_at)
);
call platform.fence('payments.modulus_table', 'select, insert');
call platform.append_only('payments.modulus_table');

create table payments.mandate (
  council_id   int not null references administration.council,
  id           uuid not null,
  -- Who pays, and the account that is paid.
  party_id     uuid not null,
  account_id   uuid not null,
  -- What the payer's bank knows the instruction by.
  reference    text not null check (reference ~ '^[A-Z0-9][A-Z0-9.&/ -]{5,17}$'),
  state        text not null default 'proposed' check (state in ('proposed', 'lodged', 'active', 'amended', 'cancelled', 'dormant')),
  state_since  date not null,
  state_why    text not null check (state_why <> ''),
  -- Why nothing is collected for now, though the instruction stands.
  paused_why   text check (paused_why <> ''),
  set_up_by    text not null,
  set_up_at    timestamptz not null default clock_timestamp(),
  -- The last day that money was taken under it.
  last_used_on date,
  primary key (council_id, id),
  unique (council_id, reference),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id)
);
create unique index one_live_mandate on payments.mandate (council_id, account_id)
  where state in ('proposed', 'lodged', 'active', 'amended');
create index mandate_of_party on payments.mandate (council_id, party_id);
call platform.fence('payments.mandate', 'select, insert, update (state, state_since, state_why, paused_why, last_used_on)');

/* Which way a mandate may go. Only a bank brings back one that was cancelled, and nothing brings back a dormant one:
   the payer gives a new instruction. */
create function payments.mandate_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('proposed', 'lodged'), ('proposed', 'cancelled'), ('lodged', 'active'), ('lodged', 'amended'), ('lodged', 'cancelled'),
    ('active', 'amended'), ('active', 'cancelled'), ('active', 'dormant'), ('amended', 'lodged'),
    ('amended', 'cancelled'), ('cancelled', 'active'), ('dormant', 'cancelled'))
  then
    raise exception 'A mandate that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger mandate_moves before update of state on payments.mandate
  for each row execute function payments.mandate_moves();

/* The bank account that a mandate is on, with every one it was on. Officers are shown the last four figures and nothing
   more. One that an officer changed is used only once somebody else has agreed to it. */
create table payments.bank_details (
  council_id     int not null,
  mandate_id     uuid not null,
  version        int not null check (version > 0),
  payer_name     text not null check (payer_name <> ''),
  sort_code      text not null check (sort_code ~ '^\d{6}$'),
  account_number text not null check (account_number ~ '^\d{8}$'),
  last_four      text generated always as (right(account_number, 4)) stored,
  modulus        text not null check (modulus in ('passes', 'cannot be checked')),
  state          text not null check (state in ('waiting', 'in use', 'past', 'refused')),
  -- Who said so: an officer who was told, or the payer's bank.
  told_by        text not null check (told_by in ('officer', 'bank')),
  changed_by     text not null,
  changed_at     timestamptz not null default clock_timestamp(),
  decided_by     text,
  decided_at     timestamptz,
  primary key (council_id, mandate_id, version),
  foreign key (council_id, mandate_id) references payments.mandate (council_id, id),
  check (decided_by <> changed_by),
  check (version = 1 or told_by = 'bank' or state = 'waiting' or decided_by is not null)
);
create unique index bank_details_in_use on payments.bank_details (council_id, mandate_id) where state = 'in use';
create unique index bank_details_waiting on payments.bank_details (council_id, mandate_id) where state = 'waiting';
call platform.fence('payments.bank_details', 'select, insert, update (state, decided_by, decided_at)');

-- What payers are told before money is taken: one letter for what is planned under one mandate.
create table payments.advance_notice (
  council_id   int not null,
  id           uuid not null,
  mandate_id   uuid not null,
  party_id     uuid not null,
  account_id   uuid not null,
  planned_on   date not null,
  sent_on      date,
  -- The day it counts as delivered.
  received_on  date check (received_on >= sent_on),
  called_off_why text,
  primary key (council_id, id),
  foreign key (council_id, mandate_id) references payments.mandate (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  check ((sent_on is null) = (received_on is null))
);
create index advance_notice_of_mandate on payments.advance_notice (council_id, mandate_id);
call platform.fence('payments.advance_notice', 'select, insert, update (sent_on, received_on, called_off_why)');

-- A file for Bacs: what is taken on one day, and the instructions that go with it. Proposed by one, released by another.
create table payments.bacs_file (
  council_id    int not null references administration.council,
  id            uuid not null,
  -- The day money is taken, and the working day before, when Bacs processes it.
  entry_on      date not null,
  processing_on date not null check (processing_on < entry_on),
  state         text not null default 'proposed' check (state in ('proposed', 'released', 'withdrawn')),
  content_hash  text not null check (length(content_hash) = 64),
  instructions  int not null,
  debits        int not null,
  debit_total   bigint not null,
  proposed_by   text not null,
  proposed_at   timestamptz not null default clock_timestamp(),
  -- Taken in the transaction that releases it, so that there is neither gap nor repeat.
  serial        int check (serial between 1 and 999999),
  sha256        text check (length(sha256) = 64),
  released_by   text check (released_by <> proposed_by),
  released_at   timestamptz,
  withdrawn_by  text,
  withdrawn_why text,
  -- When its bytes were complete on the disk, ready to be put where the bureau collects.
  staged_at     timestamptz,
  -- What Bacs said it took of it.
  input_report  text check (input_report in ('agrees', 'differs')),
  primary key (council_id, id),
  unique (council_id, serial),
  unique (council_id, id, entry_on),
  check ((state = 'released') = (serial is not null)),
  check ((serial is null) = (sha256 is null) and (serial is null) = (released_by is null) and (serial is null) = (released_at is null)),
  check ((state = 'withdrawn') = (withdrawn_by is not null))
);
create unique index one_bacs_file_a_day on payments.bacs_file (council_id, entry_on) where state in ('proposed', 'released');
call platform.fence('payments.bacs_file', 'select, insert, update (state, content_hash, serial, sha256, released_by, released_at, withdrawn_by, withdrawn_why, staged_at, input_report)');

create table payments.bacs_file_bytes (
  council_id  int not null,
  file_id     uuid not null,
  bytes       bytea not null,
  primary key (council_id, file_id),
  foreign key (council_id, file_id) references payments.bacs_file (council_id, id)
);
call platform.fence('payments.bacs_file_bytes', 'select, insert');
call platform.append_only('payments.bacs_file_bytes');

/* A released file stays as it went, and its serial number is the next. */
create function payments.bacs_file_moves() returns trigger language plpgsql as $$
begin
  if old.state <> 'proposed' and (new.state, new.serial, new.sha256, new.content_hash, new.released_by, new.released_at)
    is distinct from (old.state, old.serial, old.sha256, old.content_hash, old.released_by, old.released_at)
  then
    raise exception 'A file that was % is not changed', old.state using errcode = 'restrict_violation';
  end if;
  if new.serial is distinct from old.serial and new.serial <> (
    select coalesce(max(serial), 0) + 1 from payments.bacs_file where council_id = new.council_id)
  then
    raise exception 'The serial number of a file for Bacs follows the one before' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bacs_file_moves before update on payments.bacs_file
  for each row execute function payments.bacs_file_moves();

-- Instructions to be lodged or cancelled at payers' banks, each sent once.
create table payments.instruction_to_send (
  council_id   int not null,
  id           uuid not null,
  mandate_id   uuid not null,
  version      int not null,
  kind         text not null check (kind in ('new', 'cancelled', 'converted')),
  queued_at    timestamptz not null default clock_timestamp(),
  file_id      uuid,
  dropped_why  text,
  primary key (council_id, id),
  unique (council_id, mandate_id, version, kind),
  foreign key (council_id, mandate_id, version) references payments.bank_details (council_id, mandate_id, version),
  foreign key (council_id, file_id) references payments.bacs_file (council_id, id),
  check (file_id is null or dropped_why is null)
);
create index instruction_waiting on payments.instruction_to_send (council_id, queued_at) where file_id is null and dropped_why is null;
call platform.fence('payments.instruction_to_send', 'select, insert, update (file_id, dropped_why)');

create table payments.collection (
  council_id     int not null,
  id             uuid not null,
  mandate_id     uuid not null,
  account_id     uuid not null,
  -- The one thing due that it pays: an instalment of the account, by its day.
  due_key        text not null,
  due_on         date not null,
  -- The day the payer was told: a working day, never before it is due.
  collect_on     date not null check (collect_on >= due_on and extract(isodow from collect_on) <= 5),
  amount         bigint not null check (amount > 0 and amount <= 1000000000),
  presentation   text not null check (presentation in ('regular', 're-presentation')),
  -- The collection that came back unpaid and is asked for once more.
  represents_id  uuid,
  notice_id      uuid not null,
  state          text not null default 'planned'
    check (state in ('planned', 'notified', 'submitted', 'collected', 'returned', 'refunded', 'cancelled')),
  state_why      text not null default '',
  -- What the payer was told would be taken, and the day they had been told by.
  notified_amount bigint,
  notice_on      date,
  file_id        uuid,
  -- As it was when the file that has it was released.
  mandate_state  text,
  collected_on   date,
  entry_id       uuid,
  return_reason  text,
  planned_at     timestamptz not null default clock_timestamp(),
  primary key (council_id, id),
  foreign key (council_id, mandate_id) references payments.mandate (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, notice_id) references payments.advance_notice (council_id, id),
  foreign key (council_id, represents_id) references payments.collection (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  -- A file takes only what is to be taken on its own day.
  foreign key (council_id, file_id, collect_on) references payments.bacs_file (council_id, id, entry_on),
  check ((presentation = 're-presentation') = (represents_id is not null)),
  check ((notified_amount is null) = (notice_on is null)),
  check (state not in ('notified', 'submitted', 'collected', 'returned', 'refunded') or notified_amount is not null),
  -- Never above what was notified, nor below it: what was told is what is taken.
  check (notified_amount is null or amount = notified_amount),
  check (notice_on < collect_on),
  check ((file_id is not null) = (state in ('submitted', 'collected', 'returned', 'refunded'))),
  check ((file_id is null) = (mandate_state is null)),
  check (mandate_state = 'active'),
  check (collected_on >= collect_on),
  check (state <> 'collected' or (collected_on is not null and entry_id is not null))
);
-- Once for one thing due, whichever mandate asks.
create unique index one_collection_for_one_thing_due on payments.collection (council_id, account_id, due_key)
  where state in ('planned', 'notified', 'submitted', 'collected');
create unique index presented_again_once on payments.collection (council_id, represents_id)
  where represents_id is not null and state <> 'cancelled';
create index collection_by_day on payments.collection (council_id, collect_on, state);
create index collection_of_mandate on payments.collection (council_id, mandate_id, collect_on);
create index collection_of_file on payments.collection (council_id, file_id) where file_id is not null;
call platform.fence('payments.collection', 'select, insert, update (state, state_why, notified_amount, notice_on, file_id, mandate_state, collected_on, entry_id, return_reason)');

/* What may be planned: nothing that was paid back under the guarantee, and what came back unpaid only once more, for want
   of money, for the same amount, within a month. */
create function payments.may_be_planned() returns trigger language plpgsql as $$
declare
  earlier payments.collection;
begin
  if new.state <> 'planned' then
    raise exception 'A collection begins as planned' using errcode = 'restrict_violation';
  end if;
  for earlier in
    select * from payments.collection
    where council_id = new.council_id and account_id = new.account_id and due_key = new.due_key
      and state in ('returned', 'refunded')
  loop
    if earlier.state = 'refunded' then
      raise exception 'What was paid back under the guarantee is not taken again' using errcode = 'restrict_violation';
    end if;
    if new.represents_id is distinct from earlier.id then
      raise exception 'What came back unpaid is presented again, or not at all' using errcode = 'restrict_violation';
    end if;
  end loop;
  if new.represents_id is not null then
    select * into earlier from payments.collection where council_id = new.council_id and id = new.represents_id;
    if earlier.state is distinct from 'returned' or earlier.return_reason is distinct from '0'
      or earlier.presentation = 're-presentation' or earlier.mandate_id <> new.mandate_id
      or earlier.due_key <> new.due_key or earlier.amount <> new.amount
      or new.collect_on > earlier.collect_on + interval '1 month'
    then
      raise exception 'Only a debit that came back for want of money is presented again, once, within a month' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger may_be_planned before insert on payments.collection
  for each row execute function payments.may_be_planned();

/* Which way a collection may go, and what it needs to go into a file: an active mandate that is not paused, looked at
   under its lock, and the notice that was agreed. */
create function payments.collection_moves() returns trigger language plpgsql as $$
declare
  mandate payments.mandate;
begin
  if old.notified_amount is not null and (new.notified_amount, new.notice_on) is distinct from (old.notified_amount, old.notice_on) then
    raise exception 'What a payer was told stays told' using errcode = 'restrict_violation';
  end if;
  if old.file_id is not null and (new.file_id, new.mandate_state) is distinct from (old.file_id, old.mandate_state) then
    raise exception 'A collection stays in the file that took it' using errcode = 'restrict_violation';
  end if;
  if new.state = old.state then return new; end if;
  if not (old.state, new.state) in (
    ('planned', 'notified'), ('planned', 'cancelled'), ('notified', 'submitted'), ('notified', 'cancelled'),
    ('submitted', 'collected'),
    ('submitted', 'returned'), ('submitted', 'refunded'), ('collected', 'returned'),
    ('collected', 'refunded'), ('refunded', 'collected'))
  then
    raise exception 'A collection that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if new.state = 'submitted' then
    select * into mandate from payments.mandate
    where council_id = new.council_id and id = new.mandate_id for share;
    if mandate.state <> 'active' or mandate.paused_why is not null then
      raise exception 'Nothing is collected on a mandate that is %', case when mandate.state = 'active' then 'paused' else mandate.state end
        using errcode = 'restrict_violation';
    end if;
    if not exists (
      select from payments.bacs_file where council_id = new.council_id and id = new.file_id and state = 'released')
    then
      raise exception 'A collection goes only with a released file' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger collection_moves before update on payments.collection
  for each row execute function payments.collection_moves();

/* A mandate that ends takes with it whatever has not left. */
create function payments.mandate_ends() returns trigger language plpgsql as $$
begin
  update payments.collection set state = 'cancelled', state_why = 'The mandate is ' || new.state || ': ' || new.state_why
  where council_id = new.council_id and mandate_id = new.id and state in ('planned', 'notified');
  update payments.instruction_to_send set dropped_why = 'The mandate is ' || new.state
  where new.state <> 'amended' and council_id = new.council_id and mandate_id = new.id and kind <> 'cancelled'
    and file_id is null and dropped_why is null;
  return null;
end $$;
create trigger mandate_ends after update of state on payments.mandate
  for each row when (new.state in ('cancelled', 'dormant', 'amended') and new.state <> old.state)
  execute function payments.mandate_ends();

-- A report from Bacs, as it came. One that could not be taken is kept too, with why.
create table payments.bacs_report (
  council_id    int not null references administration.council,
  id            uuid not null,
  sha256        text not null check (length(sha256) = 64),
  kind          text not null check (kind in ('ARUDD', 'ADDACS', 'AUDDIS', 'DDICA', 'input', 'not known')),
  state         text not null check (state in ('applied', 'refused')),
  refused_why   text,
  reported_on   date,
  first_number  bigint,
  last_number   bigint,
  items         int not null default 0,
  loaded_by     text not null,
  loaded_at     timestamptz not null default clock_timestamp(),
  primary key (council_id, id),
  unique (council_id, sha256),
  check ((state = 'refused') = (refused_why is not null))
);
call platform.fence('payments.bacs_report', 'select, insert');
call platform.append_only('payments.bacs_report');

create table payments.bacs_report_bytes (
  council_id  int not null,
  report_id   uuid not null,
  bytes       bytea not null,
  primary key (council_id, report_id),
  foreign key (council_id, report_id) references payments.bacs_report (council_id, id)
);
call platform.fence('payments.bacs_report_bytes', 'select, insert');
call platform.append_only('payments.bacs_report_bytes');

-- What each line of a report did. Known by what it says, so that another report which repeats it does nothing.
create table payments.bacs_report_item (
  council_id    int not null,
  item_key      text not null,
  report_id     uuid not null,
  line          int not null,
  reference     text not null,
  reason        text not null,
  amount        bigint,
  mandate_id    uuid,
  collection_id uuid,
  did           text not null check (did <> ''),
  primary key (council_id, item_key),
  foreign key (council_id, report_id) references payments.bacs_report (council_id, id),
  foreign key (council_id, mandate_id) references payments.mandate (council_id, id),
  foreign key (council_id, collection_id) references payments.collection (council_id, id)
);
create index bacs_report_item_of_report on payments.bacs_report_item (council_id, report_id, line);
call platform.fence('payments.bacs_report_item', 'select, insert');
call platform.append_only('payments.bacs_report_item');

-- Something that a person has to look at. It stays until somebody says what was done.
create table payments.bacs_alarm (
  council_id    int not null references administration.council,
  id            uuid not null,
  kind          text not null check (kind in ('gap', 'not ours', 'claim', 'file differs', 'paused', 'late', 'payer died')),
  says          text not null check (says <> ''),
  mandate_id    uuid,
  raised_at     timestamptz not null default clock_timestamp(),
  settled_at    timestamptz,
  settled_by    text,
  settled_why   text check (settled_why <> ''),
  primary key (council_id, id),
  foreign key (council_id, mandate_id) references payments.mandate (council_id, id),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (settled_why is null))
);
create index bacs_alarm_open on payments.bacs_alarm (council_id, raised_at) where settled_at is null;
call platform.fence('payments.bacs_alarm', 'select, insert, update (settled_at, settled_by, settled_why)');

-- What the integrity contract shows.
create or replace view contract.dd_collection as
select council_id::text as tenant_id, id::text as collection_id, mandate_id::text, mandate_state as mandate_status,
  account_id || '/' || due_key as due_key, collect_on, collect_on as agreed_on, amount as amount_pence,
  notified_amount as agreed_pence, notice_on, state
from payments.collection;
