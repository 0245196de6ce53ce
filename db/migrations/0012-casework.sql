-- Contacts with people, and the ranked list of who to work next.

create schema casework;
grant usage on schema casework to evenhand_app;

-- What was said and done, as it was recorded. A correction is another row that points at it.
create table casework.contact (
  council_id    int not null references administration.council,
  id            uuid not null,
  party_id      uuid not null,
  account_id    uuid,
  at            timestamptz not null,
  recorded_by   text not null,
  channel       text not null check (channel in ('telephone', 'email', 'letter', 'visit', 'office')),
  direction     text not null check (direction in ('to them', 'from them')),
  outcome       text not null check (outcome in ('paid now', 'promise', 'arrangement asked for', 'callback', 'no answer', 'message left', 'wrong number', 'dispute', 'refused', 'advice given')),
  note          text not null default '',
  promised_on   date,
  promised      bigint check (promised > 0),
  corrects_id   uuid,
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, corrects_id) references casework.contact (council_id, id),
  check ((outcome = 'promise') = (promised_on is not null)),
  check ((outcome = 'promise') = (promised is not null))
);
create index contact_of_party on casework.contact (council_id, party_id, at);
call platform.fence('casework.contact', 'select, insert');
call platform.append_only('casework.contact');

-- Who to work next, and why now. Made each night for what is worth an officer's time; put off, never lost.
create table casework.work_item (
  council_id    int not null references administration.council,
  party_id      uuid not null,
  account_id    uuid not null,
  -- Higher comes first.
  rank          int not null,
  reason        text not null check (reason in ('final notice unpaid', 'second letter unpaid', 'second reminder unpaid', 'large and late', 'promise passed', 'callback due')),
  overdue       bigint not null,
  late_since    date,
  made_on       date not null,
  not_before    timestamptz,
  put_off_why   text,
  done_at       timestamptz,
  done_by       text,
  primary key (council_id, party_id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id)
);
create index work_to_do on casework.work_item (council_id, rank desc) where done_at is null;
call platform.fence('casework.work_item', 'select, insert, update, delete');
create index contact_promised on casework.contact (council_id, promised_on) where promised_on is not null;
-- The accounts whose last notice has not brought payment: found each night without reading the book.
create index account_after_notices on recovery.account_state (council_id, stage)
  where stage in ('second reminder', 'final notice', 'second letter');
