-- Notes beside contacts, corrections of either, and what is pinned to the top of what has happened.

/* What an officer wrote down, as it was written. A correction is another note that points at it; one that was about
   somebody else is a note of that person's that points at it. */
create table casework.note (
  council_id    int not null references administration.council,
  id            uuid not null,
  party_id      uuid not null,
  account_id    uuid,
  at            timestamptz not null,
  recorded_by   text not null,
  says          text not null check (says <> ''),
  corrects_id   uuid,
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, corrects_id) references casework.note (council_id, id)
);
create index note_of_party on casework.note (council_id, party_id, at);
-- A thing is corrected once: whoever is second corrects the correction.
create unique index note_corrected on casework.note (council_id, corrects_id) where corrects_id is not null;
create unique index contact_corrected on casework.contact (council_id, corrects_id) where corrects_id is not null;
call platform.fence('casework.note', 'select, insert');
call platform.append_only('casework.note');

-- What officers want to see first of what has happened. Unpinned, never erased.
create table casework.pin (
  council_id    int not null references administration.council,
  party_id      uuid not null,
  -- The contact, note, letter or hold.
  entry_id      uuid not null,
  pinned_at     timestamptz not null default clock_timestamp(),
  pinned_by     text not null,
  unpinned_at   timestamptz,
  primary key (council_id, party_id, entry_id, pinned_at),
  foreign key (council_id, party_id) references parties.party (council_id, id)
);
create unique index pinned_now on casework.pin (council_id, party_id, entry_id) where unpinned_at is null;
call platform.fence('casework.pin', 'select, insert, update (unpinned_at)');
