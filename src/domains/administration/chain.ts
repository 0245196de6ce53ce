import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const line = z.object({
  seq: count,
  at: instant,
  by: z.string(),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
})
export type AuditLine = z.infer<typeof line>

export type AuditFilter = {
  /** Only entries older than this number. */
  readonly before?: number | undefined
  readonly objectKind?: string | undefined
  readonly objectId?: string | undefined
}

/** The audit trail, newest first. An object is found by the whole of its id. */
export const auditLines = (
  db: Db,
  councilId: number,
  { before, objectKind, objectId }: AuditFilter,
  limit = 50,
): Promise<readonly AuditLine[]> =>
  db.many(
    line,
    sql`
      select audit.seq, audit.at, coalesce(staff.name, audit.actor_id) as by, audit.action, audit.object_kind, audit.object_id
      from administration.audit as audit
      left join administration.staff as staff on staff.staff_id::text = audit.actor_id
      where audit.council_id = ${councilId}::int
        and (${before ?? null}::bigint is null or audit.seq < ${before ?? null}::bigint)
        and (${objectKind ?? null}::text is null or audit.object_kind = ${objectKind ?? null}::text)
        and (${objectId ?? null}::text is null or audit.object_id = ${objectId ?? null}::text)
      order by audit.seq desc
      limit ${limit}::int`,
  )

export type Chain = {
  /** Entries that were read. */
  readonly entries: number
  /** The first entry that does not hold: changed, taken out, or out of its place. Undefined when all do. */
  readonly brokenAt: number | undefined
}

/**
 * Reads a council's audit chain, or its `newest` entries, as it was kept: each entry's hash is over the one before
 * and its own words, the columns say what the words say, the numbers have no gap, and the newest is the one the
 * council's head names. A change to any byte of it breaks one of these.
 */
export async function verifyChain(
  db: Db,
  councilId: number,
  { newest }: { readonly newest?: number } = {},
): Promise<Chain> {
  const found = await db.one(
    z.object({ entries: count, brokenAt: count.nullable() }),
    sql`
      with head as (
        select seq, hash from administration.audit_head where council_id = ${councilId}::int
      ), kept as (
        select seq, hash, prev_hash, canonical,
          lag(seq) over (order by seq) as seq_before, lag(hash) over (order by seq) as hash_before,
          -- The words up to the detail, which no column repeats; without the closing brace.
          left(json_build_object(
            'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', actor_id,
            'action', action, 'object', object_kind || '/' || object_id)::text, -1) || ',' as said
        from administration.audit
        where council_id = ${councilId}::int
          and (${newest ?? null}::bigint is null or seq > (select seq from head) - ${newest ?? null}::bigint)
      ), broken as (
        select seq from kept
        where hash <> encode(sha256(convert_to(prev_hash || canonical, 'UTF8')), 'hex')
          or not starts_with(canonical, said)
          or (seq_before is not null and (seq <> seq_before + 1 or prev_hash <> hash_before))
          or (seq_before is null and seq <> greatest(1, (select seq from head) - coalesce(${newest ?? null}::bigint, (select seq from head)) + 1))
          or (seq = 1 and prev_hash <> repeat('0', 64))
        union all
        select coalesce(last.seq, 0) + 1
        from (select max(seq) as seq from kept) as last
        left join kept on kept.seq = last.seq
        where not exists (
          select from head
          where head.seq = coalesce(last.seq, 0) and head.hash = coalesce(kept.hash, repeat('0', 64)))
      )
      select (select count(*) from kept) as entries, (select min(seq) from broken) as broken_at`,
  )
  return { entries: found.entries, brokenAt: found.brokenAt ?? undefined }
}
