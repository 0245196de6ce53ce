-- How a notice was served, where Evenhand did not do it or cannot know: recorded by an officer, and never changed. A later record of the
-- same notice stands in its place, and says why; what should not have been recorded is taken back, and the one before it stands again.

create table casework.service (
  council_id    int not null references administration.council,
  number        bigint generated always as identity,
  id            uuid not null,
  account_id    uuid not null,
  -- The notice: a step of recovery, or a letter that is none.
  action_id     uuid,
  letter_id     uuid,
  way           text not null check (way in ('handed over', 'left at the address', 'certificate of posting', 'process server',
    'e-mail', 'came back')),
  -- The day, and the time where one is known, on which it was done or came back.
  on_day        date not null,
  at_time       text check (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  post_class    text check (post_class in ('first class', 'second class')),
  place         text not null default '',
  by_whom       text not null default '',
  -- Who took it, or in whose presence it was left.
  received_by   text not null default '',
  -- Of a certificate that is kept elsewhere: there is no place for scans here.
  reference     text not null default '',
  says          text not null default '',
  -- The day on which the law counts it as served; null where none is known, and of what came back.
  served_on     date,
  -- The record that stood before, and why this one is right.
  follows_id    uuid,
  because       text check (because <> ''),
  recorded_by   text not null check (recorded_by <> ''),
  recorded_at   timestamptz not null,
  primary key (council_id, id),
  unique (council_id, account_id, number),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, action_id) references recovery.action (council_id, id),
  foreign key (council_id, letter_id) references correspondence.letter (council_id, id),
  foreign key (council_id, follows_id) references casework.service (council_id, id),
  check (num_nonnulls(action_id, letter_id) = 1),
  check ((follows_id is null) = (because is null)),
  check (way not in ('came back', 'e-mail') or served_on is null),
  check (post_class is null or way = 'certificate of posting')
);
create index service_of_action on casework.service (council_id, action_id) where action_id is not null;
create index service_of_letter on casework.service (council_id, letter_id) where letter_id is not null;
create index service_follows on casework.service (council_id, follows_id) where follows_id is not null;
call platform.fence('casework.service', 'select, insert');
call platform.append_only('casework.service');

create table casework.service_taken_back (
  council_id  int not null,
  service_id  uuid not null,
  because     text not null check (because <> ''),
  by          text not null check (by <> ''),
  at          timestamptz not null,
  primary key (council_id, service_id),
  foreign key (council_id, service_id) references casework.service (council_id, id)
);
call platform.fence('casework.service_taken_back', 'select, insert');
call platform.append_only('casework.service_taken_back');

/* A notice whose service is recorded as later than was taken counts from that day, and a step that was planned after it and has not gone
   knows: what has gone stays as it was. */
do $$
declare
  key text;
begin
  select conname into strict key from pg_constraint
  where conrelid = 'recovery.action'::regclass and confrelid = 'recovery.action'::regclass and contype = 'f';
  execute format('alter table recovery.action drop constraint %I', key);
end $$;
alter table recovery.action add constraint follows_a_notice_served_then
  foreign key (council_id, account_id, previous_id, previous_kind, previous_served_on)
  references recovery.action (council_id, account_id, id, kind, served_on) on update cascade;
