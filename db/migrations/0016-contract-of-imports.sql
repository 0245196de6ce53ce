-- What the integrity contract shows of imports. A register moves no money: its files and rows say 'registered'.

create view contract.import_file as
select council_id::text as tenant_id, id::text as file_id, feed, sha256,
  case state when 'refused' then 'rejected' else state end as state, declared_rows, declared as declared_pence,
  physical_rows, applied_rows, put_aside_rows as quarantined_rows, duplicate_rows,
  case when state = 'refused' then physical_rows else 0 end as rejected_rows, total as total_pence,
  applied as applied_pence, put_aside as quarantined_pence, duplicate as duplicate_pence,
  case when state = 'refused' then total else 0 end as rejected_pence
from imports.file;

create view contract.import_row as
select row.council_id::text as tenant_id, row.file_id::text, row.row_no,
  case when row.state = 'put aside' then 'quarantined'
    when row.state = 'applied' and file.state = 'registered' then 'registered' else row.state end as state,
  row.natural_key, row.amount as amount_pence, row.entry_id::text as txn_id, row.reason
from imports.row as row
join imports.file as file on file.council_id = row.council_id and file.id = row.file_id;
