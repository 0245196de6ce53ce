-- Settling with the sources at a month's end: what each says its accounts owe, what we say, and every difference by name.

-- A source may send a list of what its accounts owe as at a day: a file like a reply, known by its first line.
alter table write_back.reply
  add column what text not null default 'reply' check (what in ('reply', 'balances')),
  add column as_at date,
  add check (state <> 'taken' or (what = 'balances') = (as_at is not null));
drop index write_back.reply_counts_once;
create unique index reply_counts_once on write_back.reply (council_id, source, what, number) where state = 'taken';
grant update (what, as_at) on write_back.reply to evenhand_app;

-- What a source says of one account in such a list. It may have accounts that are not here.
create table write_back.told_balance (
  council_id  int not null,
  reply_id    uuid not null,
  reference   text not null check (reference <> ''),
  amount      bigint not null,
  primary key (council_id, reply_id, reference),
  foreign key (council_id, reply_id) references write_back.reply (council_id, id)
);
call platform.fence('write_back.told_balance', 'select, insert');
call platform.append_only('write_back.told_balance');

-- Charges added here are told since now: they are looked for from the beginning. The fence, which holds the owner too, is let
-- down for this one statement.
alter table write_back.source no force row level security;
update write_back.source set looked_until = '-infinity';
alter table write_back.source force row level security;

-- A month of a source, as it was last compared. Closed, it stays as it was. All amounts are pence.
create table write_back.month (
  council_id  int not null,
  source      text not null check (source <> ''),
  -- Its first day, and the day that the two were compared as at.
  month       date not null check (extract(day from month) = 1),
  as_at       date not null,
  made_at     timestamptz not null default clock_timestamp(),
  made_by     text not null,
  accounts    int not null,
  -- What our ledger says is owed, and what the source says.
  ours        bigint not null,
  theirs      bigint not null,
  -- The list of balances that was compared with; without one, what its files add up to.
  list_id     uuid,
  -- What accounts for the difference, by name.
  waiting     bigint not null,
  unanswered  bigint not null,
  exceptions  bigint not null,
  closed      bigint not null,
  accepted    bigint not null,
  untold      bigint not null,
  unexplained bigint not null,
  state       text not null check (state in ('open', 'proposed', 'closed')),
  -- How often it was proposed.
  proposals   int not null default 0,
  content_hash text,
  proposed_by text,
  closed_by   text,
  closed_at   timestamptz,
  primary key (council_id, source, month),
  foreign key (council_id, list_id) references write_back.reply (council_id, id),
  check (ours = theirs + waiting + unanswered + exceptions + closed + accepted + untold + unexplained),
  check (state = 'open' or content_hash is not null and proposed_by is not null),
  check ((state = 'closed') = (closed_by is not null) and (closed_by is null) = (closed_at is null)),
  -- Somebody else signs than who proposed.
  check (closed_by <> proposed_by)
);
call platform.fence('write_back.month', 'select, insert, update');

-- An account on which the two differ by more than is accounted for: both figures, each with its day.
create table write_back.month_difference (
  council_id   int not null,
  source       text not null,
  month        date not null,
  reference    text not null,
  -- Null: the source has it, and it is not here.
  account_id   uuid,
  ours         bigint not null,
  theirs       bigint not null,
  accounted    bigint not null,
  unexplained  bigint not null check (unexplained <> 0 and unexplained = ours - theirs - accounted),
  explained_why text check (explained_why <> ''),
  explained_by text,
  explained_at timestamptz,
  primary key (council_id, source, month, reference),
  foreign key (council_id, source, month) references write_back.month (council_id, source, month),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  check ((explained_why is null) = (explained_by is null) and (explained_why is null) = (explained_at is null))
);
call platform.fence('write_back.month_difference', 'select, insert, update, delete');

/* A closed month keeps its figures; a proposed one may only be closed or opened again, so that what is signed is what was
   proposed; and it is closed only when each difference has its reason. */
create function write_back.month_is_kept() returns trigger language plpgsql as $$ begin
  if old.state = 'closed' then
    raise exception 'A closed month keeps its figures' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then
    raise exception 'A month is not taken away' using errcode = 'restrict_violation';
  end if;
  if old.state = 'proposed' and (to_jsonb(new) - '{state,closed_by,closed_at}'::text[])
    is distinct from (to_jsonb(old) - '{state,closed_by,closed_at}'::text[]) then
    raise exception 'A month that is proposed keeps its figures until somebody decides' using errcode = 'restrict_violation';
  end if;
  if new.state = 'closed' and (old.state <> 'proposed' or exists (
    select from write_back.month_difference as difference
    where difference.council_id = new.council_id and difference.source = new.source and difference.month = new.month
      and difference.explained_why is null))
  then
    raise exception 'A month is closed when it was proposed and each difference has its reason' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger month_is_kept before update or delete on write_back.month
  for each row execute function write_back.month_is_kept();

create function write_back.difference_is_kept() returns trigger language plpgsql as $$
declare
  its write_back.month_difference := coalesce(new, old);
begin
  if exists (
    select from write_back.month as month
    where month.council_id = its.council_id and month.source = its.source and month.month = its.month and month.state <> 'open')
  then
    raise exception 'A month that is proposed or closed keeps its differences' using errcode = 'restrict_violation';
  end if;
  return its;
end $$;
create trigger difference_is_kept before insert or update or delete on write_back.month_difference
  for each row execute function write_back.difference_is_kept();

-- For the invariants: each month, and what its differences come to.
create view contract.told_month as
select month.council_id::text as tenant_id, month.source, month.month, month.state, month.proposed_by, month.closed_by,
  month.ours as ours_pence, month.theirs as theirs_pence,
  month.waiting + month.unanswered + month.exceptions + month.closed + month.accepted + month.untold as accounted_pence,
  month.unexplained as unexplained_pence, coalesce(sum(difference.unexplained), 0)::bigint as difference_pence,
  count(difference.reference) filter (where difference.explained_why is null) as without_reason
from write_back.month as month
left join write_back.month_difference as difference
  on difference.council_id = month.council_id and difference.source = month.source and difference.month = month.month
group by month.council_id, month.source, month.month;
