-- Who is one person: what matching proposes, and the parties that somebody, or certainty, made one.

/* The person a party belongs to: the party that leads them, itself where it is alone. Facts stay with the party they came
   to, so that parting people again gives each their own. */
alter table parties.party add column person_id uuid generated always as (coalesce(merged_into, id)) stored;
create index party_of_person on parties.party (council_id, person_id);

-- Why a party is of a person, from when and until when. Ended, never erased.
create table parties.membership (
  council_id     int not null,
  party_id       uuid not null,
  person_id      uuid not null,
  why            text not null,
  joined_at      timestamptz not null default now(),
  joined_by      text not null,
  left_at        timestamptz,
  left_by        text,
  left_why       text,
  primary key (council_id, party_id, joined_at),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, person_id) references parties.party (council_id, id),
  check (party_id <> person_id),
  check ((left_at is null) = (left_by is null) and (left_at is null) = (left_why is null))
);
create index membership_changed on parties.membership (council_id, joined_at);
create index membership_ended on parties.membership (council_id, left_at) where left_at is not null;
create unique index membership_now on parties.membership (council_id, party_id) where left_at is null;
call platform.fence('parties.membership', 'select, insert, update (left_at, left_by, left_why)');

-- A source record in standard form, as it was last compared. Placeholders and organisations are not here.
create table parties.standard_record (
  council_id     int not null,
  source_record_id uuid not null,
  party_id       uuid not null,
  person         jsonb not null,
  -- Keys that it shares with others worth comparing.
  keys           text[] not null,
  primary key (council_id, source_record_id),
  foreign key (council_id, source_record_id) references parties.source_record (council_id, id)
);
call platform.fence('parties.standard_record', 'select, insert, update, delete');

create table parties.standard_key (
  council_id     int not null,
  key            text not null,
  source_record_id uuid not null,
  primary key (council_id, key, source_record_id),
  foreign key (council_id, source_record_id) references parties.standard_record (council_id, source_record_id) on delete cascade
);
call platform.fence('parties.standard_key', 'select, insert, delete');

-- What matching learned from the council's own records, and how sure it must be.
create table parties.match_model (
  council_id     int not null references administration.council,
  learned_at     timestamptz not null default now(),
  records        int not null,
  model          jsonb not null,
  automatic_at   double precision not null default 0.99 check (automatic_at between 0.9 and 1),
  review_at      double precision not null default 0.5 check (review_at between 0 and 1),
  primary key (council_id)
);
call platform.fence('parties.match_model', 'select, insert, update');

-- Two parties that may be one person, and what was made of it.
create table parties.proposed_match (
  council_id     int not null,
  left_id        uuid not null,
  right_id       uuid not null,
  probability    double precision not null check (probability between 0 and 1),
  -- What agrees and what does not, each with its weight in bits.
  evidence       jsonb not null,
  -- Why it cannot be joined by itself, however likely.
  conflict       text,
  state          text not null check (state in ('waiting', 'joined', 'same', 'different', 'not sure')),
  proposed_at    timestamptz not null default now(),
  decided_at     timestamptz,
  decided_by     text,
  because        text,
  primary key (council_id, left_id, right_id),
  foreign key (council_id, left_id) references parties.party (council_id, id),
  foreign key (council_id, right_id) references parties.party (council_id, id),
  check (left_id < right_id),
  check ((state = 'waiting') = (decided_at is null))
);
create index match_to_review on parties.proposed_match (council_id, probability desc) where state in ('waiting', 'not sure');
create index match_of_right on parties.proposed_match (council_id, right_id);
call platform.fence('parties.proposed_match', 'select, insert, update');

/* A hold on anybody reaches every account of the person they are: a hold on any one liable person reaches a joint debt. */
create or replace view protections.hold_on_account with (security_invoker = true) as
select
  liability.council_id, liability.account_id, hold.id as hold_id, hold.party_id, hold.kind, hold.starts_at,
  least(hold.ends_at, hold.lifted_at) as ends_at, hold.recorded_at, hold.lifted_at, hold.reason, hold.source
from debts.liability
join parties.party as liable on liable.council_id = liability.council_id and liable.id = liability.party_id
join parties.party as held on held.council_id = liable.council_id and held.person_id = liable.person_id
join protections.hold as hold
  on hold.council_id = held.council_id and hold.party_id = held.id
  and (hold.account_id is null or hold.account_id = liability.account_id);
