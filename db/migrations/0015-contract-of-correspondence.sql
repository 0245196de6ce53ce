-- What the integrity contract shows of letters, jobs and effects.

create view contract.letter as
select council_id::text as tenant_id, id::text as letter_id, action_id::text, account_id::text as case_id,
  party_id::text as person_id, address_id::text, generated_at, dispatched_at, channel,
  array[party_id::text] as subject_person_ids, array[account_id::text] as subject_case_ids,
  array[address_id::text] as disclosed_address_ids, sha256, pages, null::text as batch_id
from correspondence.letter;
create view contract.print_batch as
select null::text as tenant_id, null::text as batch_id, null::int as letters, null::int as pages,
  null::int as provider_letters, null::int as provider_pages, null::text as state where false;

create view contract.job as
select council_id::text as tenant_id, id::text as job_id, kind,
  -- A key may be asked for again once its job has ended: only live ones are told apart by it.
  case when state in ('queued', 'running') then key else key || '/' || id end as job_key,
  state, attempts, started_at, lease_until
from platform.job;
create view contract.effect as
select council_id::text as tenant_id, id::text as effect_id, effect_key, kind, state, action_id::text, provider_ref,
  occurred_at, payload_sha256
from platform.effect;
