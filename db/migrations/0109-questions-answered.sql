-- A question to another team has pages now: who says that something is wrong and what shows it, and what the answer comes to.

alter table protections.query
  -- Who says so: them, somebody for them, the council itself.
  add column raised_by text not null default 'the council' check (raised_by in ('them', 'somebody for them', 'the council')),
  add column evidence text not null default '',
  add column outcome text check (outcome in ('stands', 'changed', 'ended')),
  add constraint an_answer_says_what_it_comes_to check ((answer is null) = (outcome is null)),
  -- Whoever paused recovery does not end the pause: another team answers.
  add constraint answered_by_another check (answered_by <> asked_by);
grant update (outcome) on protections.query to evenhand_app;

/* An answer stays as it was given, whoever would change it. */
create function protections.answered_stays() returns trigger language plpgsql as $$ begin
  raise exception 'A question that was answered stays as it was answered' using errcode = 'restrict_violation';
end $$;
create trigger answered_stays before update on protections.query
  for each row when (old.answered_at is not null) execute function protections.answered_stays();
create trigger is_never_deleted before delete on protections.query
  for each statement execute function platform.refuse_change();

/* The hold beside a question ends with its answer, and not before: whoever ends it. */
create function protections.ends_with_its_answer() returns trigger language plpgsql as $$ begin
  if exists (
      select from protections.query
      where council_id = new.council_id and hold_id = new.id and answered_at is null) then
    raise exception 'This hold ends with the answer to its question' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create index query_of_hold on protections.query (council_id, hold_id);
create trigger ends_with_its_answer before update of lifted_at on protections.hold
  for each row when (new.lifted_at is not null and old.lifted_at is null)
  execute function protections.ends_with_its_answer();
