-- What the integrity contract shows of messages from outside: GOV.UK Pay's. Only what was signed is kept at all; a message does no more than
-- have us look, in the transaction that keeps it, so that it is applied when it came, or never, where its payment is not ours.

create or replace view contract.inbound_event as
select council_id::text as tenant_id, 'GOV.UK Pay'::text as provider, message_id as event_id, true as signature_ok,
  received_at, case when attempt_id is not null then received_at end as applied_at, null::text as txn_id,
  case when attempt_id is null then 'not ours' else 'looked at' end as outcome
from payments.card_webhook;
