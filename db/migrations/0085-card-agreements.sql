-- Payments by card that a payer agreed to once and that are taken on later days, through GOV.UK Pay's agreements. The first is
-- paid on Pay's own page, and with it they agree to the others: how much at the most, and on which days. The database itself refuses
-- what must never happen: taken before its day, above what was agreed, twice, or under an agreement that is not active.

create table payments.card_agreement (
  council_id    int not null references administration.council,
  id            uuid not null,
  -- The payment with which the payer agrees.
  request_id    uuid not null,
  party_id      uuid not null,
  account_id    uuid not null,
  -- What Pay and we know it by. It says nothing about anybody.
  reference     text not null check (reference ~ '^EH[0-9A-HJKMNP-TV-Z]{10}$'),
  -- The most that is taken on any one of its days.
  amount_each   bigint not null check (amount_each > 0 and amount_each <= 10000000),
  state         text not null default 'asked' check (state in ('asked', 'active', 'stopped', 'cancelled')),
  -- Pay's own name for it, once Pay has it.
  agreement_id  text check (agreement_id <> ''),
  -- Why it takes nothing for now, or any more.
  state_why     text check (state_why <> ''),
  -- Whether Pay said that the card can be tried again; null where it never failed.
  can_retry     boolean,
  asked_by      text not null,
  asked_at      timestamptz not null default clock_timestamp(),
  cancelled_by  text,
  cancelled_at  timestamptz,
  -- When Pay had ended it too, after which no one can take anything under it.
  ended_at_pay  timestamptz,
  primary key (council_id, id),
  unique (council_id, request_id),
  unique (council_id, reference),
  unique (council_id, agreement_id),
  foreign key (council_id, request_id) references payments.card_request (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  check (state not in ('active', 'stopped') or agreement_id is not null),
  check ((state in ('stopped', 'cancelled')) = (state_why is not null)),
  check ((state = 'cancelled') = (cancelled_by is not null) and (cancelled_by is null) = (cancelled_at is null)),
  check (ended_at_pay is null or state = 'cancelled')
);
create index card_agreement_of_account on payments.card_agreement (council_id, account_id);
create index card_agreement_by_state on payments.card_agreement (council_id, state, asked_at);
call platform.fence('payments.card_agreement', 'select, insert, update (state, agreement_id, state_why, can_retry, cancelled_by, cancelled_at, ended_at_pay)');

/* What was cancelled stays so: a payer who wants to go on agrees again. */
create function payments.card_agreement_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('asked', 'active'), ('asked', 'cancelled'), ('active', 'stopped'), ('active', 'cancelled'), ('stopped', 'active'),
    ('stopped', 'cancelled'))
  then
    raise exception 'A card agreement that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if old.agreement_id is not null and new.agreement_id is distinct from old.agreement_id then
    raise exception 'A card agreement stays the one that Pay has' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger card_agreement_moves before update on payments.card_agreement
  for each row execute function payments.card_agreement_moves();

-- One payment that is taken under an agreement, on its day: the payer was told of each.
create table payments.card_taking (
  council_id    int not null,
  agreement_id  uuid not null,
  take_on       date not null,
  amount        bigint not null check (amount > 0),
  state         text not null default 'planned' check (state in ('planned', 'asked', 'called off')),
  called_off_why text check (called_off_why <> ''),
  -- The day it was asked of Pay, and the payment by which it was: never before its day, and once for ever.
  asked_on      date check (asked_on >= take_on),
  request_id    uuid,
  primary key (council_id, agreement_id, take_on),
  unique (council_id, request_id),
  foreign key (council_id, agreement_id) references payments.card_agreement (council_id, id),
  foreign key (council_id, request_id) references payments.card_request (council_id, id),
  check ((state = 'asked') = (request_id is not null) and (request_id is null) = (asked_on is null)),
  check ((state = 'called off') = (called_off_why is not null))
);
create index card_taking_by_day on payments.card_taking (council_id, take_on) where state = 'planned';
call platform.fence('payments.card_taking', 'select, insert, update (state, called_off_why, asked_on, request_id)');

create function payments.card_taking_moves() returns trigger language plpgsql as $$
declare
  agreed payments.card_agreement;
begin
  -- Whoever cancels at this moment is waited for.
  select * into agreed from payments.card_agreement
  where council_id = new.council_id and id = new.agreement_id for no key update;
  if new.amount > agreed.amount_each then
    raise exception 'No more is taken than was agreed' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'planned' or agreed.state <> 'asked' then
      raise exception 'The days of a card agreement are agreed with it' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.state <> 'planned' then
    raise exception 'What was asked of a card, or called off, stays so' using errcode = 'restrict_violation';
  end if;
  if new.state = 'asked' then
    if agreed.state <> 'active' then
      raise exception 'Nothing is taken under a card agreement that is %', agreed.state using errcode = 'restrict_violation';
    end if;
    if not exists (
      select from payments.card_request
      where council_id = new.council_id and id = new.request_id and amount <= new.amount and state = 'waiting' and link_hash is null)
    then
      raise exception 'A card is asked for no more than the payer agreed to' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger card_taking_moves before insert or update on payments.card_taking
  for each row execute function payments.card_taking_moves();

/* A card is asked once for one taking: what its bank refused, nobody tries again without the payer. */
create function payments.card_taking_once() returns trigger language plpgsql as $$
declare
  agreed bigint;
begin
  select amount into agreed from payments.card_taking where council_id = new.council_id and request_id = new.request_id;
  if new.amount > agreed
    or agreed is not null and exists (select from payments.card_attempt where council_id = new.council_id and request_id = new.request_id)
  then
    raise exception 'A card is asked once, for what was agreed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger card_taking_once before insert on payments.card_attempt
  for each row execute function payments.card_taking_once();

/* And nobody else pays it by a link. */
create function payments.card_taking_without_link() returns trigger language plpgsql as $$
begin
  if new.link_hash is not null and exists (select from payments.card_taking where council_id = new.council_id and request_id = new.id) then
    raise exception 'What is taken under an agreement has no link' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger card_taking_without_link before update of link_hash on payments.card_request
  for each row execute function payments.card_taking_without_link();

alter table payments.card_alarm drop constraint card_alarm_kind_check;
alter table payments.card_alarm add constraint card_alarm_kind_check check (kind in ('differs', 'not ours', 'paid twice',
  'paid late', 'refund failed', 'refund elsewhere', 'silent', 'agreement stopped'));

-- Agreements as the stand-in for Pay of sample councils keeps them.
create table payments.training_pay_agreement (
  council_id    int not null references administration.council,
  agreement_id  text not null check (agreement_id ~ '^[0-9a-v]{26}$'),
  reference     text not null,
  kept          jsonb not null,
  primary key (council_id, agreement_id)
);
create index training_pay_agreement_by_reference on payments.training_pay_agreement (council_id, reference);
call platform.fence('payments.training_pay_agreement', 'select, insert, update (kept)');
create trigger only_in_training before insert or update on payments.training_pay_agreement
  for each row execute function payments.only_in_training();
