-- What collecting costs the council: trace fees, court fees, agents' commission, post. None of it is charged to whoever owes: it is set
-- against what came in, so that a channel that costs more than it brings is seen. Nothing is spent outside the approved list.

create table charges.supplier (
  council_id  int not null references administration.council,
  id          uuid not null,
  name        text not null check (name <> ''),
  -- What it may be paid for.
  kinds       text[] not null check (cardinality(kinds) > 0
                and kinds <@ array['trace fee', 'court fee', 'commission', 'post']),
  approved_by text not null,
  approved_at timestamptz not null default clock_timestamp(),
  ended_by    text,
  ended_at    timestamptz,
  ended_why   text check (ended_why <> ''),
  primary key (council_id, id),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why is null))
);
create unique index one_supplier_of_a_name on charges.supplier (council_id, lower(name)) where ended_at is null;
call platform.fence('charges.supplier', 'select, insert, update (ended_by, ended_at, ended_why)');

-- The most for one cost of a kind, and for all of a kind in a month. No row: nothing.
create table charges.spending_limit (
  council_id int not null references administration.council,
  kind       text not null check (kind in ('trace fee', 'court fee', 'commission', 'post')),
  at_once    bigint not null check (at_once >= 0),
  a_month    bigint not null check (a_month >= at_once),
  set_by     text not null,
  set_at     timestamptz not null default clock_timestamp(),
  primary key (council_id, kind)
);
call platform.fence('charges.spending_limit', 'select, insert, update');

create table charges.spending (
  council_id  int not null,
  id          uuid not null,
  account_id  uuid not null,
  kind        text not null check (kind in ('trace fee', 'court fee', 'commission', 'post')),
  supplier_id uuid not null,
  amount      bigint not null check (amount > 0),
  spent_on    date not null,
  -- What the supplier calls it: its invoice and line.
  reference   text not null check (reference <> ''),
  recorded_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  undone_by   text,
  undone_at   timestamptz,
  undone_why  text check (undone_why <> ''),
  primary key (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, supplier_id) references charges.supplier (council_id, id),
  check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (undone_why is null))
);
-- A supplier's cost on an account is written down once.
create unique index one_cost_of_a_supplier on charges.spending (council_id, supplier_id, account_id, kind, lower(reference))
  where undone_at is null;
create index spending_on_account on charges.spending (council_id, account_id, spent_on);
create index spending_by_day on charges.spending (council_id, spent_on);
call platform.fence('charges.spending', 'select, insert, update (undone_by, undone_at, undone_why)');

/* Only with a supplier that is approved for it, by somebody else than approved the supplier, and within the limits. The limit's row is
   locked, so that two at once cannot both take what is left of a month. */
create function charges.spending_within() returns trigger language plpgsql as $$
declare
  limits charges.spending_limit;
begin
  select * into limits from charges.spending_limit where council_id = new.council_id and kind = new.kind for update;
  if not exists (
    select from charges.supplier
    where council_id = new.council_id and id = new.supplier_id and ended_at is null and new.kind = any(kinds)
      and approved_by <> new.recorded_by)
  then
    raise exception 'Only an approved supplier is paid' using errcode = 'restrict_violation';
  end if;
  if new.amount > coalesce(limits.at_once, 0) or new.amount + coalesce((
      select sum(amount) from charges.spending
      where council_id = new.council_id and kind = new.kind and undone_at is null
        and date_trunc('month', spent_on) = date_trunc('month', new.spent_on)), 0) > coalesce(limits.a_month, 0)
  then
    raise exception 'That is over a limit' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger spending_within before insert on charges.spending
  for each row execute function charges.spending_within();

create view contract.collection_cost as
select spending.council_id::text as tenant_id, spending.id::text as cost_id, spending.account_id::text as debt_id, spending.kind,
  spending.supplier_id::text, spending.amount as amount_pence, spending.spent_on, spending.recorded_by, spending.undone_at,
  supplier.approved_by, spending.kind = any(supplier.kinds) as is_approved
from charges.spending
join charges.supplier on supplier.council_id = spending.council_id and supplier.id = spending.supplier_id;
