-- Costs, interest and compensation as components of a debt, each with its own authority, rate, cap, first day and last; the
-- days on which interest is stopped; and what was waived, by whom. The money itself is in the ledger: this says what it is for.

/* Which part of a balance a movement belongs to. A charge of ours says so by the source of its entry; one that a source
   system told of says so by its kind. Whatever is neither costs, interest nor compensation moves the principal. */
create function debts.part_of(kind text, source_kind text) returns text
  language sql immutable parallel safe as $$
  select case
    when source_kind in ('costs', 'costs waived') then 'costs'
    when source_kind in ('interest', 'interest waived') then 'interest'
    when source_kind in ('compensation', 'compensation waived') then 'compensation'
    when kind in ('costs', 'interest') then kind
    else 'principal' end
$$;
grant execute on function debts.part_of to evenhand_app;

create schema charges;
grant usage on schema charges to evenhand_app;

create table charges.component (
  council_id   int not null,
  id           uuid not null,
  account_id   uuid not null,
  kind         text not null check (kind in ('summons costs', 'liability order costs', 'claim interest', 'judgment interest',
                 'contract interest', 'late payment interest', 'late payment compensation')),
  -- The evidence: the complaint, the order, the judgment, the contract and its clause; and its day.
  authority    text not null check (authority <> ''),
  authority_on date not null,
  -- Costs are of one hearing.
  hearing_on   date,
  because      text not null check (because <> ''),
  -- For somebody who is no organisation: how it is known that they dealt as a business.
  business_evidence text check (business_evidence <> ''),
  -- What is charged once.
  amount       bigint check (amount > 0),
  -- What bears interest: hundredths of a per cent a year, on a judgment's sum or else on the principal as it is each day.
  basis_points int check (basis_points > 0 and basis_points <= 10000),
  principal    bigint check (principal > 0),
  cap          bigint check (cap > 0),
  -- The day it is charged on, or the first that bears interest.
  starts_on    date not null,
  -- The last day that bears interest.
  ends_on      date,
  ended_by     text,
  ended_why    text check (ended_why <> ''),
  -- Taken off whole because the law did not allow it, once that was known.
  taken_off_at timestamptz,
  taken_off_why text check (taken_off_why <> ''),
  -- What of the ledger and of holds it was last reckoned from.
  read_version text,
  recorded_by  text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  primary key (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  check ((amount is null) = (basis_points is not null)),
  check ((basis_points is not null) = (kind in ('claim interest', 'judgment interest', 'contract interest', 'late payment interest'))),
  check ((principal is not null) = (kind in ('claim interest', 'judgment interest'))),
  check ((hearing_on is not null) = (kind in ('summons costs', 'liability order costs'))),
  check (cap is null or kind = 'contract interest'),
  check (ends_on is null or basis_points is not null),
  check ((ends_on is null) = (ended_by is null) and (ends_on is null) = (ended_why is null)),
  check ((taken_off_at is null) = (taken_off_why is null)),
  check (taken_off_at is null or amount is not null)
);
create index component_of_account on charges.component (council_id, account_id);
-- The costs of one hearing are charged once; a debt has one fixed sum; one kind of interest runs at a time.
create unique index one_cost_a_hearing on charges.component (council_id, account_id, kind, hearing_on)
  where hearing_on is not null and taken_off_at is null;
create unique index one_fixed_sum on charges.component (council_id, account_id)
  where kind = 'late payment compensation' and taken_off_at is null;
create unique index one_interest_runs on charges.component (council_id, account_id)
  where basis_points is not null and ends_on is null;
call platform.fence('charges.component', 'select, insert, update (ends_on, ended_by, ended_why, taken_off_at, taken_off_why, read_version)');

/* Which entries of the ledger are a component's, and how much each added to the debt (less than nothing: took off). */
create table charges.component_entry (
  council_id   int not null,
  entry_id     uuid not null,
  component_id uuid not null,
  amount       bigint not null check (amount <> 0),
  what         text not null check (what in ('charged', 'corrected', 'waived')),
  -- The first day of the month whose interest it is.
  month        date check (extract(day from month) = 1),
  primary key (council_id, entry_id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  foreign key (council_id, component_id) references charges.component (council_id, id),
  check (what <> 'charged' or amount > 0),
  check (what <> 'waived' or amount < 0)
);
create index entry_of_component on charges.component_entry (council_id, component_id);
call platform.fence('charges.component_entry', 'select, insert');
call platform.append_only('charges.component_entry');

-- From which day interest is stopped, and why. It runs again only from a day that a person says, and never for the days between.
create table charges.stop (
  council_id   int not null,
  id           uuid not null,
  component_id uuid not null,
  kind         text not null check (kind in ('breathing space', 'mental health crisis', 'insolvency', 'dissolution', 'decision')),
  -- The hold that stopped it; null where somebody decided.
  hold_id      uuid,
  from_on      date not null,
  why          text not null check (why <> ''),
  recorded_by  text not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  -- The first day that bears interest again.
  until_on     date check (until_on > from_on),
  until_by     text,
  until_why    text check (until_why <> ''),
  primary key (council_id, id),
  unique (council_id, component_id, hold_id),
  foreign key (council_id, component_id) references charges.component (council_id, id),
  foreign key (council_id, hold_id) references protections.hold (council_id, id),
  check ((hold_id is null) = (kind = 'decision')),
  check ((until_on is null) = (until_by is null) and (until_on is null) = (until_why is null)),
  -- What insolvency stopped stays stopped.
  check (kind <> 'insolvency' or until_on is null)
);
call platform.fence('charges.stop', 'select, insert, update (until_on, until_by, until_why)');

-- How much somebody of a role may waive of one charge without anybody else. No row: nothing.
create table charges.waiver_limit (
  council_id int not null references administration.council,
  role       text not null check (role <> ''),
  amount     bigint not null check (amount >= 0),
  set_by     text not null,
  set_at     timestamptz not null default clock_timestamp(),
  primary key (council_id, role)
);
call platform.fence('charges.waiver_limit', 'select, insert, update');

create table charges.waiver (
  council_id   int not null,
  id           uuid not null,
  component_id uuid not null,
  amount       bigint not null check (amount > 0),
  reason       text not null check (reason in ('council error', 'paid in time', 'hardship', 'vulnerability', 'court', 'settlement')),
  because      text not null check (because <> ''),
  state        text not null check (state in ('asked', 'made', 'refused')),
  asked_by     text not null,
  -- The role whose limit allowed it without a second person.
  alone_as     text,
  asked_at     timestamptz not null default clock_timestamp(),
  decided_by   text check (decided_by <> asked_by),
  decided_at   timestamptz,
  entry_id     uuid,
  primary key (council_id, id),
  unique (council_id, entry_id),
  foreign key (council_id, component_id) references charges.component (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  check ((state = 'made') = (entry_id is not null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state <> 'refused' or decided_by is not null),
  check (state <> 'asked' or (decided_by is null and alone_as is null)),
  -- Made by two people, or by one within a limit: the trigger below looks at the limit.
  check (state <> 'made' or (decided_by is null) = (alone_as is not null))
);
create unique index one_waiver_waits on charges.waiver (council_id, component_id) where state = 'asked';
create index waiver_of_component on charges.waiver (council_id, component_id);
call platform.fence('charges.waiver', 'select, insert, update (state, decided_by, decided_at, entry_id)');

/* Nobody waives more of one charge alone than a limit of the council allows, in one go or in many. */
create function charges.waiver_within() returns trigger language plpgsql as $$
begin
  if new.alone_as is not null and new.amount + coalesce((
      select sum(amount) from charges.waiver
      where council_id = new.council_id and component_id = new.component_id and asked_by = new.asked_by
        and state = 'made' and alone_as is not null and id <> new.id), 0)
    > coalesce((select amount from charges.waiver_limit where council_id = new.council_id and role = new.alone_as), 0)
  then
    raise exception 'More than this is waived by two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger waiver_within before insert on charges.waiver
  for each row execute function charges.waiver_within();

create function charges.waiver_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and old.state <> 'asked' then
    raise exception 'A waiver that is % stays so', old.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger waiver_moves before update on charges.waiver
  for each row execute function charges.waiver_moves();

/* What a charge on an account was reckoned from: it changes with every movement, and with every hold placed or ended. */
create function charges.version_of(of_council int, of_account uuid) returns text language sql stable as $$
  select
    (select count(*) from debts.posting where council_id = of_council and debit = of_account)
    + (select count(*) from debts.posting where council_id = of_council and credit = of_account)
    || '/' || (
      select count(*) || '/' || count(lifted_at) from protections.hold_on_account
      where council_id = of_council and account_id = of_account)
$$;
grant execute on function charges.version_of to evenhand_app;

-- What the integrity contract shows of it.
create view contract.charge_component as
select council_id::text as tenant_id, id::text as component_id, account_id::text as debt_id, replace(kind, ' ', '_') as kind,
  amount as amount_pence, basis_points, starts_on, ends_on, taken_off_at
from charges.component;
create view contract.charge_entry as
select council_id::text as tenant_id, component_id::text, entry_id::text as txn_id, amount as amount_pence, what, month
from charges.component_entry;
create view contract.charge_stop as
select council_id::text as tenant_id, component_id::text, hold_id::text, kind, from_on, until_on
from charges.stop;
create view contract.charge_waiver as
select council_id::text as tenant_id, id::text as waiver_id, component_id::text, amount as amount_pence, state, asked_by,
  decided_by, alone_as, entry_id::text as txn_id
from charges.waiver;
