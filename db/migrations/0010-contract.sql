-- The integrity contract: read-only views, the same on every installation, that the invariants are asked of.
-- Each room adds its own; a room that does not exist yet is an empty view, to be replaced by that room's migration.

create schema contract;

create view contract.person as
select council_id::text as tenant_id, id::text as person_id, deceased_on, false as restricted, merged_into::text
from parties.party;

create view contract.address as
select council_id::text as tenant_id, id::text as address_id, party_id::text as person_id, valid_from, valid_to,
  is_confidential as confidential, undeliverable_on
from parties.address;

create view contract.recovery_case as
select council_id::text as tenant_id, id::text as case_id, lead_party_id::text as person_id, 'open'::text as status
from debts.account;

create view contract.debt as
select account.council_id::text as tenant_id, account.id::text as debt_id, account.id::text as case_id,
  account.lead_party_id::text as person_id, replace(account.debt_type, ' ', '_') as debt_type,
  coalesce((select min(liability.kind) from debts.liability
    where liability.council_id = account.council_id and liability.account_id = account.id), 'sole') as liability,
  account.source || '/' || account.reference as source_ref
from debts.account;

create view contract.ledger_account as
select council_id::text as tenant_id, id::text as account_id, kind, account_id::text as debt_id from debts.ledger_account;

create view contract.ledger_txn as
select council_id::text as tenant_id, id::text as txn_id, kind, reference as idem_key, effective_on,
  recorded_at as posted_at, recorded_by as actor_id, source_kind, source_id, reverses_id::text as reverses_txn_id
from debts.entry;

create view contract.posting as
select council_id::text as tenant_id, side.posting_id, entry_id::text as txn_id, side.account_id, side.amount_pence
from debts.posting
cross join lateral (values (number * 2, debit::text, amount), (number * 2 + 1, credit::text, -amount))
  as side (posting_id, account_id, amount_pence);

create view contract.balance as
select council_id::text as tenant_id, id::text as account_id, balance as balance_pence from debts.ledger_account;

create view contract.suspense_item as
select council_id::text as tenant_id, id::text as item_id, entry_id::text as txn_id, amount as amount_pence,
  allocated as allocated_pence, case when allocated = amount then 'cleared' else 'open' end as status
from debts.suspense_item;

create view contract.clock as select now() as now_at;

create view contract.closed_period as
select null::text as tenant_id, null::date as ends_on, null::timestamptz as closed_at where false;
create view contract.inbound_event as
select null::text as tenant_id, null::text as provider, null::text as event_id, null::boolean as signature_ok,
  null::timestamptz as received_at, null::timestamptz as applied_at, null::text as txn_id, null::text as outcome where false;
create view contract.arrangement as
select null::text as tenant_id, null::text as arrangement_id, null::text as person_id, null::text as status,
  null::bigint as total_pence, null::timestamptz as agreed_at, null::text as agreed_by, null::timestamptz as ended_at where false;
create view contract.arrangement_debt as
select null::text as tenant_id, null::text as arrangement_id, null::text as debt_id where false;
create view contract.instalment as
select null::text as tenant_id, null::text as arrangement_id, null::int as seq, null::date as due_on,
  null::bigint as amount_pence, null::bigint as paid_pence, null::timestamptz as missed_at where false;
create view contract.dd_collection as
select null::text as tenant_id, null::text as collection_id, null::text as mandate_id, null::text as mandate_status,
  null::text as due_key, null::date as collect_on, null::date as agreed_on, null::bigint as amount_pence,
  null::bigint as agreed_pence, null::date as notice_on, null::text as state where false;
create view contract.refund as
select null::text as tenant_id, null::text as refund_id, null::text as txn_id, null::bigint as amount_pence,
  null::text as approval_id, null::text as state where false;
create view contract.attachment as
select null::text as tenant_id, null::text as attachment_id, null::text as person_id, null::text as debt_id,
  null::text as kind, null::text as status, null::date as starts_on, null::date as ends_on, null::bigint as order_pence where false;
create view contract.attachment_receipt as
select null::text as tenant_id, null::text as attachment_id, null::date as pay_on, null::bigint as deducted_pence,
  null::bigint as expected_pence, null::text as query_id, null::text as txn_id where false;
create view contract.placement as
select null::text as tenant_id, null::text as placement_id, null::text as case_id, null::text as agent_id,
  null::timestamptz as placed_at, null::timestamptz as recalled_at where false;
create view contract.agent_notice as
select null::text as tenant_id, null::text as placement_id, null::text as kind, null::text as caused_by,
  null::timestamptz as caused_at, null::timestamptz as delivered_at where false;
create view contract.write_off as
select null::text as tenant_id, null::text as write_off_id, null::text as txn_id, null::text as approval_id,
  null::text as reason where false;
create view contract.break_glass as
select null::text as tenant_id, null::text as break_glass_id, null::text as actor_id, null::text as person_id,
  null::text as reason, null::timestamptz as opened_at, null::timestamptz as expires_at, null::text as reviewed_by,
  null::timestamptz as reviewed_at where false;
create view contract.export as
select null::text as tenant_id, null::text as export_id, null::text as actor_id, null::text as purpose,
  null::int as persons, null::boolean as has_special_category, null::text as approval_id,
  null::timestamptz as created_at, null::timestamptz as expires_at, null::text as downloaded_by where false;
create view contract.legal_hold as
select null::text as tenant_id, null::text as person_id, null::timestamptz as from_at, null::timestamptz as to_at where false;
create view contract.erasure as
select null::text as tenant_id, null::text as person_id, null::timestamptz as done_at, null::bigint as live_debt_pence,
  null::int as residual_pii_rows where false;
create view contract.retention_due as
select null::text as tenant_id, null::text as record_kind, null::text as record_id, null::text as person_id,
  null::date as due_on, null::timestamptz as disposed_at where false;
create view contract.lone_visit as
select null::text as tenant_id, null::text as visit_id, null::text as officer_id, null::text as person_id,
  null::timestamptz as due_back_at, null::timestamptz as checked_out_at, null::timestamptz as alarm_raised_at,
  null::timestamptz as acknowledged_at, null::text as acknowledged_by, null::timestamptz as escalated_at,
  null::boolean as risk_marker, null::boolean as double_up where false;
create view contract.sync_op as
select null::text as tenant_id, null::text as device_id, null::text as op_id, null::text as officer_id,
  null::timestamptz as received_at, null::text as outcome, null::text as applied_object_id, null::int as base_version,
  null::int as current_version_at_apply where false;
