-- What the integrity contract shows of administration. An account of staff is one row for each council they work for.

create view contract.tenant as select council_id::text as tenant_id from administration.council;

/* Sign-in has no second factor yet. Training accounts need none: they exist only beside training data. */
create view contract.staff as
select appointment.council_id::text as tenant_id, staff.staff_id::text as actor_id, staff.status, appointment.roles,
  appointment.own_party_id::text as own_person_id, staff.last_sign_in_at as last_login_at, staff.is_training as mfa
from administration.appointment
join administration.staff on staff.staff_id = appointment.staff_id;

/* A session that timed out has ended, whether or not its cookie came back to be told so. */
create view contract.session as
select council_id::text as tenant_id, left(token_hash, 16) as session_id, staff_id::text as actor_id, created_at, last_seen_at,
  coalesce(ended_at, case when timed_out_at <= now() then timed_out_at end) as ended_at, roles
from (
  select session.*, least(last_seen_at + interval '30 minutes', created_at + interval '12 hours') as timed_out_at
  from administration.session
) as session;

create view contract.approval as
select council_id::text as tenant_id, approval_id::text, subject_kind, subject_id::text, content_hash, requested_by,
  approved_by, approved_at
from administration.approval;

create view contract.audit as
select council_id::text as tenant_id, seq, at, actor_id, action, object_kind, object_id, canonical, prev_hash, hash
from administration.audit;

create view contract.audit_anchor as
select null::text as tenant_id, null::bigint as seq, null::text as hash, null::timestamptz as anchored_at where false;

create view contract.access_log as
select council_id::text as tenant_id, access_id::text, at, actor_id, actor_kind, party_id::text as person_id, field_class,
  purpose, null::text as break_glass_id, route
from administration.access_log;

create view contract.idempotency as
select council_id::text as tenant_id, actor_id, route, key, request_sha256, status, created_at
from administration.idempotency;
