-- What the integrity contract shows of what sources are told: its invariants are asked of every council at once.

create view contract.told_source as
select council_id::text as tenant_id, source, tells_from, looked_until from write_back.source;
create view contract.told_account as
select council_id::text as tenant_id, id::text as debt_id, source from debts.account;
create view contract.told_message as
select council_id::text as tenant_id, id::text as message_id, source, number, attempt, state, entry_id::text as txn_id,
  account_id::text as debt_id, amount as amount_pence
from write_back.message;
create view contract.told_file as
select council_id::text as tenant_id, id::text as file_id, messages, total as total_pence from write_back.file;
create view contract.told_in_file as
select council_id::text as tenant_id, file_id::text, message_id::text from write_back.in_file;
