-- Outside policy, every hold of the council's that was so when a step was proposed, a line each: what an approver sets aside is
-- all of them, and nothing else. Of what was proposed before, only the rule that fitted is known.
alter table recovery.proposal add column holds text not null default '';

-- What is approved is what was proposed, its holds included. Where there are none it hashes as it did.
alter table recovery.proposal drop column content_hash;
alter table recovery.proposal add column content_hash text not null generated always as (recovery.hash_of(
  account_id::text || '|' || party_id::text || '|' || action_kind || '|' || amount::text || '|' || balance::text || '|' ||
  verdict || '|' || rule || '|' || cautions || '|' || reason || case when holds = '' then '' else '|' || holds end)) stored;
