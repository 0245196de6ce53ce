-- Figures that a council sets for itself: one person proposes each change and says why, another agrees, and the last that was agreed
-- is in force. The brakes of a run were kept apart and by one person alone: they are figures like the others.

create table administration.figure_change (
  council_id   int not null references administration.council,
  id           uuid not null,
  figure       text not null check (figure <> ''),
  -- Days, per cent, a count or pence, as the figure is.
  value        int not null check (value >= 0),
  because      text not null check (because <> ''),
  proposed_by  text not null,
  proposed_at  timestamptz not null default clock_timestamp(),
  agreed_by    text,
  agreed_at    timestamptz,
  -- Taken back by whoever proposed it, or refused by another.
  ended_by     text,
  ended_at     timestamptz,
  ended_why    text check (ended_why <> ''),
  primary key (council_id, id),
  check ((agreed_by is null) = (agreed_at is null)),
  check ((ended_by is null) = (ended_at is null) and (ended_by is null) = (ended_why is null)),
  check (agreed_by is null or ended_by is null),
  constraint agreed_by_a_second_person check (agreed_by <> proposed_by)
);
create unique index one_change_waits on administration.figure_change (council_id, figure)
  where agreed_at is null and ended_at is null;
create index figure_in_force on administration.figure_change (council_id, figure, agreed_at desc)
  where agreed_at is not null;
call platform.fence('administration.figure_change', 'select, insert, update (agreed_by, agreed_at, ended_by, ended_at, ended_why)');

create function administration.figure_is_decided_once() returns trigger language plpgsql as $$
begin
  raise exception 'a change of a figure that was decided stays as it is' using errcode = 'restrict_violation';
end $$;
create trigger is_decided_once before update on administration.figure_change
  for each row when (old.agreed_at is not null or old.ended_at is not null) execute function administration.figure_is_decided_once();

insert into administration.figure_change
  (council_id, id, figure, value, because, proposed_by, proposed_at, agreed_by, agreed_at)
select limits.council_id, gen_random_uuid(), each.figure, each.value, 'Set as a brake before figures had two people', limits.set_by, limits.set_at,
  'system:migration', clock_timestamp()
from recovery.brake_limits as limits
cross join lateral (values
  ('brake-largest', limits.of_the_largest), ('brake-accounts', limits.of_accounts), ('brake-bad-addresses', limits.of_bad_addresses),
  ('brake-address-changed', limits.address_changed), ('brake-payments-old', limits.payments_old)) as each (figure, value);
drop table recovery.brake_limits;
