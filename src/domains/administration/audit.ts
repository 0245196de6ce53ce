import type { Db } from '#platform/db.ts'
import { type Sql, sql } from '#platform/sql.ts'

/** Something done, for the council's chain. `detail` never holds a secret, a bank or an insurance number. */
export type AuditEntry = {
  readonly councilId: number
  /** A member of staff's id, or `system:` and a part of ours. */
  readonly actor: string
  readonly action: string
  readonly objectKind: string
  readonly objectId: string
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/**
 * Adds to the council's audit chain, in the transaction of the change it speaks of: if the audit cannot be
 * written, the change is not made. Takes the chain's lock until commit, so call it late in a long transaction.
 */
export const record = (db: Db, entry: AuditEntry): Promise<number> =>
  recordSet(db, {
    councilId: entry.councilId,
    actor: entry.actor,
    action: entry.action,
    objectKind: entry.objectKind,
    objects: sql`
      select ${entry.objectId}::text as object_id, ${JSON.stringify(entry.detail ?? {})}::text as detail`,
  })

/**
 * The same for a whole set in one statement. `objects` selects `object_id` (text) and `detail` (JSON text), the two
 * together unique in the set; they are chained in order of both. Returns how many were added.
 */
export const recordSet = (
  db: Db,
  {
    councilId,
    actor,
    action,
    objectKind,
    objects,
  }: Omit<AuditEntry, 'objectId' | 'detail'> & { readonly objects: Sql },
): Promise<number> =>
  db.run(sql`
    with head as (
      select seq, hash from administration.audit_head where council_id = ${councilId}::int for update
    ), entry as (
      select
        object_id,
        row_number() over (order by object_id, detail) as n,
        json_build_object(
          'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', ${actor}::text,
          'action', ${action}::text, 'object', ${objectKind}::text || '/' || object_id, 'detail', detail
        )::text as canonical
      from (${objects}) as object
    ), chained as (
      select
        entry.object_id, entry.n, entry.canonical, head.seq + entry.n as seq, head.hash as head_hash,
        administration.chain(head.hash, entry.canonical) over (order by entry.n) as hash
      from entry cross join head
    ), written as (
      insert into administration.audit
        (council_id, seq, at, actor_id, action, object_kind, object_id, canonical, prev_hash, hash)
      select
        ${councilId}::int, seq, now(), ${actor}::text, ${action}::text, ${objectKind}::text, object_id, canonical,
        lag(hash, 1, head_hash) over (order by n), hash
      from chained
      returning seq, hash
    ), last as (
      select seq, hash from written order by seq desc limit 1
    ), moved as (
      update administration.audit_head set seq = last.seq, hash = last.hash
      from last where council_id = ${councilId}::int
    )
    select seq from written`)
