-- What an officer puts before a team leader, and what was decided about it: written once, and never changed. What happens to
-- an escalation is a row of its own, so that how long each part took can be counted from what was kept.

create table casework.escalation (
  council_id    int not null references administration.council,
  id            uuid not null,
  -- Of the person, whoever owes the account it is about.
  party_id      uuid not null,
  account_id    uuid not null,
  kind          text not null check (kind in (
    'recommend litigation', 'settlement outside authority', 'safety', 'complaint', 'other')),
  recommends    text not null check (recommends <> ''),
  options       text not null check (options <> ''),
  -- Why it is right though nobody has tried to reach them lately: outside policy. Null where somebody has, or nobody need.
  untried_why   text check (untried_why <> ''),
  -- What was answered to each question that its kind asks, by the question's name.
  checklist     jsonb not null default '{}',
  -- The one that was returned and is asked again here.
  follows_id    uuid,
  asked_by      text not null check (asked_by <> ''),
  asked_at      timestamptz not null,
  asked_on      date not null,
  -- The council's target on the day it was asked: a later setting does not move it.
  decide_by     date not null check (decide_by >= asked_on),
  primary key (council_id, id),
  -- For what happens to it, which must know who asked.
  unique (council_id, id, asked_by),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, follows_id) references casework.escalation (council_id, id)
);
create index escalation_of_party on casework.escalation (council_id, party_id, asked_at);
create index escalation_of_account on casework.escalation (council_id, account_id);
create index escalation_asked on casework.escalation (council_id, asked_on);
create unique index escalation_asked_again on casework.escalation (council_id, follows_id) where follows_id is not null;
call platform.fence('casework.escalation', 'select, insert');
call platform.append_only('casework.escalation');

-- What it rests on: entries of what has happened to the person.
create table casework.escalation_evidence (
  council_id     int not null,
  escalation_id  uuid not null,
  -- The contact, note, letter or hold.
  entry_id       uuid not null,
  primary key (council_id, escalation_id, entry_id),
  foreign key (council_id, escalation_id) references casework.escalation (council_id, id)
);
call platform.fence('casework.escalation_evidence', 'select, insert');
call platform.append_only('casework.escalation_evidence');

create table casework.escalation_event (
  council_id     int not null,
  escalation_id  uuid not null,
  kind           text not null check (kind in ('seen', 'accepted', 'returned', 'taken over', 'read')),
  by             text not null check (by <> ''),
  asked_by       text not null,
  at             timestamptz not null,
  on_day         date not null,
  comment        text not null default '',
  -- Of one that is returned: the day by which the officer comes back with it.
  again_by       date,
  primary key (council_id, escalation_id, kind),
  foreign key (council_id, escalation_id, asked_by) references casework.escalation (council_id, id, asked_by),
  -- Nobody decides their own; and only who asked can say that they have read the answer.
  constraint nobody_decides_their_own check ((kind = 'read') = (by = asked_by)),
  check (kind in ('seen', 'read') or comment <> ''),
  check (again_by is null or kind = 'returned')
);
create unique index escalation_decided_once on casework.escalation_event (council_id, escalation_id)
  where kind in ('accepted', 'returned', 'taken over');
call platform.fence('casework.escalation_event', 'select, insert');
call platform.append_only('casework.escalation_event');

-- How soon an escalation is to be decided, and how lately somebody must have tried to reach the person. No row: what Evenhand
-- is shipped with.
create table casework.escalation_targets (
  council_id     int not null references administration.council,
  -- Days from the day it was asked.
  safety_days    int not null check (safety_days between 0 and 30),
  other_days     int not null check (other_days between 0 and 90),
  contact_days   int not null check (contact_days between 1 and 365),
  set_by         text not null,
  set_at         timestamptz not null default clock_timestamp(),
  primary key (council_id)
);
call platform.fence('casework.escalation_targets', 'select, insert, update');
