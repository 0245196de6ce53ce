-- Two policies tried side by side on one type of debt: a challenger on a random share of people, what is in force on the rest.

create table recovery.trial (
  council_id     int not null references administration.council,
  id             uuid not null,
  debt_type      text not null,
  -- The challenger: exactly this save of a draft, as this simulation showed it.
  draft_id       uuid not null,
  version        int not null,
  fingerprint    text not null,
  simulation_id  uuid not null,
  -- What it is tried against, and since when the law under both is what it is: when either changes, the trial is over.
  champion       text not null check (champion <> fingerprint),
  law_from       date not null,
  -- How many in a hundred are tried.
  share          int not null check (share between 1 and 50),
  begins_on      date not null,
  -- The first day on which it does not run any more, and on which better or worse may first be said.
  ends_on        date not null,
  -- What is compared, named before anything is seen, and for how many days from the night that an account entered.
  measure        text not null check (measure in ('collected', 'arrangements', 'holds', 'contacts')),
  days           int not null check (days > 0),
  because        text not null check (because <> ''),
  asked_by       text not null check (asked_by <> ''),
  asked_at       timestamptz not null default clock_timestamp(),
  approved_by    text,
  approved_at    timestamptz,
  -- What the sides are drawn with. Made when it is approved, so that nobody who asks can choose it.
  seed           text check (seed <> ''),
  -- Stopped before its time, or refused: by somebody, or by the night that found it overtaken.
  ended_by       text,
  ended_at       timestamptz,
  ended_why      text check (ended_why <> ''),
  -- What the council made of it once it was over.
  conclusion     text check (conclusion in ('adopted', 'dropped')),
  concluded_by   text,
  concluded_at   timestamptz,
  concluded_why  text check (concluded_why <> ''),
  primary key (council_id, id),
  foreign key (council_id, debt_type) references debts.debt_type (council_id, name),
  foreign key (council_id, draft_id, version) references recovery.policy_draft_version (council_id, draft_id, version),
  foreign key (council_id, simulation_id) references recovery.simulation (council_id, id),
  check (ends_on - begins_on >= days),
  check (num_nulls(approved_by, approved_at, seed) in (0, 3)),
  constraint approved_by_another check (approved_by <> asked_by),
  check (num_nulls(ended_by, ended_at, ended_why) in (0, 3)),
  check (num_nulls(conclusion, concluded_by, concluded_at, concluded_why) in (0, 4)),
  check (conclusion is null or approved_at is not null),
  constraint one_trial_a_day exclude using gist (
    council_id with =, debt_type with =, daterange(begins_on, ends_on) with &&)
    where (approved_at is not null and ended_at is null)
);
create index trial_of_council on recovery.trial (council_id, asked_at);
call platform.fence('recovery.trial', 'select, insert,
  update (approved_by, approved_at, seed, ended_by, ended_at, ended_why, conclusion, concluded_by, concluded_at, concluded_why)');

/* What was said of a trial stays said; and whoever wrote the challenger is not who approves that it is tried. */
create function recovery.trial_goes_one_way() returns trigger language plpgsql as $$
begin
  if old.approved_at is not null and (new.approved_by, new.approved_at, new.seed)
      is distinct from (old.approved_by, old.approved_at, old.seed)
    or old.ended_at is not null and (new.ended_by, new.ended_at, new.ended_why)
      is distinct from (old.ended_by, old.ended_at, old.ended_why)
    or old.concluded_at is not null and (new.conclusion, new.concluded_by, new.concluded_at, new.concluded_why)
      is distinct from (old.conclusion, old.concluded_by, old.concluded_at, old.concluded_why)
  then
    raise exception 'What was decided about a trial is kept as it was decided' using errcode = 'restrict_violation';
  end if;
  if new.approved_at is not null and old.approved_at is null and (
      new.ended_at is not null or exists (
        select from recovery.policy_draft_version as hand
        where hand.council_id = new.council_id and hand.draft_id = new.draft_id and hand.saved_by = new.approved_by))
  then
    raise exception 'A trial is approved while it waits, by somebody who wrote none of what is tried'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger goes_one_way before update on recovery.trial
  for each row execute function recovery.trial_goes_one_way();

-- Which side each person fell on, once in a trial: all that they owe of its kind falls there with them.
create table recovery.trial_person (
  council_id  int not null,
  trial_id    uuid not null,
  person_id   uuid not null,
  side        text not null check (side in ('champion', 'challenger')),
  -- By whose id it was drawn: the smallest of those who owe something together with them.
  drawn_by    uuid not null,
  drawn_on    date not null,
  primary key (council_id, trial_id, person_id),
  foreign key (council_id, trial_id) references recovery.trial (council_id, id),
  foreign key (council_id, person_id) references parties.party (council_id, id),
  foreign key (council_id, drawn_by) references parties.party (council_id, id)
);
call platform.fence('recovery.trial_person', 'select, insert');
call platform.append_only('recovery.trial_person');

-- The accounts that are compared, each as it was on the night that it entered.
create table recovery.trial_account (
  council_id  int not null,
  trial_id    uuid not null,
  account_id  uuid not null,
  side        text not null check (side in ('champion', 'challenger')),
  drawn_by    uuid not null,
  entered_on  date not null,
  -- Pence.
  owed        bigint not null check (owed > 0),
  stage       text not null,
  primary key (council_id, trial_id, account_id),
  foreign key (council_id, trial_id) references recovery.trial (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  foreign key (council_id, drawn_by) references parties.party (council_id, id)
);
create index trial_account_of on recovery.trial_account (council_id, account_id);
call platform.fence('recovery.trial_account', 'select, insert');
call platform.append_only('recovery.trial_account');

-- In which trial an account was when it was decided; the fingerprint says under which of its policies.
alter table recovery.decision
  add column trial_id uuid,
  add foreign key (council_id, trial_id) references recovery.trial (council_id, id);

-- What the integrity contract shows of trials.
create view contract.trial as
select council_id::text as tenant_id, id::text as trial_id, fingerprint, champion, begins_on, ends_on, asked_by, approved_by
from recovery.trial;
create view contract.trial_person as
select council_id::text as tenant_id, trial_id::text, person_id::text, side from recovery.trial_person;
create view contract.trial_account as
select council_id::text as tenant_id, trial_id::text, account_id::text as debt_id, side, entered_on from recovery.trial_account;
create view contract.trial_decision as
select council_id::text as tenant_id, trial_id::text, account_id::text as debt_id, fingerprint, decided_on
from recovery.decision where trial_id is not null;

-- Whether it was they who got in touch: how often people have to is one of the things that a trial may be judged by.
create or replace view casework.contact_for_recovery with (security_invoker = true) as
select council_id, party_id, at, promised_on, promised,
  direction = 'from them' or outcome not in ('no answer', 'message left', 'wrong number') as was_heard,
  direction = 'from them' as is_theirs
from casework.contact
where not exists (
  select from casework.contact as correction
  where correction.council_id = contact.council_id and correction.corrects_id = contact.id);
