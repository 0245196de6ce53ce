-- Credits paid back to a bank account. Whose account it is, who made sure of it, who asked for the money to go and who else
-- agreed. The database itself refuses what must never happen: one pair of hands on the details and on the agreement, more
-- paid back than is in credit, a refund that is agreed and not posted, or posted twice.

/* A bank account that money may be paid back to, as somebody entered it. Never changed: other details are another row. Officers
   are shown the last four figures and nothing more. */
create table payments.payee_details (
  council_id     int not null references administration.council,
  id             uuid not null,
  party_id       uuid not null,
  holder         text not null check (holder <> ''),
  sort_code      text not null check (sort_code ~ '^\d{6}$'),
  account_number text not null check (account_number ~ '^\d{8}$'),
  last_four      text generated always as (right(account_number, 4)) stored,
  modulus        text not null check (modulus in ('passes', 'cannot be checked')),
  entered_by     text not null,
  entered_at     timestamptz not null default clock_timestamp(),
  verified_by    text,
  verified_at    timestamptz,
  verified_how   text check (verified_how in ('called back', 'statement seen', 'paid from it', 'in person')),
  verified_words text check (verified_words <> ''),
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check (num_nulls(verified_by, verified_at, verified_how, verified_words) in (0, 4))
);
create index payee_details_of_party on payments.payee_details (council_id, party_id, entered_at);
call platform.fence('payments.payee_details', 'select, insert, update (verified_by, verified_at, verified_how, verified_words)');

create function payments.payee_details_once() returns trigger language plpgsql as $$
begin
  if old.verified_by is not null then
    raise exception 'Bank details that were verified stay as they are' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger payee_details_once before update on payments.payee_details
  for each row execute function payments.payee_details_once();

-- Money in credit on an account, to be paid back to somebody who is liable for it.
create table payments.refund (
  council_id    int not null references administration.council,
  id            uuid not null,
  account_id    uuid not null,
  party_id      uuid not null,
  details_id    uuid not null,
  amount        bigint not null check (amount > 0),
  why           text not null check (why <> ''),
  -- What the same people owed on other accounts when it was proposed: whoever agrees sees what was known.
  owed_elsewhere bigint not null default 0 check (owed_elsewhere >= 0),
  state         text not null default 'proposed'
    check (state in ('proposed', 'refused', 'withdrawn', 'agreed', 'sent', 'paid', 'came back')),
  proposed_by   text not null,
  proposed_at   timestamptz not null default clock_timestamp(),
  decided_by    text check (decided_by <> proposed_by),
  decided_at    timestamptz,
  decided_why   text check (decided_why <> ''),
  withdrawn_at  timestamptz,
  entry_id      uuid,
  -- What became of it at the bank, and who said so.
  outcome_by    text,
  outcome_at    timestamptz,
  outcome_why   text check (outcome_why <> ''),
  primary key (council_id, id),
  unique (council_id, details_id),
  unique (council_id, entry_id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, account_id, party_id) references debts.liability (council_id, account_id, party_id),
  foreign key (council_id, details_id) references payments.payee_details (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  check ((state in ('proposed', 'withdrawn')) = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state <> 'refused' or decided_why is not null),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check ((state in ('agreed', 'sent', 'paid', 'came back')) = (entry_id is not null)),
  check ((state in ('paid', 'came back')) = (outcome_by is not null)),
  check ((outcome_by is null) = (outcome_at is null)),
  check (state <> 'came back' or outcome_why is not null)
);
create index refund_of_account on payments.refund (council_id, account_id, proposed_at);
create index refund_under_way on payments.refund (council_id, proposed_at) where state in ('proposed', 'agreed', 'sent');
create index refund_latest on payments.refund (council_id, proposed_at);
call platform.fence('payments.refund', 'select, insert, update (state, decided_by, decided_at, decided_why, withdrawn_at, entry_id, outcome_by, outcome_at, outcome_why)');

/* What of an account's credit is spoken for: proposed to be paid back, here or to a card, and not yet posted. */
create function payments.credit_promised(council int, account uuid) returns bigint language sql stable as $$
  select (
    coalesce((select sum(amount) from payments.refund
      where council_id = council and account_id = account and state = 'proposed'), 0)
    + coalesce((select sum(part.amount) from payments.card_refund_part as part
      join payments.card_refund as back on back.council_id = council and back.id = part.refund_id
      where part.council_id = council and part.account_id = account and back.state in ('asked', 'agreed', 'submitted')), 0)
  )::bigint
$$;

/* No more is proposed than is in credit and not spoken for. */
create function payments.refund_within() returns trigger language plpgsql as $$
declare
  owed bigint;
begin
  select balance into owed from debts.ledger_account
  where council_id = new.council_id and id = new.account_id for no key update;
  if new.amount + payments.credit_promised(new.council_id, new.account_id) > -owed then
    raise exception 'No more is paid back than is in credit' using errcode = 'restrict_violation';
  end if;
  if new.state <> 'proposed' then
    raise exception 'A refund begins as proposed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger refund_within before insert on payments.refund
  for each row execute function payments.refund_within();

/* Which way a refund may go, and what must be so when it is agreed: its details were verified, whoever agrees had no hand in any
   bank details of whoever is paid for thirty days, and exactly its money has left the account, which owes nothing for it. */
create function payments.refund_moves() returns trigger language plpgsql as $$
declare
  person uuid;
begin
  if new.state = old.state then
    if new.entry_id is distinct from old.entry_id or new.decided_by is distinct from old.decided_by then
      raise exception 'A refund that is % stays as it is', old.state using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if not (old.state, new.state) in (
    ('proposed', 'agreed'), ('proposed', 'refused'), ('proposed', 'withdrawn'), ('agreed', 'sent'), ('agreed', 'came back'),
    ('sent', 'paid'), ('sent', 'came back'), ('paid', 'came back'))
  then
    raise exception 'A refund that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if new.state <> 'agreed' then
    return new;
  end if;
  if not exists (select from payments.payee_details
    where council_id = new.council_id and id = new.details_id and verified_by is not null)
  then
    raise exception 'The bank details of a refund are verified before it is agreed' using errcode = 'restrict_violation';
  end if;
  select person_id into person from parties.party where council_id = new.council_id and id = new.party_id;
  if exists (
    select from payments.payee_details as details
    join parties.party as theirs on theirs.council_id = new.council_id and theirs.id = details.party_id
    where details.council_id = new.council_id and theirs.person_id = person
      and (details.id = new.details_id or greatest(details.entered_at, details.verified_at) > clock_timestamp() - interval '30 days')
      and new.decided_by in (details.entered_by, details.verified_by))
    or exists (
      select from payments.bank_details as details
      join payments.mandate as mandate on mandate.council_id = new.council_id and mandate.id = details.mandate_id
      join parties.party as theirs on theirs.council_id = new.council_id and theirs.id = mandate.party_id
      where details.council_id = new.council_id and theirs.person_id = person
        and greatest(details.changed_at, details.decided_at) > clock_timestamp() - interval '30 days'
        and new.decided_by in (details.changed_by, details.decided_by))
  then
    raise exception 'Whoever had a hand in bank details does not agree to a refund' using errcode = 'restrict_violation';
  end if;
  if not exists (
    select from debts.entry as entry
    join debts.posting as posting on posting.council_id = new.council_id and posting.entry_id = entry.id
    where entry.council_id = new.council_id and entry.id = new.entry_id and entry.kind = 'refund'
      and entry.source_kind = 'refund' and entry.source_id = new.id::text
      and posting.debit = new.account_id and posting.amount = new.amount)
    or (select balance from debts.ledger_account where council_id = new.council_id and id = new.account_id) > 0
  then
    raise exception 'A refund takes what is in credit and no more' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger refund_moves before update on payments.refund
  for each row execute function payments.refund_moves();

create or replace view contract.refund as
select refund.council_id::text as tenant_id, refund.id::text as refund_id, refund.entry_id::text as txn_id,
  refund.amount as amount_pence, platform.id_of('approval', refund.council_id, 'refund/' || refund.id)::text as approval_id,
  refund.state
from payments.refund as refund where refund.entry_id is not null
union all
select card.council_id::text, card.id::text, card.entry_id::text, card.amount,
  platform.id_of('approval', card.council_id, 'card refund/' || card.id)::text, card.state
from payments.card_refund as card where card.entry_id is not null;
