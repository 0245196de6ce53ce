-- A set-off that was a mistake, or that its people did not want, is undone: its entry is said backwards, with why and by whom, and
-- what it was stays. It never becomes anything else again.

alter table payments.set_off
  add undone_why text check (undone_why <> ''),
  add undone_by text,
  add undone_at timestamptz,
  drop constraint set_off_state_check,
  drop constraint set_off_check6,
  drop constraint set_off_check7;
alter table payments.set_off
  add constraint set_off_state_check check (state in ('proposed', 'refused', 'withdrawn', 'agreed', 'undone')),
  add constraint set_off_withdrawn check ((state = 'withdrawn') = (withdrawn_at is not null)),
  add constraint set_off_posted check ((state in ('agreed', 'undone')) = (entry_id is not null)),
  add constraint set_off_undone check (
    (state = 'undone') = (undone_at is not null) and num_nulls(undone_why, undone_by, undone_at) in (0, 3));
grant update (undone_why, undone_by, undone_at) on payments.set_off to evenhand_app;

/* Which way a set-off may go, that exactly its money has gone from the one account to the other when it is agreed, and that its
   entry is said backwards when it is undone. */
create or replace function payments.set_off_moves() returns trigger language plpgsql as $$
begin
  if (old.state, new.state) not in (
    ('proposed', 'refused'), ('proposed', 'withdrawn'), ('proposed', 'agreed'), ('agreed', 'undone'))
  then
    raise exception 'A set-off that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if new.state = 'agreed' and (
    not exists (
      select from debts.entry as entry
      join debts.posting as posting on posting.council_id = new.council_id and posting.entry_id = entry.id
      where entry.council_id = new.council_id and entry.id = new.entry_id and entry.kind = 'transfer'
        and entry.source_kind = 'set-off' and entry.source_id = new.id::text
        and posting.debit = new.from_account_id and posting.credit = new.to_account_id and posting.amount = new.amount)
    or (select balance from debts.ledger_account where council_id = new.council_id and id = new.from_account_id) > 0
    or (select balance from debts.ledger_account where council_id = new.council_id and id = new.to_account_id) < 0)
  then
    raise exception 'A set-off takes what is in credit to what is owed, and no more of either' using errcode = 'restrict_violation';
  end if;
  if new.state = 'undone' and not exists (
    select from debts.entry where council_id = new.council_id and reverses_id = new.entry_id)
  then
    raise exception 'A set-off is undone by saying its entry backwards' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
