-- The integrity contract shows ids as text, and the invariants join on them. Without these the planner knows nothing of
-- such an expression, guesses a handful of rows, and compares everything with everything.

do $$
declare
  part text[];
  part_column text;
begin
  foreach part slice 1 in array array[
    ['administration.audit', 'council_id'],
    ['parties.party', 'council_id id merged_into'],
    ['parties.address', 'council_id id party_id'],
    ['debts.account', 'council_id id lead_party_id'],
    ['debts.ledger_account', 'council_id id account_id'],
    ['debts.entry', 'council_id id reverses_id'],
    ['debts.posting', 'council_id entry_id'],
    ['debts.suspense_item', 'council_id id entry_id'],
    ['imports.file', 'council_id id'],
    ['imports.row', 'council_id file_id entry_id'],
    ['protections.hold', 'council_id id party_id account_id'],
    ['recovery.action', 'council_id id account_id party_id run_id'],
    ['recovery.run', 'council_id id'],
    ['recovery.run_item', 'council_id run_id account_id action_id'],
    ['correspondence.letter', 'council_id'],
    ['platform.effect', 'council_id id action_id']
  ] loop
    foreach part_column in array string_to_array(part[2], ' ') loop
      execute format('create statistics %s on ((%I::text)) from %s',
        replace(part[1], '.', '.text_of_') || '_' || part_column, part_column, part[1]);
    end loop;
  end loop;
end $$;

create statistics protections.kind_of_hold on ((replace(kind, ' ', '_'))) from protections.hold;
