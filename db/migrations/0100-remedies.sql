-- Which remedy carries out a court's order, or gets an overpayment back: what an officer chose from what was shown, who agreed
-- where it was outside policy, and how it ended.

-- What no source tells, and a remedy needs to know.
alter table recovery.answer
  drop constraint answer_question_check,
  add constraint answer_question_check check (question in (
    'capacity', 'other options', 'deferred payment', 'recoverable', 'demand', 'demand in time', 'employment', 'benefits',
    'housing benefit', 'home', 'vulnerability', 'council tax reduction', 'landlord', 'third party', 'councillor'));

-- What an officer chose for an open referral: 'none' is that nothing is chosen now. Nothing of it ever changes.
create table recovery.remedy_choice (
  council_id   int not null,
  id           uuid not null,
  account_id   uuid not null,
  referral_id  uuid not null,
  remedy       text not null check (remedy <> ''),
  verdict      text not null check (verdict in ('open', 'outside policy', 'none')),
  -- Outside policy, the rules and holds of the council's that an approver sets aside, a line each.
  set_aside    text not null default '',
  -- The cautions that were read and ticked, a line each.
  cautions     text not null default '',
  reason       text not null check (reason <> ''),
  -- Every remedy with its verdict and its why, as it was shown; and a mark over what it was shown from.
  shown        jsonb not null,
  facts_mark   text not null check (facts_mark <> ''),
  -- Pence that were owed.
  balance      bigint not null check (balance > 0),
  chosen_by    text not null check (chosen_by <> ''),
  chosen_on    date not null,
  chosen_at    timestamptz not null default clock_timestamp(),
  content_hash text not null generated always as (recovery.hash_of(
    account_id::text || '|' || remedy || '|' || verdict || '|' || set_aside || '|' || cautions || '|' || reason || '|' ||
    facts_mark || '|' || balance::text)) stored,
  primary key (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, referral_id) references recovery.referral (council_id, id),
  check ((remedy = 'none') = (verdict = 'none')),
  check ((verdict = 'outside policy') = (set_aside <> ''))
);
create index remedy_choice_of_account on recovery.remedy_choice (council_id, account_id, chosen_at);
create index remedy_choice_outside on recovery.remedy_choice (council_id, chosen_at) where verdict = 'outside policy';
create index remedy_choice_of_referral on recovery.remedy_choice (council_id, referral_id);
call platform.fence('recovery.remedy_choice', 'select, insert');
call platform.append_only('recovery.remedy_choice');

-- What became of a choice: in force, at once or because somebody else agreed; refused; taken back; and of one in force, how it ended.
create table recovery.remedy_event (
  council_id  int not null,
  choice_id   uuid not null,
  kind        text not null check (kind in ('in force', 'refused', 'taken back', 'ended')),
  return_code text,
  why         text not null default '',
  done_by     text not null check (done_by <> ''),
  done_on     date not null,
  done_at     timestamptz not null default clock_timestamp(),
  primary key (council_id, choice_id, kind),
  foreign key (council_id, choice_id) references recovery.remedy_choice (council_id, id),
  check ((kind = 'ended') = (return_code is not null))
);
call platform.fence('recovery.remedy_event', 'select, insert');
call platform.append_only('recovery.remedy_event');

-- The remedy that runs for an account; 'ended' once it has, until another is chosen.
alter table recovery.account_state add column remedy text not null default 'none';

alter table recovery.decision
  add column remedy text not null default 'none',
  add column has_order boolean not null default false;

/* What somebody carries out until it ends. Nothing, and a claim that comes after more letters, are ways on and do not run. */
create function recovery.runs_until_it_ends(remedy text) returns boolean language sql immutable parallel safe
  return remedy not in ('none', 'county court claim');
grant execute on function recovery.runs_until_it_ends to evenhand_app;

/* A choice is made for an open referral of its account, and one at a time. */
create function recovery.chooses_for_an_open_referral() returns trigger language plpgsql as $$
begin
  perform from recovery.referral
  where council_id = new.council_id and id = new.referral_id and account_id = new.account_id and closed_at is null
    and kind in ('remedy decision', 'deduction decision')
  for update;
  if not found then
    raise exception 'A remedy is chosen for an open referral that asks for one' using errcode = 'restrict_violation';
  end if;
  if exists (
      select from recovery.remedy_choice as other
      where other.council_id = new.council_id and other.account_id = new.account_id and not exists (
        select from recovery.remedy_event as event
        where event.council_id = new.council_id and event.choice_id = other.id))
  then
    raise exception 'Another choice about this account waits for an approver' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger chooses_for_an_open_referral before insert on recovery.remedy_choice
  for each row execute function recovery.chooses_for_an_open_referral();

/* A choice is decided once, and by somebody else where it is outside policy; one remedy runs at a time; what ends was in force. */
create function recovery.remedy_takes_its_course() returns trigger language plpgsql as $$
declare
  choice recovery.remedy_choice;
  has_begun boolean;
begin
  select * into strict choice from recovery.remedy_choice
  where council_id = new.council_id and id = new.choice_id;
  select bool_or(kind = 'in force') into has_begun from recovery.remedy_event
  where council_id = new.council_id and choice_id = new.choice_id;
  if new.kind = 'ended' then
    if has_begun is not true or not recovery.runs_until_it_ends(choice.remedy) then
      raise exception 'Only a remedy that runs can end' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if has_begun is not null then
    raise exception 'This choice was decided already' using errcode = 'restrict_violation';
  end if;
  if choice.verdict <> 'outside policy' and new.kind <> 'in force' then
    raise exception 'Only a choice outside policy waits for anybody' using errcode = 'restrict_violation';
  end if;
  if (new.done_by = choice.chosen_by) <> (new.kind = 'taken back') and choice.verdict = 'outside policy' then
    raise exception 'Whoever chose a remedy outside policy can only take it back: somebody else agrees or refuses'
      using errcode = 'restrict_violation';
  end if;
  if new.kind = 'in force' then
    if choice.verdict = 'outside policy' and not exists (
        select from administration.approval
        where approval.council_id = new.council_id and approval.subject_kind = 'remedy' and approval.subject_id = new.choice_id
          and approval.content_hash = choice.content_hash and approval.approved_at is not null
          and approval.approved_by = new.done_by and approval.approved_by <> approval.requested_by)
    then
      raise exception 'A remedy outside policy begins only as somebody else approved it' using errcode = 'restrict_violation';
    end if;
    if recovery.runs_until_it_ends(choice.remedy) and exists (
        select from recovery.remedy_choice as other
        join recovery.remedy_event as began
          on began.council_id = new.council_id and began.choice_id = other.id and began.kind = 'in force'
        where other.council_id = new.council_id and other.account_id = choice.account_id and recovery.runs_until_it_ends(other.remedy)
          and not exists (
            select from recovery.remedy_event as ended
            where ended.council_id = new.council_id and ended.choice_id = other.id and ended.kind = 'ended'))
    then
      raise exception 'One remedy runs at a time: end the other first' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger takes_its_course before insert on recovery.remedy_event
  for each row execute function recovery.remedy_takes_its_course();

/* The account's state says which remedy runs. One that ended brings the account back on the next night. */
create function recovery.keeps_the_remedy() returns trigger language plpgsql as $$
begin
  update recovery.account_state as state set
    remedy = case
      when new.kind = 'ended' then 'ended'
      when recovery.runs_until_it_ends(choice.remedy) then choice.remedy
      -- Nothing new: one that runs goes on, and one that had ended is answered.
      when state.remedy = 'ended' then 'none'
      else state.remedy end,
    next_review_on = case when new.kind = 'ended' then least(state.next_review_on, new.done_on) else state.next_review_on end
  from recovery.remedy_choice as choice
  where choice.council_id = new.council_id and choice.id = new.choice_id
    and state.council_id = new.council_id and state.account_id = choice.account_id;
  return null;
end $$;
create trigger keeps_the_remedy after insert on recovery.remedy_event
  for each row when (new.kind in ('in force', 'ended')) execute function recovery.keeps_the_remedy();

/* What asks for a remedy is carried out by a choice, and by nothing else. */
create function recovery.is_carried_out_by_a_choice() returns trigger language plpgsql as $$
begin
  if not exists (
      select from recovery.remedy_choice as choice
      join recovery.remedy_event as event
        on event.council_id = new.council_id and event.choice_id = choice.id and event.kind = 'in force'
      where choice.council_id = new.council_id and choice.referral_id = new.id)
  then
    raise exception 'A % is carried out by choosing a remedy', new.kind using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger is_carried_out_by_a_choice before update on recovery.referral
  for each row when (new.return_code = 'carried out' and new.kind in ('remedy decision', 'deduction decision'))
  execute function recovery.is_carried_out_by_a_choice();

-- A remedy may be decided on again after an agent was looked at.
insert into recovery.step_floor (family, nation, kind, previous_kind)
select family, nation, 'remedy decision', 'agent placement review'
from unnest('{council tax,business rates}'::text[]) as family
cross join unnest('{England,Wales}'::text[]) as nation;
