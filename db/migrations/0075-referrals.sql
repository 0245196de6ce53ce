-- Steps that are not letters: a referral is an entry on a list that somebody works. And the law's floor under every step,
-- as rows that one trigger reads: how many days must have passed since which earlier step, in which nation, from when.

/* What the law asks before a step, where that is an earlier step and days since. A row with no earlier step says that the
   step may be the first; 'anything' that nothing earlier is asked. A step that has no row for its family and nation is not
   one of that debt. The same for every council: regimes.ts holds it too, and a test compares the two. */
create table recovery.step_floor (
  family        text not null,
  nation        text not null check (nation in ('England', 'Wales')),
  kind          text not null,
  previous_kind text,
  days          int not null default 0 check (days >= 0),
  in_force      daterange not null default '[,)',
  unique nulls not distinct (family, nation, kind, previous_kind, in_force)
);
grant select on recovery.step_floor to evenhand_app;

insert into recovery.step_floor (family, nation, kind, previous_kind, days, in_force)
select family, nation, kind, previous_kind, days, '[,)'::daterange
from (values
  -- SI 1992/613 regs 23, 33 and 34.
  ('council tax', 'England', 'reminder', null, 0),
  ('council tax', 'England', 'second reminder', 'reminder', 7),
  ('council tax', 'England', 'final notice', 'reminder', 14),
  ('council tax', 'England', 'final notice', 'second reminder', 7),
  ('council tax', 'England', 'summons list', 'reminder', 14),
  -- A third default falls after the seven days of the second reminder, and the balance is payable the day after it.
  ('council tax', 'England', 'summons list', 'second reminder', 8),
  ('council tax', 'England', 'summons list', 'final notice', 7),
  ('council tax', 'Wales', 'reminder', null, 0),
  ('council tax', 'Wales', 'final notice', 'reminder', 14),
  ('council tax', 'Wales', 'final notice', 'second reminder', 14),
  -- SI 1989/1058 regs 8, 11 and 12, counted from service.
  ('business rates', 'England', 'reminder', null, 0),
  ('business rates', 'England', 'final notice', 'reminder', 14),
  ('business rates', 'England', 'summons list', 'reminder', 14),
  ('business rates', 'England', 'summons list', 'final notice', 7),
  ('business rates', 'Wales', 'reminder', null, 0),
  ('business rates', 'Wales', 'final notice', 'reminder', 14),
  ('business rates', 'Wales', 'summons list', 'reminder', 14),
  ('business rates', 'Wales', 'summons list', 'final notice', 7)
) as floor (family, nation, kind, previous_kind, days)
union all
-- WSI 2025/1109: Wales has its own summons days from 1 April 2026, and its reminder is at the council's discretion.
select 'council tax', 'Wales', kind, previous_kind, days, in_force::daterange
from (values
  ('final notice', null, 0, '[2026-04-01,)'),
  ('summons list', 'final notice', 22, '[2026-04-01,)'),
  ('summons list', 'reminder', 14, '[,2026-04-01)'),
  ('summons list', 'final notice', 7, '[,2026-04-01)')
) as floor (kind, previous_kind, days, in_force)
union all
-- After the order: SI 1992/613 regs 36A to 52, SI 1989/1058 regs 14 to 18.
select family, nation, kind, previous_kind, 0, '[,)'
from unnest('{council tax,business rates}'::text[]) as family
cross join unnest('{England,Wales}'::text[]) as nation
cross join (values
  ('court outcome check', 'summons list'), ('court outcome check', 'summons'),
  ('remedy decision', 'liability order'), ('remedy decision', 'court outcome check'),
  ('agent placement review', 'remedy decision')
) as floor (kind, previous_kind)
union all
-- Nothing but fairness, and the protocol before a claim, comes before a letter or a claim about any other debt.
select family, nation, kind, previous_kind, days, '[,)'
from unnest('{sundry,adult social care,benefit overpayment,housing,leasehold}'::text[]) as family
cross join unnest('{England,Wales}'::text[]) as nation
cross join (values
  ('invoice reminder', null, 0),
  ('second letter', 'invoice reminder', 14),
  ('letter before claim', 'second letter', 14),
  ('court claim review', 'letter before claim', 31),
  ('court outcome check', 'court claim review', 0),
  ('remedy decision', 'judgment', 0),
  ('remedy decision', 'court outcome check', 0)
) as floor (kind, previous_kind, days)
union all
select 'sundry', nation, kind, previous_kind, 14, '[,)'
from unnest('{England,Wales}'::text[]) as nation
cross join (values ('late payment letter', 'invoice reminder'), ('letter before claim', 'late payment letter')) as floor (kind, previous_kind)
union all
-- What asks somebody something, or finds them, takes nothing from them: nothing need come before.
select family, nation, kind, 'anything', 0, '[,)'
from unnest('{council tax,business rates,sundry,adult social care,benefit overpayment,housing,leasehold}'::text[]) as family
cross join unnest('{England,Wales}'::text[]) as nation
cross join unnest('{phone call,visit request,find them}'::text[]) as kind
union all
select family, nation, kind, 'anything', 0, '[,)'
from (values
  ('adult social care', 'capacity check'), ('adult social care', 'payment options talk'),
  ('adult social care', 'deferred payment offer'), ('benefit overpayment', 'recoverability check'),
  ('benefit overpayment', 'deduction decision'), ('leasehold', 'demand check')
) as floor (family, kind)
cross join unnest('{England,Wales}'::text[]) as nation;

alter table recovery.action
  drop constraint action_kind_check,
  drop constraint follows_its_earlier_step,
  drop constraint its_days_have_passed,
  add constraint action_kind_check check (kind in (
    'reminder', 'second reminder', 'final notice', 'invoice reminder', 'second letter', 'late payment letter',
    'summons list', 'court outcome check', 'remedy decision', 'agent placement review', 'letter before claim', 'court claim review',
    'phone call', 'visit request', 'find them', 'capacity check', 'payment options talk', 'deferred payment offer',
    'recoverability check', 'deduction decision', 'demand check', 'summons', 'liability order', 'judgment')),
  -- Only a source tells these: nobody here has sent them.
  add constraint told_only check (source = 'source system' or kind not in ('summons', 'liability order', 'judgment')),
  -- A referral that was closed does not stand in the way of another like it.
  add column closed_at timestamptz;
grant update (closed_at) on recovery.action to evenhand_app;

drop index recovery.one_notice_of_a_kind;
create unique index one_notice_of_a_kind on recovery.action (council_id, account_id, kind, period_key)
  where cancelled_at is null and closed_at is null;

/* The law's floor, whatever the code above it believes: the step before was served, and its days have passed. */
create function recovery.stands_on_the_law() returns trigger language plpgsql as $$
declare
  day date := coalesce(new.served_on, (new.decided_at at time zone 'Europe/London')::date);
  needed int;
begin
  if new.source = 'source system' or new.cancelled_at is not null then
    return new;
  end if;
  if tg_op = 'UPDATE' and (new.dispatched_at is null or old.dispatched_at is not null) then
    return new;
  end if;
  select min(floor.days) into needed
  from debts.account
  join debts.debt_type as type on type.council_id = new.council_id and type.name = account.debt_type
  join administration.council on council.council_id = new.council_id
  join recovery.step_floor as floor
    on floor.family = type.family and floor.nation = council.nation and floor.kind = new.kind and floor.in_force @> day
    and (floor.previous_kind = 'anything' or floor.previous_kind is not distinct from new.previous_kind)
  where account.council_id = new.council_id and account.id = new.account_id;
  if needed is null then
    raise exception 'follows_its_earlier_step: the law of this debt knows no % after %', new.kind, coalesce(new.previous_kind, 'nothing')
      using errcode = 'check_violation', constraint = 'follows_its_earlier_step';
  end if;
  if new.dispatched_at is not null and new.previous_id is not null and new.served_on < new.previous_served_on + needed then
    raise exception 'its_days_have_passed: % days must pass between the % and the %', needed, new.previous_kind, new.kind
      using errcode = 'check_violation', constraint = 'its_days_have_passed';
  end if;
  return new;
end $$;
create trigger stands_on_the_law before insert or update on recovery.action
  for each row execute function recovery.stands_on_the_law();

alter table recovery.account_state
  drop constraint account_state_stage_check,
  add constraint account_state_stage_check check (stage in (
    'billed', 'reminder', 'second reminder', 'final notice', 'invoice reminder', 'second letter', 'late payment letter',
    'summons list', 'court outcome check', 'remedy decision', 'agent placement review', 'letter before claim', 'court claim review',
    'phone call', 'visit request', 'find them', 'capacity check', 'payment options talk', 'deferred payment offer',
    'recoverability check', 'deduction decision', 'demand check', 'summons', 'liability order', 'judgment')),
  -- The last letter, or what a court did that its source tells: what 'last_notice_on' is the day of.
  add column last_notice text not null default 'none',
  -- What came of the last referral, and the day it was closed: kept by the trigger on recovery.referral.
  add column last_return text not null default 'none',
  add column last_return_on date;

-- Something for a person to do about an account, until a day, with what came of it.
create table recovery.referral (
  council_id  int not null,
  id          uuid not null,
  account_id  uuid not null,
  action_id   uuid not null,
  kind        text not null,
  due_by      date not null,
  opened_at   timestamptz not null default clock_timestamp(),
  opened_on   date not null,
  closed_at   timestamptz,
  closed_on   date,
  return_code text check (return_code in (
    'carried out', 'order made', 'paid', 'arrangement made', 'no answer', 'found', 'gone away', 'disputed', 'vulnerable',
    'not suitable', 'withdrawn')),
  closed_by   text,
  note        text not null default '',
  primary key (council_id, id),
  unique (council_id, action_id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, action_id) references recovery.action (council_id, id),
  check (due_by >= opened_on),
  check ((closed_at is null) = (return_code is null) and (closed_at is null) = (closed_by is null) and (closed_at is null) = (closed_on is null))
);
create unique index one_open_referral_of_a_kind on recovery.referral (council_id, account_id, kind) where closed_at is null;
create index referral_open on recovery.referral (council_id, due_by, id) where closed_at is null;
create index referral_of_account on recovery.referral (council_id, account_id);
call platform.fence('recovery.referral', 'select, insert, update (closed_at, closed_on, return_code, closed_by, note)');

/* Whoever opens or closes a referral, the account's state says so, and it is looked at again on the next night. */
create function recovery.keeps_what_came_of_it() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.closed_at is not null then
    raise exception 'A referral that was closed stays as it was closed' using errcode = 'restrict_violation';
  end if;
  update recovery.account_state set
    last_return = coalesce(new.return_code, 'open'), last_return_on = new.closed_on,
    next_review_on = case when new.closed_on is null then next_review_on else least(next_review_on, new.closed_on) end
  where council_id = new.council_id and account_id = new.account_id;
  if new.closed_at is not null then
    update recovery.action set closed_at = new.closed_at
    where council_id = new.council_id and id = new.action_id and closed_at is null;
  end if;
  return new;
end $$;
create trigger keeps_what_came_of_it after insert or update on recovery.referral
  for each row execute function recovery.keeps_what_came_of_it();

/* A step that is called off takes its referral with it. */
create function recovery.calls_off_its_referral() returns trigger language plpgsql as $$
begin
  if new.cancelled_at is not null and old.cancelled_at is null then
    update recovery.referral set
      closed_at = clock_timestamp(), closed_on = (clock_timestamp() at time zone 'Europe/London')::date,
      return_code = 'withdrawn', closed_by = 'system:recovery', note = new.cancelled_why
    where council_id = new.council_id and action_id = new.id and closed_at is null;
  end if;
  return new;
end $$;
create trigger calls_off_its_referral after update on recovery.action
  for each row execute function recovery.calls_off_its_referral();

alter table recovery.account_state no force row level security;
update recovery.account_state set last_notice = stage where stage <> 'billed';
alter table recovery.account_state force row level security;

alter table recovery.decision
  add column last_notice text not null default 'none',
  add column is_organisation boolean not null default false,
  add column last_return text not null default 'none',
  add column days_since_return int;

/* As before, and: a closed referral is one step of its own; Wales asks for no reminder from 1 April 2026. */
create or replace view contract.action as
select council_id::text as tenant_id, id::text as action_id, account_id::text as case_id, account_id::text as debt_id,
  party_id::text as person_id, replace(kind, ' ', '_') as kind,
  period_key || coalesce('/' || closed_at::text, '') as period_key, run_id::text, decided_at, served_on,
  dispatched_at, cancelled_at, null::date as hearing_on, created_by, null::text as approval_id,
  claimed as claimed_pence, balance_at_decision as balance_at_decision_pence, true as recovers, false as adds_charge,
  -- A notice is withdrawn together with those that follow it: its earlier step was there when it went, and is not now.
  case when cancelled_at is not null and exists (
    select from recovery.action as earlier
    where earlier.council_id = action.council_id and earlier.account_id = action.account_id
      and earlier.cancelled_at is not null and earlier.dispatched_at <= action.dispatched_at and earlier.id <> action.id
  ) then cancelled_why
  when kind = 'final notice' and previous_id is null and source = 'evenhand'
    then 'The law of Wales leaves the reminder to the council from 1 April 2026' end as dispensation
from recovery.action as action;

create or replace view contract.rule as
select *, 'incl'::text as day_kind, date '1993-04-01' as in_force_from, null::date as in_force_to
from (values
  ('second reminder', 'council_tax', 'second_reminder', 'reminder', 7),
  ('final notice', 'council_tax', 'final_notice', 'reminder', 14),
  ('final notice of rates', 'business_rates', 'final_notice', 'reminder', 14),
  ('second letter', 'sundry_invoice', 'second_letter', 'invoice_reminder', 14),
  ('second letter on care', 'adult_social_care_charge', 'second_letter', 'invoice_reminder', 14),
  ('second letter on an overpayment', 'housing_benefit_overpayment', 'second_letter', 'invoice_reminder', 14),
  ('second letter on a tenancy', 'former_tenant_arrears', 'second_letter', 'invoice_reminder', 14),
  ('second letter on a garage', 'garage', 'second_letter', 'invoice_reminder', 14),
  ('second letter on a lease', 'leasehold_service_charge', 'second_letter', 'invoice_reminder', 14),
  ('second letter on a repair', 'rechargeable_repair', 'second_letter', 'invoice_reminder', 14),
  ('claim', 'sundry_invoice', 'court_claim_review', 'letter_before_claim', 31)
) as rule (rule_id, debt_type, action_kind, requires_kind, min_days);

-- Care charges and leases have law of their own: two more families.
alter table debts.debt_type
  drop constraint debt_type_family_check,
  add constraint debt_type_family_check check (family in (
    'council tax', 'business rates', 'sundry', 'adult social care', 'benefit overpayment', 'housing', 'leasehold'));
alter table debts.debt_type no force row level security;
update debts.debt_type set family = 'adult social care' where name = 'adult social care charge';
update debts.debt_type set family = 'leasehold' where name = 'leasehold service charge';
alter table debts.debt_type force row level security;
