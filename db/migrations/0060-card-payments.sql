-- Card payments through GOV.UK Pay. What an officer asked for, each try at paying it, what was paid back, and what Pay told
-- us. No card number is here, nor any part of one. The database itself refuses what must never happen: two open tries at
-- one payment, money posted without a success, and more paid back than was paid.

-- A council's own service at GOV.UK Pay. Without it a sample council pays on the training page, and a real one not at all.
create table payments.card_settings (
  council_id            int primary key references administration.council,
  address               text not null check (address ~ '^https?://[^/]+$'),
  api_key               text not null check (api_key ~ '^[!-~]+$'),
  webhook_secret        text not null check (webhook_secret <> ''),
  -- After a change, what was signed with the one before is still believed for a while.
  webhook_secret_before text check (webhook_secret_before <> ''),
  set_by                text not null,
  set_at                timestamptz not null default clock_timestamp()
);
call platform.fence('payments.card_settings', 'select, insert, update');

create table payments.card_request (
  council_id    int not null references administration.council,
  id            uuid not null,
  -- Whose accounts are paid.
  party_id      uuid not null,
  -- GOV.UK Pay takes no more than £100,000 at a time.
  amount        bigint not null check (amount > 0 and amount <= 10000000),
  state         text not null default 'waiting' check (state in ('waiting', 'paid', 'cancelled')),
  over_why      text check (over_why <> ''),
  -- A moratorium was running, and whoever asked said that the payer offered it themselves.
  offered       boolean not null default false,
  -- The link's own secret is not here, only what it can be recognised by.
  link_hash     text check (length(link_hash) = 64),
  expires_at    timestamptz not null,
  asked_by      text not null,
  asked_at      timestamptz not null default clock_timestamp(),
  cancelled_by  text,
  cancelled_why text check (cancelled_why <> ''),
  paid_at       timestamptz,
  primary key (council_id, id),
  unique (council_id, link_hash),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check ((state = 'cancelled') = (cancelled_by is not null) and (cancelled_by is null) = (cancelled_why is null)),
  check ((state = 'paid') = (paid_at is not null))
);
create index card_request_by_time on payments.card_request (council_id, asked_at);
create index card_request_of_party on payments.card_request (council_id, party_id);
call platform.fence('payments.card_request', 'select, insert, update (state, link_hash, expires_at, cancelled_by, cancelled_why, paid_at)');

-- Which accounts it pays, and how much of each: the parts are the whole.
create table payments.card_request_part (
  council_id  int not null,
  request_id  uuid not null,
  account_id  uuid not null,
  amount      bigint not null check (amount > 0),
  primary key (council_id, request_id, account_id),
  foreign key (council_id, request_id) references payments.card_request (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id)
);
create index card_request_part_of_account on payments.card_request_part (council_id, account_id);
call platform.fence('payments.card_request_part', 'select, insert');
call platform.append_only('payments.card_request_part');

-- One payment at GOV.UK Pay. Written before Pay is asked; its id is the key under which Pay is asked.
create table payments.card_attempt (
  council_id  int not null,
  id          uuid not null,
  request_id  uuid not null,
  -- What Pay and the payer know it by. It says nothing about anybody.
  reference   text not null check (reference ~ '^EH[0-9A-HJKMNP-TV-Z]{10}$'),
  amount      bigint not null check (amount > 0),
  state       text not null default 'asked' check (state in ('asked', 'created', 'started', 'submitted', 'capturable',
                'success', 'failed', 'cancelled', 'error', 'differs', 'never made')),
  -- Why it did not succeed, by Pay's code.
  code        text check (code ~ '^P\d{4}$'),
  payment_id  text check (payment_id <> ''),
  asked_at    timestamptz not null default clock_timestamp(),
  looked_at   timestamptz,
  finished_at timestamptz,
  entry_id    uuid,
  primary key (council_id, id),
  unique (council_id, reference),
  unique (council_id, payment_id),
  unique (council_id, entry_id),
  foreign key (council_id, request_id) references payments.card_request (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  check ((state = 'success') = (entry_id is not null)),
  check (state in ('asked', 'never made', 'differs') or payment_id is not null),
  check ((finished_at is null) = (state in ('asked', 'created', 'started', 'submitted', 'capturable')))
);
create unique index one_open_attempt on payments.card_attempt (council_id, request_id)
  where state in ('asked', 'created', 'started', 'submitted', 'capturable');
create index card_attempt_of_request on payments.card_attempt (council_id, request_id, asked_at);
call platform.fence('payments.card_attempt', 'select, insert, update (state, code, payment_id, looked_at, finished_at, entry_id)');

/* Which way a try may go: on, never back. Money that came is final. One that had failed may still turn out to have been
   paid, because money that came is never left out; one that differs stays until a person has looked. */
create function payments.card_attempt_moves() returns trigger language plpgsql as $$
declare
  steps constant text[] := array['asked', 'created', 'started', 'submitted', 'capturable'];
begin
  if new.state = old.state then
    if new.entry_id is distinct from old.entry_id or (old.payment_id is not null and new.payment_id is distinct from old.payment_id) then
      raise exception 'A card payment that is % stays as it is', old.state using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.state in ('success', 'differs')
    or (array_position(steps, old.state) is null and new.state not in ('success', 'differs'))
    or array_position(steps, new.state) < array_position(steps, old.state)
    or (old.payment_id is not null and new.payment_id is distinct from old.payment_id)
  then
    raise exception 'A card payment that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger card_attempt_moves before update on payments.card_attempt
  for each row execute function payments.card_attempt_moves();

-- Every message that Pay sent and that was signed, once. What it says of the payment is not kept: we look for ourselves.
create table payments.card_webhook (
  council_id  int not null references administration.council,
  message_id  text not null check (length(message_id) between 1 and 100),
  payment_id  text not null check (length(payment_id) between 1 and 100),
  event_type  text not null check (length(event_type) between 1 and 100),
  attempt_id  uuid,
  received_at timestamptz not null default clock_timestamp(),
  primary key (council_id, message_id),
  foreign key (council_id, attempt_id) references payments.card_attempt (council_id, id)
);
create index card_webhook_of_payment on payments.card_webhook (council_id, payment_id);
call platform.fence('payments.card_webhook', 'select, insert');
call platform.append_only('payments.card_webhook');

-- Money back to the card that paid, and to nothing else. Asked for by one person and agreed by another.
create table payments.card_refund (
  council_id       int not null,
  id               uuid not null,
  attempt_id       uuid not null,
  amount           bigint not null check (amount > 0),
  why              text not null check (why <> ''),
  state            text not null default 'asked' check (state in ('asked', 'agreed', 'refused', 'submitted', 'success', 'error')),
  asked_by         text not null,
  asked_at         timestamptz not null default clock_timestamp(),
  decided_by       text check (decided_by <> asked_by),
  -- What Pay said could still be paid back before it was asked: the same again is refused by Pay, so it goes once.
  available_before bigint,
  refund_id        text,
  finished_at      timestamptz,
  entry_id         uuid,
  primary key (council_id, id),
  unique (council_id, attempt_id, refund_id),
  unique (council_id, entry_id),
  foreign key (council_id, attempt_id) references payments.card_attempt (council_id, id),
  foreign key (council_id, entry_id) references debts.entry (council_id, id),
  check ((state = 'asked') = (decided_by is null)),
  check ((state = 'success') = (entry_id is not null)),
  check (state not in ('submitted', 'success') or refund_id is not null),
  check ((finished_at is null) = (state in ('asked', 'agreed', 'submitted')))
);
create unique index one_open_refund on payments.card_refund (council_id, attempt_id) where state in ('asked', 'agreed', 'submitted');
call platform.fence('payments.card_refund', 'select, insert, update (state, decided_by, available_before, refund_id, finished_at, entry_id)');

create table payments.card_refund_part (
  council_id  int not null,
  refund_id   uuid not null,
  account_id  uuid not null,
  amount      bigint not null check (amount > 0),
  primary key (council_id, refund_id, account_id),
  foreign key (council_id, refund_id) references payments.card_refund (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id)
);
create index card_refund_part_of_account on payments.card_refund_part (council_id, account_id);
call platform.fence('payments.card_refund_part', 'select, insert');
call platform.append_only('payments.card_refund_part');

/* Nothing is paid back that was not paid, and never more than was. */
create function payments.card_refund_within() returns trigger language plpgsql as $$
declare
  paid payments.card_attempt;
begin
  select * into paid from payments.card_attempt where council_id = new.council_id and id = new.attempt_id for no key update;
  if paid.state is distinct from 'success' then
    raise exception 'Only a card payment that succeeded is paid back' using errcode = 'restrict_violation';
  end if;
  if new.amount + coalesce((
    select sum(amount) from payments.card_refund
    where council_id = new.council_id and attempt_id = new.attempt_id and state not in ('refused', 'error')), 0) > paid.amount
  then
    raise exception 'No more is paid back than was paid' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger card_refund_within before insert on payments.card_refund
  for each row execute function payments.card_refund_within();

create function payments.card_refund_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('asked', 'agreed'), ('asked', 'refused'), ('agreed', 'submitted'), ('agreed', 'success'), ('agreed', 'error'),
    ('submitted', 'success'), ('submitted', 'error'))
  then
    raise exception 'A card refund that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger card_refund_moves before update on payments.card_refund
  for each row execute function payments.card_refund_moves();

-- Something that a person has to look at. It stays until somebody says what was done.
create table payments.card_alarm (
  council_id  int not null references administration.council,
  id          uuid not null,
  kind        text not null check (kind in ('differs', 'not ours', 'paid twice', 'paid late', 'refund failed', 'refund elsewhere', 'silent')),
  says        text not null check (says <> ''),
  -- The same thing is said once, however often it is seen.
  about       text not null check (about <> ''),
  attempt_id  uuid,
  raised_at   timestamptz not null default clock_timestamp(),
  settled_at  timestamptz,
  settled_by  text,
  settled_why text check (settled_why <> ''),
  primary key (council_id, id),
  unique (council_id, kind, about),
  foreign key (council_id, attempt_id) references payments.card_attempt (council_id, id),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (settled_why is null))
);
create index card_alarm_open on payments.card_alarm (council_id, raised_at) where settled_at is null;
call platform.fence('payments.card_alarm', 'select, insert, update (settled_at, settled_by, settled_why)');

-- Links that were tried and are nobody's, by where they came from, so that guessing is slow.
create table payments.card_link_try (
  council_id   int not null references administration.council,
  id           uuid not null,
  address_hash text not null check (length(address_hash) = 64),
  tried_at     timestamptz not null default clock_timestamp(),
  primary key (council_id, id)
);
create index card_link_try_from on payments.card_link_try (council_id, address_hash, tried_at);
call platform.fence('payments.card_link_try', 'select, insert, delete');
