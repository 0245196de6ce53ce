-- What recovery of some debts needs to know, and no source tells: who answered what, when, of which account.

create table recovery.answer (
  council_id  int not null,
  account_id  uuid not null,
  number      bigint generated always as identity,
  question    text not null check (question in ('capacity', 'other options', 'deferred payment', 'recoverable', 'demand', 'demand in time')),
  answer      text not null check (answer <> ''),
  -- The day it was so: the decision was notified, the offer was made, the demand was sent.
  so_on       date,
  note        text not null default '',
  answered_by text not null,
  answered_at timestamptz not null default clock_timestamp(),
  primary key (council_id, account_id, number),
  foreign key (council_id, account_id) references debts.account (council_id, id)
);
call platform.fence('recovery.answer', 'select, insert');
call platform.append_only('recovery.answer');

-- The latest answers of each account, a row each, for the fact sheet. Kept by the trigger.
create table recovery.known (
  council_id           int not null,
  account_id           uuid not null,
  capacity             text not null default 'not recorded',
  other_options        text not null default 'not recorded',
  deferred_payment     text not null default 'not recorded',
  recoverable          text not null default 'not recorded',
  decision_notified_on date,
  demand               text not null default 'not recorded',
  demand_in_time       text not null default 'not recorded',
  primary key (council_id, account_id),
  foreign key (council_id, account_id) references debts.account (council_id, id)
);
call platform.fence('recovery.known', 'select, insert, update');

create function recovery.keeps_the_latest_answer() returns trigger language plpgsql as $$
begin
  insert into recovery.known (council_id, account_id) values (new.council_id, new.account_id) on conflict do nothing;
  update recovery.known set
    capacity = case new.question when 'capacity' then new.answer else capacity end,
    other_options = case new.question when 'other options' then new.answer else other_options end,
    deferred_payment = case new.question when 'deferred payment' then new.answer else deferred_payment end,
    recoverable = case new.question when 'recoverable' then new.answer else recoverable end,
    decision_notified_on = case new.question when 'recoverable' then new.so_on else decision_notified_on end,
    demand = case new.question when 'demand' then new.answer else demand end,
    demand_in_time = case new.question when 'demand in time' then new.answer else demand_in_time end
  where council_id = new.council_id and account_id = new.account_id;
  -- Looked at again on the next night.
  update recovery.account_state set next_review_on = least(next_review_on, (new.answered_at at time zone 'Europe/London')::date)
  where council_id = new.council_id and account_id = new.account_id;
  return null;
end $$;
create trigger keeps_the_latest_answer after insert on recovery.answer
  for each row execute function recovery.keeps_the_latest_answer();

alter table recovery.decision
  add column capacity text not null default 'not recorded',
  add column other_options text not null default 'not recorded',
  add column deferred_payment text not null default 'not recorded',
  add column recoverable text not null default 'not recorded',
  add column demand text not null default 'not recorded',
  add column demand_in_time text not null default 'not recorded',
  add column days_since_notified int,
  add column days_since_period_end int;
