import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { record } from './audit.ts'

/** Says that someone opened a person's record, before the page is sent. If it cannot be written, the page is not sent. */
export async function recordView(
  db: Db,
  view: {
    readonly councilId: number
    readonly actor: string
    readonly partyId: string
    readonly purpose: string
    readonly route: string
  },
): Promise<void> {
  await db.run(sql`
    insert into administration.access_log (council_id, actor_id, actor_kind, party_id, purpose, route)
    values (${view.councilId}::int, ${view.actor}, 'staff', ${view.partyId}::uuid, ${view.purpose}, ${view.route})`)
  await record(db, {
    councilId: view.councilId,
    actor: view.actor,
    action: 'viewed',
    objectKind: 'party',
    objectId: view.partyId,
    detail: { purpose: view.purpose },
  })
}

const entry = z.object({
  seq: count,
  at: instant,
  by: z.string(),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
})
export type AuditLine = z.infer<typeof entry>

/** The audit trail, newest first, before a number. */
export const auditBefore = (
  db: Db,
  councilId: number,
  before: number | undefined,
  limit = 50,
): Promise<readonly AuditLine[]> =>
  db.many(
    entry,
    sql`
      select audit.seq, audit.at, coalesce(staff.name, audit.actor_id) as by, audit.action, audit.object_kind, audit.object_id
      from administration.audit as audit
      left join administration.staff as staff on staff.staff_id::text = audit.actor_id
      where audit.council_id = ${councilId}::int and (${before ?? null}::bigint is null or audit.seq < ${before ?? null}::bigint)
      order by audit.seq desc
      limit ${limit}::int`,
  )

/** The first entry at which the chain does not hold, or undefined when all of it does. */
export const firstBreak = async (db: Db, councilId: number): Promise<number | undefined> =>
  (
    await db.maybeOne(
      z.object({ seq: count }),
      sql`
        with chained as (
          select seq, canonical, prev_hash, hash, lag(hash) over (order by seq) as hash_before,
            row_number() over (order by seq) as n
          from administration.audit where council_id = ${councilId}::int
        )
        select seq from (
          select seq from chained
          where seq <> n or prev_hash <> coalesce(hash_before, repeat('0', 64))
            or hash <> encode(sha256(convert_to(prev_hash || canonical, 'UTF8')), 'hex')
          union all
          select seq + 1 from administration.audit_head as head
          where council_id = ${councilId}::int and (head.seq, head.hash) is distinct from (
            select coalesce(max(seq), 0), coalesce(max(hash) filter (where seq = head.seq), repeat('0', 64))
            from administration.audit where council_id = ${councilId}::int)
        ) as broken order by seq limit 1`,
    )
  )?.seq
