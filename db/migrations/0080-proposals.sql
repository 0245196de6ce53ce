-- A step that an officer proposes, with what the gate said of it; and what the gate's sense check looks up.

/* Everything in a payer's words that could be a reference: each word, and two or three that follow one another. */
create function debts.references_in(given text) returns setof text
  language sql immutable parallel safe
  begin atomic
    select distinct candidate
    from (
      select word, lead(word) over (order by n) as second, lead(word, 2) over (order by n) as third
      from unnest(string_to_array(trim(regexp_replace(upper(given), '[^A-Z0-9]+', ' ', 'g')), ' ')) with ordinality as each (word, n)
      where n <= 40
    ) as words,
    lateral (values (word), (word || second), (word || second || third)) as candidates (candidate)
    where length(candidate) between 6 and 24;
  end;
grant execute on function debts.references_in to evenhand_app;

-- By what money in suspense may be found: the references that its payer quoted, and the words of the payer's name. Of open
-- items only, so that it stays as small as what waits.
create table debts.suspense_key (
  council_id int not null,
  key        text collate "C" not null,
  item_id    uuid not null,
  primary key (council_id, key, item_id),
  foreign key (council_id, item_id) references debts.suspense_item (council_id, id)
);
create index suspense_key_of_item on debts.suspense_key (council_id, item_id);
call platform.fence('debts.suspense_key', 'select, insert, delete');

create function debts.keys_of_suspense(item debts.suspense_item) returns setof text
  language sql immutable parallel safe
  begin atomic
    select 'reference ' || reference from debts.references_in((item).given_reference) as reference
    union
    select 'name ' || word from unnest(parties.words_of((item).payer_name)) as word where length(word) >= 3;
  end;
grant execute on function debts.keys_of_suspense to evenhand_app;

create function debts.keep_suspense_keys() returns trigger language plpgsql as $$ begin
  if new.allocated < new.amount then
    insert into debts.suspense_key (council_id, key, item_id)
    select new.council_id, key, new.id from debts.keys_of_suspense(new) as key on conflict do nothing;
  else
    delete from debts.suspense_key where council_id = new.council_id and item_id = new.id;
  end if;
  return null;
end $$;
create trigger keeps_keys after insert or update of allocated on debts.suspense_item
  for each row execute function debts.keep_suspense_keys();

-- What waits already, of every council: the fence, which holds the owner too, is let down for this one statement.
alter table debts.suspense_item no force row level security;
alter table debts.suspense_key no force row level security;
insert into debts.suspense_key (council_id, key, item_id)
select item.council_id, key, item.id from debts.suspense_item as item, debts.keys_of_suspense(item) as key
where item.allocated < item.amount;
alter table debts.suspense_item force row level security;
alter table debts.suspense_key force row level security;

-- Of each person, what the sense check asks of their contacts: whether they spoke with us, and what they promised.
create view casework.contact_for_recovery with (security_invoker = true) as
select council_id, party_id, at, promised_on, promised,
  direction = 'from them' or outcome not in ('no answer', 'message left', 'wrong number') as was_heard
from casework.contact
where not exists (
  select from casework.contact as correction
  where correction.council_id = contact.council_id and correction.corrects_id = contact.id);
grant select on casework.contact_for_recovery to evenhand_app;

/* Immutable, which convert_to() is not said to be: the encoding is always UTF-8. */
create function recovery.hash_of(content text) returns text language sql immutable parallel safe
  return encode(sha256(convert_to(content, 'UTF8')), 'hex');
grant execute on function recovery.hash_of to evenhand_app;

-- A step that an officer proposes for one account, with what the gate said of it then. What is approved, and what goes, is
-- exactly this: nothing of it changes but its state.
create table recovery.proposal (
  council_id    int not null references administration.council,
  id            uuid not null,
  account_id    uuid not null,
  party_id      uuid not null,
  action_kind   text not null,
  -- Pence: what it claims, and what was owed.
  amount        bigint not null check (amount > 0),
  balance       bigint not null check (balance >= amount),
  verdict       text not null check (verdict in ('clear', 'caution', 'outside policy')),
  -- The rule of the policy that fitted: where it is outside policy, the one that says otherwise.
  rule          text not null check (rule <> ''),
  -- The cautions that were read and ticked, a line each.
  cautions      text not null default '',
  -- Why it is right: needed outside policy.
  reason        text not null default '',
  -- The fact sheet as it was, by the words of the vocabulary.
  facts         jsonb not null,
  proposed_by   text not null check (proposed_by <> ''),
  proposed_at   timestamptz not null default clock_timestamp(),
  content_hash  text not null generated always as (recovery.hash_of(
    account_id::text || '|' || party_id::text || '|' || action_kind || '|' || amount::text || '|' || balance::text || '|' ||
    verdict || '|' || rule || '|' || cautions || '|' || reason)) stored,
  state         text not null default 'waiting'
    check (state in ('waiting', 'refused', 'taken back', 'released', 'done', 'pulled')),
  needs_approval boolean not null,
  approval_id   uuid,
  decided_by    text,
  decided_at    timestamptz,
  -- The approver's comment.
  decided_why   text,
  -- Why it did not go.
  ended_why     text,
  action_id     uuid,
  primary key (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  foreign key (council_id, approval_id) references administration.approval (council_id, approval_id),
  foreign key (council_id, action_id) references recovery.action (council_id, id),
  check (verdict <> 'outside policy' or needs_approval and reason <> ''),
  check (verdict = 'clear' or verdict = 'outside policy' or cautions <> ''),
  check (state in ('waiting', 'taken back') or not needs_approval
    or approval_id is not null and decided_by is not null and decided_by <> proposed_by),
  check (state <> 'waiting' or needs_approval),
  check (state <> 'pulled' or coalesce(ended_why, '') <> ''),
  check (state <> 'done' or action_id is not null)
);
-- One step at a time about an account.
create unique index one_open_proposal on recovery.proposal (council_id, account_id) where state in ('waiting', 'released');
create index proposal_of_account on recovery.proposal (council_id, account_id, proposed_at);
create index proposal_newest on recovery.proposal (council_id, proposed_at desc, id);
call platform.fence('recovery.proposal', 'select, insert, update (state, approval_id, decided_by, decided_at, decided_why, ended_why, action_id)');

-- An action of ours is of a run or of a proposal, and of one of them.
alter table recovery.action add column proposal_id uuid;
alter table recovery.action add foreign key (council_id, proposal_id) references recovery.proposal (council_id, id);
alter table recovery.action drop constraint action_check3;
alter table recovery.action add constraint somebody_decided_it
  check ((source = 'evenhand') = (num_nonnulls(run_id, proposal_id) = 1) and num_nonnulls(run_id, proposal_id) <= 1);
create unique index action_of_proposal on recovery.action (council_id, proposal_id) where proposal_id is not null;

/* An action goes out only as it was approved. Of a run: by somebody else, and with the content they saw. Of a proposal: it
   is what was proposed to the penny, released, and where it needs approval approved by somebody else as it stands. */
create or replace function recovery.goes_only_as_approved() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and not (new.dispatched_at is not null and old.dispatched_at is null) then
    return new;
  end if;
  if new.run_id is not null and not exists (
      select from recovery.run as run
      join administration.approval as approval
        on approval.council_id = run.council_id and approval.approval_id = run.approval_id
      where run.council_id = new.council_id and run.id = new.run_id and run.status = 'running'
        and approval.approved_at is not null and approval.approved_by <> approval.requested_by
        and approval.content_hash = run.content_hash and new.content_hash = run.content_hash)
  then
    raise exception 'This action belongs to a run that is not approved as it stands, so it cannot go out'
      using errcode = 'restrict_violation';
  end if;
  if new.proposal_id is not null and not exists (
      select from recovery.proposal as proposal
      left join administration.approval as approval
        on approval.council_id = proposal.council_id and approval.approval_id = proposal.approval_id
      where proposal.council_id = new.council_id and proposal.id = new.proposal_id and proposal.state = 'released'
        and proposal.content_hash = new.content_hash and proposal.account_id = new.account_id
        and proposal.party_id = new.party_id and proposal.action_kind = new.kind and proposal.amount = new.claimed
        and (not proposal.needs_approval
          or approval.approved_at is not null and approval.approved_by <> approval.requested_by
            and approval.content_hash = proposal.content_hash))
  then
    raise exception 'This action belongs to a proposal that is not released, or not approved as it stands, so it cannot go out'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

/* A proposal ends as its action does, whoever ends it: it went, or it was called off and says why. */
create function recovery.ends_as_its_action() returns trigger language plpgsql as $$ begin
  update recovery.proposal set
    state = case when new.cancelled_at is null then 'done' else 'pulled' end, action_id = new.id,
    ended_why = new.cancelled_why
  where council_id = new.council_id and id = new.proposal_id and state in ('released', 'done');
  return null;
end $$;
create trigger ends_its_proposal after update of dispatched_at, cancelled_at on recovery.action
  for each row when (new.proposal_id is not null) execute function recovery.ends_as_its_action();

-- Which of the three refusals pulled a case at the gate.
alter table recovery.run_item add column verdict text check (verdict in ('blocked by law', 'outside policy', 'caution'));
grant update (verdict) on recovery.run_item to evenhand_app;
