-- A credit put to another debt of the same people, where a rule or they themselves say so. Proposed by one person, agreed and posted by
-- another as one entry. The database itself refuses one pair of hands, more than is in credit or owed, and a set-off that is
-- agreed and not posted.

create table payments.set_off (
  council_id      int not null references administration.council,
  id              uuid not null,
  from_account_id uuid not null,
  to_account_id   uuid not null,
  amount          bigint not null check (amount > 0),
  why             text not null check (why <> ''),
  -- What the people asked for, and how that is known; and the rule by which it may be done.
  asked           text not null check (asked in ('nothing', 'this')),
  asked_words     text not null default '',
  rule            text not null check (rule <> ''),
  state           text not null default 'proposed' check (state in ('proposed', 'refused', 'withdrawn', 'agreed')),
  proposed_by     text not null,
  proposed_at     timestamptz not null default clock_timestamp(),
  decided_by      text check (decided_by <> proposed_by),
  decided_at      timestamptz,
  decided_why     text check (decided_why <> ''),
  withdrawn_at    timestamptz,
  entry_id        uuid,
  primary key (council_id, id),
  unique (council_id, entry_id),
  foreign key (council_id, from_account_id) references debts.account (council_id, id),
  foreign key (council_id, to_account_id) references debts.account (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  check (from_account_id <> to_account_id),
  check (asked = 'nothing' or asked_words <> ''),
  check ((state in ('proposed', 'withdrawn')) = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state <> 'refused' or decided_why is not null),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check ((state = 'agreed') = (entry_id is not null))
);
create index set_off_from on payments.set_off (council_id, from_account_id, proposed_at);
create index set_off_to on payments.set_off (council_id, to_account_id, proposed_at);
create index set_off_latest on payments.set_off (council_id, proposed_at);
call platform.fence('payments.set_off', 'select, insert, update (state, decided_by, decided_at, decided_why, withdrawn_at, entry_id)');

/* What of an account's credit is spoken for: proposed to be paid back, here or to a card, or to be put to another debt, and not yet
   posted. */
create or replace function payments.credit_promised(council int, account uuid) returns bigint language sql stable as $$
  select (
    coalesce((select sum(amount) from payments.refund
      where council_id = council and account_id = account and state = 'proposed'), 0)
    + coalesce((select sum(amount) from payments.set_off
      where council_id = council and from_account_id = account and state = 'proposed'), 0)
    + coalesce((select sum(part.amount) from payments.card_refund_part as part
      join payments.card_refund as back on back.council_id = council and back.id = part.refund_id
      where part.council_id = council and part.account_id = account and back.state in ('asked', 'agreed', 'submitted')), 0)
  )::bigint
$$;

/* No more is proposed than is in credit and not spoken for, nor than the other debt is. */
create function payments.set_off_within() returns trigger language plpgsql as $$
declare
  owed bigint;
begin
  perform from debts.ledger_account
  where council_id = new.council_id and id in (new.from_account_id, new.to_account_id) order by id for no key update;
  select balance into owed from debts.ledger_account where council_id = new.council_id and id = new.from_account_id;
  if new.amount + payments.credit_promised(new.council_id, new.from_account_id) > -owed then
    raise exception 'No more is set off than is in credit' using errcode = 'restrict_violation';
  end if;
  if new.amount > (select balance from debts.ledger_account where council_id = new.council_id and id = new.to_account_id) then
    raise exception 'No more is set off than is owed' using errcode = 'restrict_violation';
  end if;
  if new.state <> 'proposed' then
    raise exception 'A set-off begins as proposed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger set_off_within before insert on payments.set_off
  for each row execute function payments.set_off_within();

/* Which way a set-off may go, and that exactly its money has gone from the one account to the other when it is agreed. */
create function payments.set_off_moves() returns trigger language plpgsql as $$
begin
  if old.state <> 'proposed' or new.state = 'proposed' then
    raise exception 'A set-off that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if new.state = 'agreed' and (
    not exists (
      select from debts.entry as entry
      join debts.posting as posting on posting.council_id = new.council_id and posting.entry_id = entry.id
      where entry.council_id = new.council_id and entry.id = new.entry_id and entry.kind = 'transfer'
        and entry.source_kind = 'set-off' and entry.source_id = new.id::text
        and posting.debit = new.from_account_id and posting.credit = new.to_account_id and posting.amount = new.amount)
    or (select balance from debts.ledger_account where council_id = new.council_id and id = new.from_account_id) > 0
    or (select balance from debts.ledger_account where council_id = new.council_id and id = new.to_account_id) < 0)
  then
    raise exception 'A set-off takes what is in credit to what is owed, and no more of either' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger set_off_moves before update on payments.set_off
  for each row execute function payments.set_off_moves();
