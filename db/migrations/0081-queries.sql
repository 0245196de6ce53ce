-- A question about a debt for another team: is it theirs, is a benefit claim pending, is the complaint right. Until it is
-- answered the hold beside it pauses recovery, and the gate's sense check says that it is open.

create table protections.query (
  council_id   int not null,
  id           uuid not null,
  account_id   uuid not null,
  party_id     uuid not null,
  -- The hold of kind dispute that pauses recovery meanwhile.
  hold_id      uuid not null,
  about        text not null check (about in ('liability', 'benefit claim', 'complaint')),
  team         text not null check (team <> ''),
  question     text not null check (question <> ''),
  answer_by    date not null,
  asked_by     text not null,
  asked_at     timestamptz not null default clock_timestamp(),
  answer       text check (answer <> ''),
  answered_by  text,
  answered_at  timestamptz,
  primary key (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, hold_id) references protections.hold (council_id, id),
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null))
);
create unique index one_open_query on protections.query (council_id, account_id, about) where answered_at is null;
create index query_of_account on protections.query (council_id, account_id);
create index query_waiting on protections.query (council_id, answer_by) where answered_at is null;
call platform.fence('protections.query', 'select, insert, update (answer, answered_by, answered_at)');
