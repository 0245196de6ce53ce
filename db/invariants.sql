-- What must always be true of an installation, asked of the views in schema contract. `evenhand verify` runs each:
-- every query must return no row. The heading says: id | S1 (stop the council's runs) or S2 (mend before release) | what must be true.
-- An invariant joins this file with the room that it is about.

-- @inv L01 | S1 | postings of every transaction sum to zero
select tenant_id, txn_id, sum(amount_pence) from posting group by 1,2 having sum(amount_pence) <> 0;

-- @inv L02 | S1 | every transaction has at least two postings
select t.tenant_id, t.txn_id from ledger_txn t left join posting p using (tenant_id, txn_id) group by 1,2 having count(p.posting_id) < 2;

-- @inv L03 | S1 | no posting is zero, null or absurd (over ten million pounds)
select * from posting where amount_pence is null or amount_pence = 0 or abs(amount_pence) > 1000000000;

-- @inv L04 | S1 | shown balance equals the sum of postings, for every account, both ways round
select coalesce(b.tenant_id, s.tenant_id), coalesce(b.account_id, s.account_id), b.balance_pence, s.total
from balance b full join (select tenant_id, account_id, sum(amount_pence) total from posting group by 1,2) s using (tenant_id, account_id)
where coalesce(b.balance_pence, 0) <> coalesce(s.total, 0);

-- @inv L05 | S1 | a posting's transaction and account exist in the same council
select p.* from posting p left join ledger_txn t using (tenant_id, txn_id) left join ledger_account a using (tenant_id, account_id)
where t.txn_id is null or a.account_id is null;

-- @inv L06 | S1 | posting numbers are unique and never reused
select tenant_id, posting_id from posting group by 1,2 having count(*) > 1;

-- @inv L07 | S1 | an idempotency key makes one transaction only; money from outside always carries one
select tenant_id, idem_key from ledger_txn where idem_key is not null group by 1,2 having count(*) > 1
union all select tenant_id, txn_id from ledger_txn where idem_key is null and kind in ('payment','refund','charge','attachment_receipt','agent_remittance');

-- @inv L08 | S1 | a reversal mirrors the original exactly and happens once
select distinct tenant_id, txn_id from (
  select r.tenant_id, r.txn_id, p.account_id, p.amount_pence from ledger_txn r join posting p on p.tenant_id = r.tenant_id and p.txn_id = r.txn_id where r.reverses_txn_id is not null
  union all
  select r.tenant_id, r.txn_id, p.account_id, p.amount_pence from ledger_txn r join posting p on p.tenant_id = r.tenant_id and p.txn_id = r.reverses_txn_id where r.reverses_txn_id is not null
) as both_sides group by tenant_id, txn_id, account_id having sum(amount_pence) <> 0
union all select tenant_id, reverses_txn_id from ledger_txn where reverses_txn_id is not null group by 1,2 having count(*) > 1;

-- @inv L10 | S1 | the whole ledger of a council nets to zero
select tenant_id, sum(amount_pence) from posting group by 1 having sum(amount_pence) <> 0;

-- @inv L11 | S2 | no posting time in the future, no effective date before 1990 or more than a year ahead
select t.tenant_id, t.txn_id from ledger_txn t, clock k where t.posted_at > k.now_at + interval '1 minute' or t.effective_on < date '1990-01-01' or t.effective_on > k.now_at::date + 366;

-- @inv L12 | S1 | one source event makes one transaction of a kind (no payment, cost or fee twice)
select tenant_id, kind, source_kind, source_id from ledger_txn where source_id is not null and reverses_txn_id is null group by 1,2,3,4 having count(*) > 1;

-- @inv L13 | S2 | suspense is never over-allocated and its status says the truth
select * from suspense_item where allocated_pence > amount_pence or allocated_pence < 0 or (status = 'cleared') <> (allocated_pence = amount_pence);

-- @inv L14 | S1 | a refund never leaves the debtor's account below what they are owed, is approved by someone else, once
select f.tenant_id, f.refund_id from refund f left join approval a using (tenant_id, approval_id) where f.state <> 'cancelled' and (a.approval_id is null or a.approved_by is null or a.approved_by = a.requested_by)
union all select f.tenant_id, f.txn_id from refund f where f.state <> 'cancelled' group by 1,2 having count(*) > 1;

-- @inv L15 | S1 | the last payment that is kept of an account is the last one that stands
select kept.tenant_id, kept.account_id from last_payment kept left join (
  select p.tenant_id, p.account_id, max(t.effective_on) as paid_on from posting p join ledger_txn t using (tenant_id, txn_id)
  where t.kind = 'payment' and p.amount_pence < 0 and not exists (select from ledger_txn r where r.tenant_id = t.tenant_id and r.reverses_txn_id = t.txn_id)
  group by 1, 2) as stands using (tenant_id, account_id)
where kept.last_payment_on is distinct from stands.paid_on;

-- @inv R01 | S1 | no recovery action goes out (dispatch time, not decision time) while a recorded hold is running
select a.tenant_id, a.action_id, h.hold_id, h.kind from action a join hold h on h.tenant_id = a.tenant_id and h.person_id = a.person_id and (h.case_id is null or h.case_id = a.case_id)
where a.recovers and a.dispatched_at is not null and a.dispatched_at >= greatest(h.starts_at, h.recorded_at) and a.dispatched_at < coalesce(h.ends_at, 'infinity');

-- @inv R02 | S1 | nothing addressed to a dead person as if alive
select a.tenant_id, a.action_id from action a join person p using (tenant_id, person_id) where a.recovers and p.deceased_on is not null and a.dispatched_at::date >= p.deceased_on and a.kind not like 'executor%';

-- @inv R03 | S1 | no interest, fee or cost is added during a breathing space
select t.tenant_id, t.txn_id, h.hold_id from ledger_txn t join posting p using (tenant_id, txn_id) join ledger_account la using (tenant_id, account_id) join debt d on d.tenant_id = la.tenant_id and d.debt_id = la.debt_id
join hold h on h.tenant_id = d.tenant_id and h.person_id = d.person_id and (h.case_id is null or h.case_id = d.case_id) and h.kind in ('breathing_space','mental_health_crisis')
where t.kind in ('interest','fee','costs') and t.reverses_txn_id is null and not exists (select 1 from ledger_txn r where r.tenant_id = t.tenant_id and r.reverses_txn_id = t.txn_id)
and t.posted_at >= greatest(h.starts_at, h.recorded_at) and t.posted_at < coalesce(h.ends_at, 'infinity');

-- @inv R04 | S1 | every statutory step has its earlier step, and the minimum time (our own day count) has passed
select a.tenant_id, a.action_id, r.rule_id from action a join debt d using (tenant_id, debt_id)
join rule r on r.debt_type = d.debt_type and r.action_kind = a.kind and a.decided_at::date >= r.in_force_from and a.decided_at::date < coalesce(r.in_force_to, 'infinity')
where a.dispatched_at is not null and a.dispensation is null and not exists (
  select 1 from action q where q.tenant_id = a.tenant_id and q.debt_id = a.debt_id and q.kind = r.requires_kind and q.cancelled_at is null and q.served_on is not null
  and (a.dispatched_at at time zone 'Europe/London')::date >= earliest(q.served_on, r.min_days, r.day_kind));

-- @inv R05 | S1 | the same statutory notice is never sent twice for the same debt and period
select tenant_id, debt_id, kind, period_key from action where dispatched_at is not null and cancelled_at is null group by 1,2,3,4 having count(*) > 1;

-- @inv R06 | S1 | the sum claimed is owed at the moment of dispatch (payments received before dispatch count)
select a.tenant_id, a.action_id, a.claimed_pence, owed.p from action a cross join lateral (
  select coalesce(sum(p.amount_pence), 0) p from posting p join ledger_txn t using (tenant_id, txn_id) join ledger_account la using (tenant_id, account_id)
  where la.tenant_id = a.tenant_id and la.debt_id = a.debt_id and t.posted_at <= a.dispatched_at) owed
where a.recovers and a.dispatched_at is not null and a.claimed_pence > owed.p;

-- @inv R07 | S1 | nothing is claimed for nothing
select tenant_id, action_id from action where recovers and dispatched_at is not null and coalesce(claimed_pence, 0) <= 0;

-- @inv R08 | S1 | a bulk run goes out only as approved: other person, same content hash
select r.tenant_id, r.run_id from run r left join approval a using (tenant_id, approval_id)
where r.status in ('running','done') and r.kind like 'bulk_%' and (a.approval_id is null or a.approved_at is null or a.approved_by = a.requested_by or a.content_hash is distinct from r.content_hash);

-- @inv R09 | S1 | run totals reconcile with run items
select r.tenant_id, r.run_id from run r left join (select tenant_id, run_id, count(*) n, count(*) filter (where outcome = 'done') d, count(*) filter (where outcome = 'skipped') s, count(*) filter (where outcome = 'failed') f from run_item group by 1,2) i using (tenant_id, run_id)
where r.status = 'done' and (r.planned <> coalesce(n, 0) or r.done <> coalesce(d, 0) or r.skipped <> coalesce(s, 0) or r.failed <> coalesce(f, 0) or r.planned <> r.done + r.skipped + r.failed);

-- @inv R10 | S1 | one live run of a kind per council per business date; one line per item in a run
select tenant_id, kind, business_date::text from run where status <> 'cancelled' group by 1,2,3 having count(*) > 1
union all select tenant_id, run_id, item_key from run_item group by 1,2,3 having count(*) > 1;

-- @inv R11 | S1 | each done run line has its one action and each run action has its line
select i.tenant_id, i.run_id, i.item_key from run_item i left join action a using (tenant_id, action_id) where i.outcome = 'done' and (a.action_id is null or a.run_id is distinct from i.run_id)
union all select a.tenant_id, a.run_id, a.action_id from action a where a.run_id is not null and not exists (select 1 from run_item i where i.tenant_id = a.tenant_id and i.run_id = a.run_id and i.action_id = a.action_id);

-- @inv R14 | S1 | an action names the person its case and debt belong to
select a.tenant_id, a.action_id from action a left join recovery_case c using (tenant_id, case_id) left join debt d using (tenant_id, debt_id)
where c.case_id is null or d.debt_id is null or d.case_id <> a.case_id or (d.liability = 'sole' and a.person_id <> d.person_id);

-- @inv R15 | S2 | every skipped or failed line says why
select tenant_id, run_id, item_key from run_item where outcome in ('skipped','failed') and coalesce(trim(reason), '') = '';

-- @inv R16 | S1 | nothing is sent after it was cancelled
select tenant_id, action_id from action where cancelled_at is not null and dispatched_at > cancelled_at;

-- @inv R17 | S1 | an action that slipped out between a hold's start and its recording is withdrawn
select a.tenant_id, a.action_id, h.hold_id from action a join hold h on h.tenant_id = a.tenant_id and h.person_id = a.person_id and (h.case_id is null or h.case_id = a.case_id)
where a.recovers and a.dispatched_at >= h.starts_at and a.dispatched_at < h.recorded_at and a.dispatched_at < coalesce(h.ends_at, 'infinity') and a.cancelled_at is null;

-- @inv D01 | S1 | one direct debit collection per thing due
select tenant_id, mandate_id, due_key from dd_collection where state in ('submitted','collected') group by 1,2,3 having count(*) > 1;

-- @inv D02 | S1 | collected on the agreed day (or next banking day), never early
select tenant_id, collection_id from dd_collection d where state in ('submitted','collected') and (collect_on < agreed_on or collect_on > agreed_on + 5 or extract(isodow from collect_on) > 5 or exists (select 1 from bank_holiday b where b.on_date = d.collect_on));

-- @inv D03 | S1 | collected amount is the notified amount, with notice before it
select tenant_id, collection_id from dd_collection where state in ('submitted','collected') and (amount_pence <> agreed_pence or amount_pence <= 0 or notice_on is null or notice_on >= collect_on);

-- @inv D04 | S1 | nothing is collected on a cancelled mandate
select tenant_id, collection_id from dd_collection where state in ('submitted','collected') and mandate_status <> 'active';

-- @inv J01 | S1 | one effect per effect key (a letter, a payment out, a file line: once)
select tenant_id, effect_key from effect where state in ('sent','confirmed','unknown') group by 1,2 having count(*) > 1;

-- @inv J02 | S2 | no job is stuck with an expired lease
select j.tenant_id, j.job_id from job j, clock k where j.state = 'running' and j.lease_until < k.now_at - interval '5 minutes';

-- @inv J03 | S1 | dispatched means exactly one outward effect, and no outward effect without a dispatched action
select a.tenant_id, a.action_id from action a left join effect e on e.tenant_id = a.tenant_id and e.action_id = a.action_id and e.state in ('sent','confirmed','unknown') where a.dispatched_at is not null group by 1,2 having count(e.effect_id) <> 1
union all select e.tenant_id, e.effect_id from effect e left join action a using (tenant_id, action_id) where e.action_id is not null and e.state in ('sent','confirmed') and a.dispatched_at is null;

-- @inv J04 | S1 | an effect whose outcome is unknown is resolved by asking, within a day
select e.tenant_id, e.effect_id from effect e, clock k where e.state = 'unknown' and e.occurred_at < k.now_at - interval '1 day';

-- @inv J05 | S1 | one live job per job key
select tenant_id, kind, job_key from job where state in ('queued','running','done') group by 1,2,3 having count(*) > 1;

-- @inv J07 | S1 | an idempotency key is never accepted for two different requests
select tenant_id, actor_id, route, key from idempotency where status < 400 group by 1,2,3,4 having count(distinct request_sha256) > 1;

-- @inv I01 | S1 | every physical row of a finished file is accounted for
select tenant_id, file_id from import_file where state in ('applied','rejected') and physical_rows <> applied_rows + quarantined_rows + duplicate_rows + rejected_rows;

-- @inv I02 | S1 | every penny of a finished file is accounted for
select tenant_id, file_id from import_file where state in ('applied','rejected') and total_pence <> applied_pence + quarantined_pence + duplicate_pence + rejected_pence;

-- @inv I03 | S1 | a file whose trailer disagrees with its rows is never applied
select tenant_id, file_id from import_file where state = 'applied' and (declared_rows <> physical_rows or declared_pence <> total_pence);

-- @inv I04 | S1 | a file not applied has touched nothing; row table agrees with the totals
select f.tenant_id, f.file_id from import_file f join import_row r using (tenant_id, file_id) where f.state <> 'applied' and (r.state = 'applied' or r.txn_id is not null)
union all select f.tenant_id, f.file_id from import_file f left join import_row r using (tenant_id, file_id) where f.state = 'applied' group by 1,2, f.applied_rows, f.applied_pence having count(*) filter (where r.state = 'applied') <> f.applied_rows or coalesce(sum(r.amount_pence) filter (where r.state = 'applied'), 0) <> f.applied_pence;

-- @inv I05 | S1 | the same bytes are applied once per feed
select tenant_id, feed, sha256 from import_file where state = 'applied' group by 1,2,3 having count(*) > 1;

-- @inv I06 | S1 | the same row (natural key) is applied once, whatever file it came in
select r.tenant_id, f.feed, r.natural_key from import_row r join import_file f using (tenant_id, file_id) where r.state = 'applied' group by 1,2,3 having count(*) > 1;

-- @inv I07 | S1 | every applied row has its transaction for its amount in its council
select r.tenant_id, r.file_id, r.row_no from import_row r left join (select tenant_id, txn_id, sum(amount_pence) filter (where amount_pence > 0) a from posting group by 1,2) t using (tenant_id, txn_id)
where r.state = 'applied' and (t.txn_id is null or t.a <> abs(r.amount_pence));

-- @inv I08 | S2 | a row put aside says why and moved no money
select tenant_id, file_id, row_no from import_row where state in ('quarantined','duplicate','rejected') and (coalesce(trim(reason), '') = '' or (txn_id is not null and state <> 'duplicate'));

-- @inv I09 | S1 | row numbers run 1..n: nothing was cut off
select f.tenant_id, f.file_id from import_file f join import_row r using (tenant_id, file_id) where f.state = 'applied' group by 1,2, f.physical_rows having count(distinct r.row_no) <> f.physical_rows or max(r.row_no) <> f.physical_rows or min(r.row_no) <> 1;

-- @inv P01 | S1 | a letter speaks only of the person it is addressed to (or their joint debt)
select l.tenant_id, l.letter_id from letter l where exists (select 1 from unnest(l.subject_person_ids) s where s <> l.person_id
  and not exists (select 1 from debt d where d.tenant_id = l.tenant_id and d.case_id = l.case_id and d.liability = 'joint' and d.person_id in (s, l.person_id)));

-- @inv P02 | S1 | a letter goes to an address of that person, valid that day, not known bad
select l.tenant_id, l.letter_id from letter l left join address a using (tenant_id, address_id)
where l.dispatched_at is not null and l.channel = 'post' and (a.address_id is null or a.person_id <> l.person_id or (l.dispatched_at at time zone 'Europe/London')::date < a.valid_from
  or (l.dispatched_at at time zone 'Europe/London')::date >= coalesce(a.valid_to, 'infinity') or a.undeliverable_on <= (l.dispatched_at at time zone 'Europe/London')::date);

-- @inv P03 | S1 | a confidential address is printed only on a letter to that person at that address
select l.tenant_id, l.letter_id, a.address_id from letter l cross join unnest(l.disclosed_address_ids) u join address a on a.tenant_id = l.tenant_id and a.address_id = u
where a.confidential and (l.person_id <> a.person_id or l.address_id <> a.address_id);

-- @inv P04 | S1 | a letter's case is its addressee's, and no other case is mentioned that is not theirs
select l.tenant_id, l.letter_id from letter l cross join unnest(l.subject_case_ids) u left join recovery_case c on c.tenant_id = l.tenant_id and c.case_id = u
where c.case_id is null or (c.person_id <> l.person_id and not exists (select 1 from debt d where d.tenant_id = c.tenant_id and d.case_id = c.case_id and d.liability = 'joint' and d.person_id in (c.person_id, l.person_id)));

-- @inv P06 | S1 | one letter per action and addressee
select tenant_id, action_id, person_id from letter where action_id is not null and dispatched_at is not null group by 1,2,3 having count(*) > 1;

-- @inv U01 | S1 | audit numbers have no gap and no repeat
select tenant_id, seq from (select tenant_id, seq, row_number() over (partition by tenant_id order by seq) rn from audit) z where seq <> rn;

-- @inv U02 | S1 | the hash chain holds
select tenant_id, seq from (select tenant_id, seq, canonical, prev_hash, hash, lag(hash) over (partition by tenant_id order by seq) ph from audit) z
where prev_hash is distinct from coalesce(ph, repeat('0', 64)) or hash <> encode(sha256(convert_to(prev_hash || canonical, 'UTF8')), 'hex');

-- @inv U04 | S1 | every transaction, dispatched action, hold and approval is in the audit
select t.tenant_id, 'txn', t.txn_id from ledger_txn t where not exists (select 1 from audit a where a.tenant_id = t.tenant_id and a.object_kind = 'txn' and a.object_id = t.txn_id)
union all select x.tenant_id, 'action', x.action_id from action x where x.dispatched_at is not null and not exists (select 1 from audit a where a.tenant_id = x.tenant_id and a.object_kind = 'action' and a.object_id = x.action_id)
union all select h.tenant_id, 'hold', h.hold_id from hold h where not exists (select 1 from audit a where a.tenant_id = h.tenant_id and a.object_kind = 'hold' and a.object_id = h.hold_id)
union all select p.tenant_id, 'approval', p.approval_id from approval p where p.approved_at is not null and not exists (select 1 from audit a where a.tenant_id = p.tenant_id and a.object_kind = 'approval' and a.object_id = p.approval_id);

-- @inv U06 | S2 | the audit holds no secret and no bank or insurance number
select tenant_id, seq from audit where canonical ~* '(password|secret|token)"?\s*[:=]' or canonical ~ '\m\d{2}-\d{2}-\d{2}\M.{0,20}\m\d{8}\M' or canonical ~ '\m[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\M';

-- @inv X01 | S1 | staff open their own, or a restricted, record only by break-glass in date
select l.tenant_id, l.access_id from access_log l left join staff s using (tenant_id, actor_id) left join person p using (tenant_id, person_id) left join break_glass g on g.tenant_id = l.tenant_id and g.break_glass_id = l.break_glass_id and g.actor_id = l.actor_id and g.person_id = l.person_id and l.at between g.opened_at and g.expires_at
where l.actor_kind = 'staff' and ((s.own_person_id = l.person_id) or (p.restricted and g.break_glass_id is null and l.purpose is distinct from 'restricted_team'));

-- @inv X02 | S2 | special category fields are opened only for a stated purpose
select tenant_id, access_id from access_log where field_class = 'special' and coalesce(trim(purpose), '') = '';

-- @inv X05 | S1 | no live session for a disabled member of staff, or with roles since taken away
select v.tenant_id, v.session_id from session v join staff s using (tenant_id, actor_id) where v.ended_at is null and (s.status <> 'active' or not v.roles <@ s.roles);

-- @inv X06 | S2 | no active staff account unused for 90 days
select s.tenant_id, s.actor_id from staff s, clock k where s.status = 'active' and s.last_login_at < k.now_at - interval '90 days';

-- @inv X07 | S1 | nobody approves their own request
select tenant_id, approval_id from approval where approved_by is not null and approved_by = requested_by;

-- @inv T01 | S1 | no row joins two councils
select 'case', c.case_id from recovery_case c left join person p using (tenant_id, person_id) where p.person_id is null
union all select 'debt', d.debt_id from debt d left join recovery_case c using (tenant_id, case_id) where c.case_id is null
union all select 'action', a.action_id from action a left join person p using (tenant_id, person_id) where p.person_id is null
union all select 'hold', h.hold_id from hold h left join person p using (tenant_id, person_id) where p.person_id is null
union all select 'letter', l.letter_id from letter l left join person p using (tenant_id, person_id) where p.person_id is null
union all select 'access', l.access_id from access_log l left join person p using (tenant_id, person_id) where l.person_id is not null and p.person_id is null;

-- @inv T02 | S1 | whoever did it belongs to the council it was done in
select t.tenant_id, t.txn_id from ledger_txn t left join staff s using (tenant_id, actor_id) where t.actor_id not like 'system:%' and t.actor_id not like 'resident:%' and s.actor_id is null
union all select a.tenant_id, a.action_id from action a left join staff s on s.tenant_id = a.tenant_id and s.actor_id = a.created_by where a.created_by not like 'system:%' and s.actor_id is null
union all select l.tenant_id, l.access_id from access_log l left join staff s using (tenant_id, actor_id) where l.actor_kind = 'staff' and s.actor_id is null;

-- @inv C01 | S2 | a run's business date is the London day it ran, or is marked as catch-up
select tenant_id, run_id from run where status = 'done' and kind not like '%_catchup' and abs(business_date - (finished_at at time zone 'Europe/London')::date) > 1;

-- @inv W01 | S1 | the numbers of a source's messages run from 1 without gap or repeat
select tenant_id, source, count(*) as messages, max(number) as last from told_message
group by tenant_id, source having count(*) <> max(number) or min(number) <> 1;

-- @inv W02 | S1 | every movement of ours on an account of a source that is told is queued once, for its amount
select t.tenant_id, t.txn_id, la.debt_id
from ledger_txn t join posting p using (tenant_id, txn_id)
join ledger_account la on la.tenant_id = p.tenant_id and la.account_id = p.account_id and la.debt_id is not null
join told_account d on d.tenant_id = la.tenant_id and d.debt_id = la.debt_id
join told_source s on s.tenant_id = d.tenant_id and s.source = d.source
left join lateral (
  select count(*) as messages, sum(m.amount_pence) as amount from told_message m
  where m.tenant_id = t.tenant_id and m.txn_id = t.txn_id and m.debt_id = la.debt_id and m.state <> 'corrected') as queued on true
where t.source_kind <> 'import row' and t.kind <> 'charge'
  and t.posted_at >= s.tells_from and t.posted_at < s.looked_until
group by t.tenant_id, t.txn_id, la.debt_id, queued.messages, queued.amount
having queued.messages <> count(*) or queued.amount <> sum(p.amount_pence);

-- @inv W03 | S1 | each sending of a message is in one file, and each file has what it says
select m.tenant_id, m.message_id, m.attempt from told_message m
where m.attempt <> (select count(*) from told_in_file i where i.tenant_id = m.tenant_id and i.message_id = m.message_id)
union all
select f.tenant_id, f.file_id, f.messages from told_file f
cross join lateral (
  select count(*) as messages, coalesce(sum(m.amount_pence), 0) as total from told_in_file i
  join told_message m on m.tenant_id = i.tenant_id and m.message_id = i.message_id
  where i.tenant_id = f.tenant_id and i.file_id = f.file_id) as has
where (f.messages, f.total_pence) is distinct from (has.messages, has.total);

-- @inv K01 | S1 | every charge's entry is in the ledger for its amount, on the debt the charge is on
select e.tenant_id, e.component_id, e.txn_id from charge_entry e join charge_component c using (tenant_id, component_id)
left join (select p.tenant_id, p.txn_id, la.debt_id, sum(p.amount_pence) a from posting p join ledger_account la using (tenant_id, account_id) where la.debt_id is not null group by 1,2,3) l
  on l.tenant_id = e.tenant_id and l.txn_id = e.txn_id and l.debt_id = c.debt_id
where l.a is distinct from e.amount_pence;

-- @inv K02 | S1 | nobody waives alone above a limit: a waiver was decided by somebody else, or made within a role's limit
select tenant_id, waiver_id from charge_waiver where state = 'made' and (decided_by = asked_by or (decided_by is null) = (alone_as is null));

-- @inv K03 | S1 | interest of two kinds never runs on one debt at once
select a.tenant_id, a.debt_id from charge_component a join charge_component b on b.tenant_id = a.tenant_id and b.debt_id = a.debt_id and b.component_id > a.component_id
where a.basis_points is not null and b.basis_points is not null
  and a.starts_on <= coalesce(b.ends_on, 'infinity') and b.starts_on <= coalesce(a.ends_on, 'infinity')
  and a.starts_on <= coalesce(a.ends_on, 'infinity') and b.starts_on <= coalesce(b.ends_on, 'infinity');

-- @inv K04 | S1 | no more of a charge is waived than was charged, and nothing is charged below nothing
select tenant_id, component_id from charge_entry group by 1,2 having sum(amount_pence) < 0;

-- @inv K05 | S1 | no interest is posted for a month all of whose days are stopped
select e.tenant_id, e.component_id, e.month from charge_entry e
where e.month is not null and exists (select 1 from charge_stop s where s.tenant_id = e.tenant_id and s.component_id = e.component_id
  and s.from_on <= e.month and coalesce(s.until_on, 'infinity') >= (e.month + interval '1 month')::date)
group by 1,2,3 having sum(e.amount_pence) <> 0
  and sum(e.amount_pence) > (select coalesce(-sum(w.amount_pence), 0) from charge_entry w where w.tenant_id = e.tenant_id and w.component_id = e.component_id and w.what = 'waived');

-- @inv K06 | S1 | collecting is paid for only with a supplier that somebody else approved for it
select tenant_id, cost_id from collection_cost where undone_at is null and (not is_approved or approved_by = recorded_by);

-- @inv W04 | S1 | a month is closed by somebody else than who proposed it, and its figures come to what our ledger said
select tenant_id, source, month from told_month
where state = 'closed' and (closed_by is null or closed_by = proposed_by or without_reason > 0)
  or ours_pence <> theirs_pence + accounted_pence + unexplained_pence or unexplained_pence <> difference_pence;

-- @inv P01 | S1 | a challenger decides only what entered its side, while its trial ran, once somebody else had approved it
select d.tenant_id, d.trial_id, d.debt_id from trial_decision d
left join trial t using (tenant_id, trial_id)
left join trial_account a using (tenant_id, trial_id, debt_id)
where d.fingerprint is distinct from t.champion
  and (d.fingerprint is distinct from t.fingerprint or a.side is distinct from 'challenger'
    or d.decided_on < a.entered_on or d.decided_on not between t.begins_on and t.ends_on - 1
    or t.approved_by is null or t.approved_by = t.asked_by);
