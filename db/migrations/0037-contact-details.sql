-- What is known of how to reach somebody: what sources and people propose, what officers decided and marked, by which way
-- somebody may be reached at all, and to whom letters about them go. Letters obey it here, whoever writes them.

/* One form for one home however it is written down: the postcode, the numbers and the single letters; the whole text where
   there is no number or no postcode. lower() and regexp_replace() of text never change, and an index needs that said. */
create function parties.standard_address(lines text[], postcode text) returns text
  language sql immutable parallel safe
  return upper(replace(postcode, ' ', '')) || ' ' || coalesce(
    nullif(trim(regexp_replace(regexp_replace(regexp_replace(
      case when postcode ~ '\S' and parties.in_one_line(lines) ~ '\d' then lower(parties.in_one_line(lines)) end,
      '[''’]|\m[[:alpha:]]{2,}\M', '', 'g'), '[^[:alnum:]]+', ' ', 'g'), '(\d) ([a-z])\M', '\1\2', 'g')), ''),
    regexp_replace(lower(case when postcode ~ '\S' then lines[1] else parties.in_one_line(lines) end), '[^[:alnum:]]+', '', 'g'),
    '');

alter table parties.address
  add column standard_form text not null generated always as (parties.standard_address(lines, postcode)) stored,
  -- Who wrote down what somebody told; none where a source's file says it. Such a detail waits until it is decided.
  add column told_to text,
  -- Why it may be used for recovery, in the words of whoever told it or asked.
  add column gateway text,
  -- Where letters about this party go, to whoever acts for them: no home of theirs.
  add column authority_id uuid,
  -- The address of the same person, known of another party of theirs, that a letter to this one went to.
  add column copied_from uuid,
  add foreign key (council_id, authority_id) references parties.authority (council_id, id),
  add foreign key (council_id, copied_from) references parties.address (council_id, id);
create unique index address_of_authority on parties.address (council_id, authority_id) where authority_id is not null;

alter table parties.contact_point
  add column standard_form text not null
    generated always as (case kind when 'telephone' then parties.digits(value) else lower(value) end) stored,
  add column told_to text,
  add column gateway text;

/* What an officer decided or marked of an address, a telephone number or an e-mail address of somebody, however often and by
   whomever it is said again. Ended, never erased. */
create table parties.detail_mark (
  council_id     int not null references administration.council,
  id             uuid not null,
  party_id       uuid not null,
  kind           text not null check (kind in ('address', 'telephone', 'email')),
  standard_form  text not null,
  mark           text not null check (mark in ('accepted', 'rejected', 'not theirs', 'gone away', 'confidential')),
  -- For a letter that came back, the day it did.
  on_day         date not null,
  because        text not null check (because <> ''),
  -- Of an accepted one, why it may be used for recovery.
  gateway        text,
  marked_at      timestamptz not null default clock_timestamp(),
  marked_by      text not null,
  ended_at       timestamptz,
  ended_by       text,
  ended_why      text,
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check (mark not in ('gone away', 'confidential') or kind = 'address'),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why is null))
);
create unique index mark_now on parties.detail_mark (council_id, party_id, kind, standard_form, mark) where ended_at is null;
create index mark_made on parties.detail_mark (council_id, marked_at);
create index mark_ended on parties.detail_mark (council_id, ended_at) where ended_at is not null;
call platform.fence('parties.detail_mark', 'select, insert, update (ended_at, ended_by, ended_why)');

/* The one way by which somebody may be reached, where not every way is safe: what to do, and never why. */
create table parties.safe_route (
  council_id     int not null references administration.council,
  id             uuid not null,
  party_id       uuid not null,
  route          text not null check (route in ('letters only', 'e-mail only', 'texts only', 'through their representative')),
  -- The address that letters may go to, and no other; any usable one without it.
  standard_form  text,
  says           text not null check (says <> ''),
  said_at        timestamptz not null default clock_timestamp(),
  said_by        text not null,
  ended_at       timestamptz,
  ended_by       text,
  ended_why      text,
  primary key (council_id, id),
  foreign key (council_id, party_id) references parties.party (council_id, id),
  check (standard_form is null or route = 'letters only'),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why is null))
);
create unique index safe_route_now on parties.safe_route (council_id, party_id) where ended_at is null;
call platform.fence('parties.safe_route', 'select, insert, update (ended_at, ended_by, ended_why)');

/* What each source says of its contact details: whether other services may use them for recovery, and by what gateway. The
   latest counts; a source of which nothing was said is asked each time. */
create table parties.source_gateway (
  council_id     int not null references administration.council,
  source         text not null,
  said_at        timestamptz not null default clock_timestamp(),
  may_be_used    boolean not null,
  gateway        text not null check (gateway <> ''),
  said_by        text not null,
  primary key (council_id, source, said_at)
);
call platform.fence('parties.source_gateway', 'select, insert');

-- Whose details to look through for something to decide: more than need it, for what waits is asked of the details.
create table parties.detail_to_review (
  council_id     int not null references administration.council,
  party_id       uuid not null,
  noted_at       timestamptz not null default clock_timestamp(),
  primary key (council_id, party_id),
  foreign key (council_id, party_id) references parties.party (council_id, id)
);
create index detail_to_review_newest on parties.detail_to_review (council_id, noted_at);
call platform.fence('parties.detail_to_review', 'select, insert, update, delete');

/* What stands of somebody's details now, of whichever of their parties it was said. */
create view parties.live_mark with (security_invoker = true) as
select mark.council_id, marked.person_id, mark.id, mark.kind, mark.standard_form, mark.mark, mark.on_day, mark.because,
  mark.marked_at, mark.marked_by
from parties.detail_mark as mark
join parties.party as marked on marked.council_id = mark.council_id and marked.id = mark.party_id
where mark.ended_at is null;
grant select on parties.live_mark to evenhand_app;

/* Every address, telephone number and e-mail address that is somebody's own. */
create view parties.detail with (security_invoker = true) as
select council_id, id, party_id, 'address' as kind, standard_form, lines, postcode, null as value, source, valid_from as as_at,
  valid_to, recorded_at, told_to, gateway
from parties.address
where authority_id is null and copied_from is null and cardinality(lines) > 0
union all
select council_id, id, party_id, kind, standard_form, null, null, value, source, valid_from, valid_to, recorded_at, told_to, gateway
from parties.contact_point;
grant select on parties.detail to evenhand_app;

/* What waits for somebody to decide: what a person told; what one source tells anew of somebody whom another source knows
   otherwise; and what any source tells after an officer decided. Until then each source's own detail serves its own
   accounts, and an officer's decision serves all. */
create view parties.proposed_detail with (security_invoker = true) as
select detail.*, party.person_id
from parties.detail as detail
join parties.party as party on party.council_id = detail.council_id and party.id = detail.party_id
where detail.valid_to is null
  and not exists (
    select from parties.live_mark as mark
    where mark.council_id = detail.council_id and mark.person_id = party.person_id and mark.kind = detail.kind
      and (mark.standard_form = detail.standard_form and mark.mark in ('accepted', 'rejected', 'not theirs', 'gone away')
        or mark.mark = 'accepted' and mark.marked_at >= detail.recorded_at and detail.told_to is null))
  and (
    detail.told_to is not null
    or exists (
      select from parties.live_mark as mark
      where mark.council_id = detail.council_id and mark.person_id = party.person_id and mark.kind = detail.kind
        and mark.mark = 'accepted')
    or exists (
      select from parties.party as everybody
      join parties.source_record as record
        on record.council_id = detail.council_id and record.party_id = everybody.id and record.superseded_at is null
        and record.source <> detail.source
      where everybody.council_id = detail.council_id and everybody.person_id = party.person_id
        and not exists (
          select from parties.detail as theirs
          join parties.party as other on other.council_id = detail.council_id and other.id = theirs.party_id
          where theirs.council_id = detail.council_id and other.person_id = party.person_id
            and theirs.kind = detail.kind and theirs.source = record.source and theirs.valid_to is null
            and (theirs.standard_form = detail.standard_form
              or (theirs.as_at, theirs.recorded_at, theirs.id) > (detail.as_at, detail.recorded_at, detail.id)))));
grant select on parties.proposed_detail to evenhand_app;

/* Where a letter to a party about an account of a source goes on a day, or what stops it. To whoever acts for them and takes
   their letters; else by the safe route; else to what an officer last accepted, and to what the account's own source has
   said since; else to what that source says. Never to what is marked. */
create function parties.where_letters_go(
  council int, addressee uuid, of_source text, day date, out goes_to uuid, out stopped_by text)
language plpgsql stable as $$
declare
  person uuid := (select person_id from parties.party where council_id = council and id = addressee);
  safe parties.safe_route;
  accepted record;
begin
  select address.id into goes_to
  from parties.party as theirs
  join parties.authority on authority.council_id = council and authority.party_id = theirs.id
  join parties.address on address.council_id = council and address.authority_id = authority.id
  where theirs.council_id = council and theirs.person_id = person and authority.ended_at is null
    and authority.starts_on <= day and (authority.ends_on is null or authority.ends_on >= day)
  order by authority.starts_on desc, authority.id limit 1;
  if goes_to is not null then return; end if;

  select route.* into safe
  from parties.party as theirs
  join parties.safe_route as route on route.council_id = council and route.party_id = theirs.id
  where theirs.council_id = council and theirs.person_id = person and route.ended_at is null
  order by route.said_at desc, route.id limit 1;
  if safe.route <> 'letters only' then
    stopped_by := 'safe route';
    return;
  end if;

  select mark.standard_form, mark.marked_at into accepted
  from parties.live_mark as mark
  where mark.council_id = council and mark.person_id = person and mark.kind = 'address' and mark.mark = 'accepted'
  order by mark.marked_at desc, mark.id limit 1;

  select address.id, bad.mark
  into goes_to, stopped_by
  from parties.party as theirs
  join parties.address on address.council_id = council and address.party_id = theirs.id
  left join lateral (
    select min(mark.mark) as mark from parties.live_mark as mark
    where mark.council_id = council and mark.person_id = person and mark.kind = 'address'
      and mark.standard_form = address.standard_form
      and (mark.mark in ('gone away', 'not theirs')
        or mark.mark = 'confidential' and mark.standard_form is distinct from safe.standard_form)) as bad on true
  where theirs.council_id = council and theirs.person_id = person
    and address.authority_id is null and address.copied_from is null and cardinality(address.lines) > 0
    and address.valid_from <= day and (address.valid_to is null or address.valid_to > day)
    and (address.undeliverable_on is null or address.undeliverable_on > day)
    and case
      when safe.standard_form is not null then address.standard_form = safe.standard_form
      when address.standard_form = accepted.standard_form then true
      else theirs.id = addressee and address.source = of_source and address.told_to is null
        and address.recorded_at > coalesce(accepted.marked_at, '-infinity') end
  order by bad.mark is not null, coalesce(address.standard_form = accepted.standard_form, false) desc,
    address.party_id = addressee desc, address.valid_from desc, address.recorded_at desc, address.id
  limit 1;
  if stopped_by is not null then goes_to := null; end if;
  if goes_to is null then stopped_by := coalesce(stopped_by, 'no address'); end if;
end $$;

/* Those of whom more than their source's address decides where letters go. */
create view parties.ruled_party with (security_invoker = true) as
select ruled.council_id, everybody.id as party_id
from (
  select council_id, party_id from parties.detail_mark where ended_at is null and mark <> 'rejected' and kind = 'address'
  union all
  select council_id, party_id from parties.safe_route where ended_at is null
  union all
  select council_id, party_id from parties.address where authority_id is not null
) as ruled
join parties.party as one on one.council_id = ruled.council_id and one.id = ruled.party_id
join parties.party as everybody on everybody.council_id = ruled.council_id and everybody.person_id = one.person_id;
grant select on parties.ruled_party to evenhand_app;

/* When what decides where letters about somebody go was last changed, for those who look again at their accounts. */
create view parties.reach_changed with (security_invoker = true) as
select council_id, party_id, marked_at as changed_at from parties.detail_mark
union all select council_id, party_id, ended_at from parties.detail_mark where ended_at is not null
union all select council_id, party_id, said_at from parties.safe_route
union all select council_id, party_id, ended_at from parties.safe_route where ended_at is not null
union all
select authority.council_id, authority.party_id, moment.at
from parties.authority
join parties.address on address.council_id = authority.council_id and address.authority_id = authority.id
cross join lateral (values
  (address.recorded_at), (authority.ended_at), (authority.starts_on::timestamptz), ((authority.ends_on + 1)::timestamptz)
) as moment (at)
where moment.at <= now();
grant select on parties.reach_changed to evenhand_app;

/* The newest address of each party that may be shown to whoever may open them. */
create or replace view parties.postal_address with (security_invoker = true) as
select distinct on (address.council_id, address.party_id) address.council_id, address.party_id, address.id as address_id,
  address.lines, address.postcode, address.valid_from
from parties.address
join parties.party on party.council_id = address.council_id and party.id = address.party_id
where address.valid_to is null and address.undeliverable_on is null and not address.is_confidential
  and address.authority_id is null and address.copied_from is null and address.told_to is null
  and not exists (
    select from parties.live_mark as mark
    where mark.council_id = address.council_id and mark.person_id = party.person_id and mark.kind = 'address'
      and mark.standard_form = address.standard_form and mark.mark in ('not theirs', 'gone away', 'confidential'))
order by address.council_id, address.party_id, address.valid_from desc, address.recorded_at desc, address.id;

/* A confidential address stays so in whatever file it is said again. */
create function parties.keep_confidential() returns trigger language plpgsql as $$ begin
  new.is_confidential := new.is_confidential or exists (
    select from parties.live_mark as mark
    join parties.party on party.council_id = new.council_id and party.id = new.party_id
    where mark.council_id = new.council_id and mark.person_id = party.person_id and mark.mark = 'confidential'
      and mark.standard_form = parties.standard_address(new.lines, new.postcode));
  return new;
end $$;
create trigger keep_confidential before insert on parties.address
  for each row execute function parties.keep_confidential();

create function parties.mark_confidential() returns trigger language plpgsql as $$ begin
  update parties.address as address set is_confidential = new.ended_at is null
  where address.council_id = new.council_id and address.standard_form = new.standard_form
    and address.party_id in (
      select everybody.id from parties.party as marked
      join parties.party as everybody on everybody.council_id = new.council_id and everybody.person_id = marked.person_id
      where marked.council_id = new.council_id and marked.id = new.party_id);
  return null;
end $$;
create trigger mark_confidential after insert or update of ended_at on parties.detail_mark
  for each row when (new.mark = 'confidential') execute function parties.mark_confidential();

create or replace function correspondence.goes_where_it_may() returns trigger language plpgsql as $$
declare
  day date := (new.dispatched_at at time zone 'Europe/London')::date;
  way record;
begin
  select letters.* into way
  from debts.account
  cross join lateral parties.where_letters_go(new.council_id, new.party_id, account.source, day) as letters
  where account.council_id = new.council_id and account.id = new.account_id;
  if way.stopped_by not in ('no address') then
    raise exception 'No letter may go to them that day: %', way.stopped_by using errcode = 'restrict_violation';
  end if;
  if not exists (
    select from parties.address
    where council_id = new.council_id and id = new.address_id and party_id = new.party_id
      and valid_from <= day and (valid_to is null or valid_to > day) and way.goes_to in (id, copied_from))
  then
    raise exception 'A letter goes only to an address of its own addressee that is theirs that day' using errcode = 'restrict_violation';
  end if;
  if not exists (
    select from debts.liability
    where council_id = new.council_id and account_id = new.account_id and party_id = new.party_id)
  then
    raise exception 'A letter speaks only of an account that its addressee owes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

/* For the invariants: an address that was marked is known bad from the next day on, for a letter may have gone that day
   before it was. */
create or replace view contract.address as
select address.council_id::text as tenant_id, address.id::text as address_id, address.party_id::text as person_id,
  address.valid_from, address.valid_to, address.is_confidential as confidential,
  least(address.undeliverable_on, (
    select min((mark.marked_at at time zone 'Europe/London')::date) + 1
    from parties.detail_mark as mark
    where mark.council_id = address.council_id and mark.party_id = address.party_id and mark.kind = 'address'
      and mark.standard_form = address.standard_form and mark.mark in ('gone away', 'not theirs')
      and mark.ended_at is null)) as undeliverable_on
from parties.address;

-- Each source's own word: an address that two sources gave was kept once, under the first. The fence, which holds the
-- owner too, is let down for this one statement.
alter table parties.party no force row level security;
alter table parties.source_record no force row level security;
alter table parties.address no force row level security;
alter table parties.detail_mark no force row level security;
do $$ begin
  if to_regclass('parties.search_key') is not null then alter table parties.search_key no force row level security; end if;
end $$;
insert into parties.address (council_id, id, party_id, lines, postcode, source, valid_from, recorded_at)
select distinct on (record.council_id, record.party_id, record.source)
  record.council_id, platform.id_of('address', record.council_id,
    record.party_id || '/' || record.source || '/' || record.address || '/' || record.postcode),
  record.party_id, known.lines, known.postcode, record.source, record.as_at, record.recorded_at
from parties.source_record as record
join parties.address as known
  on known.council_id = record.council_id and known.party_id = record.party_id and known.source <> record.source
  and array_to_string(known.lines, ', ') = record.address and known.postcode = record.postcode
where record.superseded_at is null and record.address <> '' and not exists (
  select from parties.address as own
  where own.council_id = record.council_id and own.party_id = record.party_id and own.source = record.source
    and own.valid_to is null)
order by record.council_id, record.party_id, record.source, record.recorded_at;
alter table parties.party force row level security;
alter table parties.source_record force row level security;
alter table parties.address force row level security;
alter table parties.detail_mark force row level security;
do $$ begin
  if to_regclass('parties.search_key') is not null then alter table parties.search_key force row level security; end if;
end $$;

-- What stops letters is a fact that policies, and the floor under them, ask about.
alter table recovery.decision add column letters_stopped_by text not null default 'nothing'
  check (letters_stopped_by in ('nothing', 'no address', 'gone away', 'not theirs', 'confidential', 'safe route'));

-- A text is a contact too, and somebody whom no letter can reach is to be found.
alter table casework.contact drop constraint contact_channel_check,
  add check (channel in ('telephone', 'text', 'email', 'letter', 'visit', 'office'));
alter table casework.work_item drop constraint work_item_reason_check,
  add check (reason in ('final notice unpaid', 'second letter unpaid', 'second reminder unpaid', 'large and late',
    'promise passed', 'callback due', 'find them', 'reach another way'));
create index account_by_no_letter on recovery.account_state (council_id, last_rule)
  where last_rule in ('Gone away', 'Not their address', 'No address', 'Not by post');
