-- A tenant's notice that they leave, and what will be owed on their last day: worked out from what an officer recorded. What is
-- recorded anew is another row, and the newest of an account stands, so that every projection can be worked out again.

create table casework.tenancy_notice (
  council_id          int not null references administration.council,
  number              bigint generated always as identity,
  id                  uuid not null,
  account_id          uuid not null,
  party_id            uuid not null,
  given_on            date not null,
  last_day            date not null check (last_day >= given_on),
  -- Pence a week or month, where it is known: without it nothing is projected.
  rent                bigint check (rent > 0),
  rent_every          text check (rent_every in ('week', 'month')),
  -- The first day of the rent week: 1 is Monday.
  week_begins         int not null default 1 check (week_begins between 1 and 7),
  -- The first days of the weeks in which no rent is charged.
  free_weeks          date[] not null default '{}',
  -- The last day for which the balance has rent already, and that balance.
  charged_to          date not null,
  balance             bigint not null,
  -- What will surely be paid by the last day: days, pence and by what, in one order.
  expected_on         date[] not null default '{}',
  expected            bigint[] not null default '{}',
  expected_by         text[] not null default '{}',
  keys_returned_on    date,
  -- Whether they said where they go and how they are reached: what they said is a proposed detail of the person.
  has_forwarding      boolean not null,
  has_telephone       boolean not null,
  -- Pence that will be owed at the end of the last day; null where it could not be worked out.
  projected           bigint,
  recorded_by         text not null check (recorded_by <> ''),
  recorded_at         timestamptz not null,
  recorded_on         date not null,
  primary key (council_id, id),
  unique (council_id, account_id, number),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check (cardinality(expected_on) = cardinality(expected) and cardinality(expected_on) = cardinality(expected_by)),
  check (0 < all (expected)),
  check ((projected is null) = (rent is null or rent_every is null))
);
create index tenancy_notice_of_party on casework.tenancy_notice (council_id, party_id);
create index tenancy_notice_by_last_day on casework.tenancy_notice (council_id, last_day);
call platform.fence('casework.tenancy_notice', 'select, insert');
call platform.append_only('casework.tenancy_notice');
