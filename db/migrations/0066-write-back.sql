-- Telling the source systems what was decided here: a queue of messages for each, the files they go in, what is answered.

create schema write_back;
grant usage on schema write_back to evenhand_app;

-- What happened here and not in a source, few among what sources tell: found by when it was written down.
create index own_entry_recorded on debts.entry (council_id, recorded_at) where source_kind <> 'import row';
/* Everything recorded before this moment is there to be read, or never will be: no transaction that is still under way began
   before it. Where another sign-in's transactions are hidden from us, a day is allowed for them. */
create function platform.settled_before() returns timestamptz
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(
    min(case when query = '<insufficient privilege>' then now() - interval '1 day' else xact_start end), now()) - interval '1 second'
  from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend'
$$;
revoke all on function platform.settled_before() from public;
grant execute on function platform.settled_before() to evenhand_app;

-- How a source is told: not at all ("none": it is only read), or by files.
create table write_back.source (
  council_id   int not null references administration.council,
  source       text not null check (source <> ''),
  way          text not null check (way in ('none', 'file')),
  -- Days it has for an answer, and how often a message is sent before a person is asked.
  answer_days  int not null default 5 check (answer_days between 1 and 60),
  attempts     int not null default 1 check (attempts between 1 and 5),
  -- What was recorded from this moment on is told.
  tells_from   timestamptz not null default clock_timestamp(),
  -- Every change recorded before this moment is in the queue.
  looked_until timestamptz not null default '-infinity',
  last_number  bigint not null default 0,
  last_serial  int not null default 0,
  set_by       text not null,
  set_at       timestamptz not null default clock_timestamp(),
  primary key (council_id, source)
);
call platform.fence('write_back.source', 'select, insert, update (way, answer_days, attempts, looked_until, last_number, last_serial, set_by, set_at)');

-- One thing that a source is to know. What it says is never edited: a correction is another message that points at it.
create table write_back.message (
  council_id   int not null,
  id           uuid not null,
  source       text not null,
  -- Without gap or repeat in its source.
  number       bigint not null check (number > 0),
  kind         text not null check (kind <> ''),
  account_id   uuid not null,
  -- What the change is called: it is told once, however often it is looked for.
  effect_key   text not null,
  -- Of money: its entry in the ledger, and what it adds to what is owed, in pence; a payment is less than nothing.
  entry_id     uuid,
  amount       bigint,
  -- The account as its source calls it.
  reference    text not null check (reference <> ''),
  happened_on  date not null,
  code         text not null default '',
  until_on     date,
  says         text not null default '',
  -- The rejected message that this one puts right, and why it does.
  corrects_id  uuid,
  because      text check (because <> ''),
  queued_at    timestamptz not null default clock_timestamp(),
  queued_by    text not null,
  state        text not null default 'waiting' check (state in (
    'waiting', 'sent', 'acknowledged', 'rejected', 'unanswered', 'corrected', 'closed')),
  -- How often it has been in a file.
  attempt      int not null default 0 check (attempt >= 0),
  sent_on      date,
  answered_by  text check (answered_by in ('reply', 'heard back')),
  answered_at  timestamptz,
  answer_code  text not null default '',
  answer_why   text not null default '',
  -- Since when a person has to look at it, and who does.
  exception_on date,
  owner        text,
  closed_why   text check (closed_why <> ''),
  closed_by    text,
  closed_at    timestamptz,
  primary key (council_id, id),
  unique (council_id, source, number),
  unique (council_id, effect_key),
  unique (council_id, corrects_id),
  foreign key (council_id, source) references write_back.source (council_id, source),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  foreign key (council_id, corrects_id) references write_back.message (council_id, id),
  check ((entry_id is null) = (amount is null)),
  check ((corrects_id is null) = (because is null)),
  check (state <> 'acknowledged' or answered_by is not null and answered_at is not null),
  check (state <> 'sent' or attempt > 0 and sent_on is not null),
  check (state not in ('rejected', 'unanswered') or exception_on is not null),
  check ((state = 'closed') = (closed_why is not null)),
  check ((closed_why is null) = (closed_by is null) and (closed_why is null) = (closed_at is null))
);
create index message_waiting on write_back.message (council_id, source, number) where state = 'waiting';
create index message_sent on write_back.message (council_id, source, sent_on) where state = 'sent';
create index message_exception on write_back.message (council_id, exception_on, number) where state in ('rejected', 'unanswered');
create index message_of_account on write_back.message (council_id, account_id, number);
create index message_of_entry on write_back.message (council_id, entry_id) where entry_id is not null;
call platform.fence('write_back.message', 'select, insert, update (state, attempt, sent_on, answered_by, answered_at, answer_code, answer_why, exception_on, owner, closed_why, closed_by, closed_at)');

/* Numbers follow each other: a source that has seen a hundred knows that it has missed none. */
create function write_back.numbers_follow() returns trigger language plpgsql as $$ begin
  if exists (
    select from (
      select council_id, source, min(number) as first, max(number) as last, count(*) as messages
      from queued group by council_id, source
    ) as these
    where these.last - these.first + 1 <> these.messages or these.first <> 1 + coalesce((
      select max(before.number) from write_back.message as before
      where before.council_id = these.council_id and before.source = these.source and before.number < these.first), 0))
  then
    raise exception 'The numbers of a source’s messages follow each other' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger numbers_follow after insert on write_back.message
  referencing new table as queued for each statement execute function write_back.numbers_follow();

/* Where a message may go from where it is. What was acknowledged, corrected or closed stays so. */
create function write_back.moves_on() returns trigger language plpgsql as $$ begin
  if not (case old.state
    when 'waiting' then new.state in ('sent', 'acknowledged')
    when 'sent' then new.state in ('waiting', 'acknowledged', 'rejected', 'unanswered')
    when 'rejected' then new.state in ('corrected', 'closed', 'acknowledged')
    when 'unanswered' then new.state in ('waiting', 'acknowledged', 'rejected', 'closed')
    else false end)
  then
    raise exception 'A message that is % is never % afterwards', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger moves_on before update of state on write_back.message
  for each row when (old.state <> new.state) execute function write_back.moves_on();

-- A file as it was made: never again otherwise. Handed over when it was moved to where its source collects, or downloaded.
create table write_back.file (
  council_id  int not null,
  id          uuid not null,
  source      text not null,
  serial      int not null check (serial > 0),
  made_on     date not null,
  made_by     text not null,
  made_at     timestamptz not null default clock_timestamp(),
  messages    int not null check (messages > 0),
  -- Pence: what all its messages of money add to what is owed.
  total       bigint not null,
  sha256      text not null check (length(sha256) = 64),
  -- The folder beside whose files it was laid down whole, before it is moved among them.
  staged_in   text,
  handed_over_at timestamptz,
  handed_over_by text,
  primary key (council_id, id),
  unique (council_id, source, serial),
  foreign key (council_id, source) references write_back.source (council_id, source),
  check ((handed_over_at is null) = (handed_over_by is null))
);
create index file_to_hand_over on write_back.file (council_id, source, serial) where handed_over_at is null;
call platform.fence('write_back.file', 'select, insert, update (staged_in, handed_over_at, handed_over_by)');

create function write_back.serial_follows() returns trigger language plpgsql as $$ begin
  if new.serial <> 1 + coalesce((
    select max(serial) from write_back.file where council_id = new.council_id and source = new.source), 0)
  then
    raise exception 'The serial numbers of a source’s files follow each other' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger serial_follows before insert on write_back.file for each row execute function write_back.serial_follows();

create table write_back.file_bytes (
  council_id  int not null,
  file_id     uuid not null,
  bytes       bytea not null,
  primary key (council_id, file_id),
  foreign key (council_id, file_id) references write_back.file (council_id, id)
);
call platform.fence('write_back.file_bytes', 'select, insert');
call platform.append_only('write_back.file_bytes');

-- Which messages are in which file: each attempt of a message in one.
create table write_back.in_file (
  council_id  int not null,
  file_id     uuid not null,
  message_id  uuid not null,
  attempt     int not null check (attempt > 0),
  primary key (council_id, file_id, message_id),
  unique (council_id, message_id, attempt),
  foreign key (council_id, file_id) references write_back.file (council_id, id),
  foreign key (council_id, message_id) references write_back.message (council_id, id)
);
call platform.fence('write_back.in_file', 'select, insert');
call platform.append_only('write_back.in_file');

-- What a source answers, kept as it came.
create table write_back.reply (
  council_id  int not null references administration.council,
  id          uuid not null,
  file_name   text not null,
  sha256      text not null check (length(sha256) = 64),
  bytes       bigint not null,
  source      text,
  number      int check (number > 0),
  state       text not null check (state in ('received', 'taken', 'refused')),
  refused_why text check (refused_why <> ''),
  accepted    int not null default 0,
  rejected    int not null default 0,
  taken_by    text not null,
  taken_at    timestamptz not null default clock_timestamp(),
  primary key (council_id, id),
  unique (council_id, sha256),
  check ((state = 'refused') = (refused_why is not null)),
  check (state <> 'taken' or source is not null and number is not null)
);
create unique index reply_counts_once on write_back.reply (council_id, source, number) where state = 'taken';
create index reply_newest on write_back.reply (council_id, taken_at);
call platform.fence('write_back.reply', 'select, insert, update (source, number, state, refused_why, accepted, rejected, taken_by, taken_at)');

create table write_back.reply_part (
  council_id  int not null,
  reply_id    uuid not null,
  part        int not null,
  content     bytea not null,
  primary key (council_id, reply_id, part),
  foreign key (council_id, reply_id) references write_back.reply (council_id, id)
);
call platform.fence('write_back.reply_part', 'select, insert');
call platform.append_only('write_back.reply_part');

create table write_back.answer (
  council_id  int not null,
  reply_id    uuid not null,
  message_id  uuid not null,
  attempt     int not null check (attempt > 0),
  answer      text not null check (answer in ('accepted', 'rejected')),
  code        text not null default '',
  why         text not null default '',
  primary key (council_id, reply_id, message_id),
  -- One answer to one sending.
  unique (council_id, message_id, attempt),
  foreign key (council_id, reply_id) references write_back.reply (council_id, id),
  foreign key (council_id, message_id) references write_back.message (council_id, id)
);
call platform.fence('write_back.answer', 'select, insert');
call platform.append_only('write_back.answer');
