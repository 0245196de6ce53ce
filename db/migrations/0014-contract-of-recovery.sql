-- Holds, actions and runs, as the integrity contract names them.

create view contract.hold as
select council_id::text as tenant_id, id::text as hold_id, party_id::text as person_id, account_id::text as case_id,
  replace(kind, ' ', '_') as kind, starts_at, least(ends_at, lifted_at) as ends_at, received_at, recorded_at
from protections.hold;

create view contract.action as
select council_id::text as tenant_id, id::text as action_id, account_id::text as case_id, account_id::text as debt_id,
  party_id::text as person_id, replace(kind, ' ', '_') as kind, period_key, run_id::text, decided_at, served_on,
  dispatched_at, cancelled_at, null::date as hearing_on, created_by, null::text as approval_id,
  claimed as claimed_pence, balance_at_decision as balance_at_decision_pence, true as recovers, false as adds_charge,
  -- A notice is withdrawn together with those that follow it: its earlier step was there when it went, and is not now.
  case when cancelled_at is not null and exists (
    select from recovery.action as earlier
    where earlier.council_id = action.council_id and earlier.account_id = action.account_id
      and earlier.cancelled_at is not null and earlier.dispatched_at <= action.dispatched_at and earlier.id <> action.id
  ) then cancelled_why end as dispensation
from recovery.action as action;

create view contract.run as
select council_id::text as tenant_id, id::text as run_id, kind, business_date, status, content_hash,
  approval_id::text, planned, done, skipped, failed, finished_at
from recovery.run;

create view contract.run_item as
select council_id::text as tenant_id, run_id::text, account_id::text as item_key, outcome, action_id::text, reason
from recovery.run_item;

-- Counted apart from the code: days from the service of the earlier notice to the earliest day of the next.
create view contract.rule as
select *, 'incl'::text as day_kind, date '1993-04-01' as in_force_from, null::date as in_force_to
from (values
  ('second reminder', 'council_tax', 'second_reminder', 'reminder', 7),
  ('final notice', 'council_tax', 'final_notice', 'reminder', 14),
  ('second letter', 'sundry_invoice', 'second_letter', 'invoice_reminder', 14)
) as rule (rule_id, debt_type, action_kind, requires_kind, min_days);

create view contract.bank_holiday as
select on_date::date from unnest('{
  2023-01-02,2023-04-07,2023-04-10,2023-05-01,2023-05-08,2023-05-29,2023-08-28,2023-12-25,2023-12-26,
  2024-01-01,2024-03-29,2024-04-01,2024-05-06,2024-05-27,2024-08-26,2024-12-25,2024-12-26,
  2025-01-01,2025-04-18,2025-04-21,2025-05-05,2025-05-26,2025-08-25,2025-12-25,2025-12-26,
  2026-01-01,2026-04-03,2026-04-06,2026-05-04,2026-05-25,2026-08-31,2026-12-25,2026-12-28,
  2027-01-01,2027-03-26,2027-03-29,2027-05-03,2027-05-31,2027-08-30,2027-12-27,2027-12-28,
  2028-01-03,2028-04-14,2028-04-17,2028-05-01,2028-05-29,2028-08-28,2028-12-25,2028-12-26}'::date[]) as on_date;
