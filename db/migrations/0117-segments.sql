-- What officers and people say of a segment (cannot pay, will not pay, not known), which otherwise is what the facts come to. Nothing is
-- changed: what is said later is another row, and the latest of an account stands. No room that takes a step reads this.

create table casework.segment_event (
  council_id  int not null references administration.council,
  account_id  uuid not null,
  number      int not null check (number > 0),
  id          uuid not null,
  kind        text not null check (kind in ('overridden', 'taken back', 'contested', 'answered')),
  -- What the facts came to, with what that rested on as it was shown, and what stood.
  worked_out  text not null check (worked_out in ('cannot pay', 'will not pay', 'not known')),
  rule        text not null check (rule <> ''),
  rests_on    jsonb not null,
  stood       text not null check (stood in ('cannot pay', 'will not pay', 'not known')),
  -- What an officer says it is; null: what the facts come to.
  segment     text check (segment in ('cannot pay', 'will not pay', 'not known')),
  -- The last day for which an officer says so; null: until it is taken back.
  until       date,
  -- The officer's reason; of one that is contested, the person's own words.
  words       text not null check (words <> ''),
  said_by     text not null check (said_by <> ''),
  said_at     timestamptz not null,
  said_on     date not null,
  primary key (council_id, account_id, number),
  unique (council_id, id),
  foreign key (council_id, account_id) references debts.account (council_id, id),
  check (kind <> 'overridden' or segment is not null),
  check (kind not in ('taken back', 'contested') or segment is null),
  constraint says_something_else check (segment <> worked_out),
  check (until is null or (segment is not null and until >= said_on))
);
call platform.fence('casework.segment_event', 'select, insert');
call platform.append_only('casework.segment_event');

/* Each follows the one before it: nothing is said unseen. What a person contests is answered before anything else is said, and by
   somebody else than whoever said what they contest. */
create function casework.segment_takes_its_course() returns trigger language plpgsql as $$
declare
  before casework.segment_event;
  contested casework.segment_event;
begin
  select * into before from casework.segment_event
  where council_id = new.council_id and account_id = new.account_id
  order by number desc limit 1;
  if new.number <> coalesce(before.number, 0) + 1 then
    raise exception 'Something was said of this segment since' using errcode = 'unique_violation';
  end if;
  if (new.kind = 'answered') <> (before.kind is not distinct from 'contested') then
    raise exception 'What is contested is answered, and nothing else is' using errcode = 'restrict_violation';
  end if;
  if new.kind = 'taken back' and before.segment is null then
    raise exception 'Only what an officer said is taken back' using errcode = 'restrict_violation';
  end if;
  if new.kind = 'answered' then
    select * into contested from casework.segment_event
    where council_id = new.council_id and account_id = new.account_id and number = before.number - 1;
    if contested.segment is not null and contested.said_by = new.said_by then
      raise exception 'Somebody else answers what an officer said and a person contests' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger takes_its_course before insert on casework.segment_event
  for each row execute function casework.segment_takes_its_course();
