import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const sourceGateway = z.object({
  source: z.string(),
  mayBeUsed: z.boolean(),
  gateway: z.string(),
  saidAt: instant,
  by: z.string(),
})
/** Whether a source lets other services use its contact details for recovery, and by what right. */
export type SourceGateway = z.infer<typeof sourceGateway>

/** What each source last said of its contact details; a source that said nothing is not here. */
export const sourceGateways = (db: Db, councilId: number): Promise<readonly SourceGateway[]> =>
  db.many(
    sourceGateway,
    sql`
      select distinct on (gateway.source) gateway.source, gateway.may_be_used, gateway.gateway, gateway.said_at,
        coalesce(staff.name, gateway.said_by) as by
      from parties.source_gateway as gateway
      left join administration.staff as staff on staff.staff_id::text = gateway.said_by
      where gateway.council_id = ${councilId}::int
      order by gateway.source, gateway.said_at desc`,
  )

/** Keeps what a source says of its contact details, from now on. What it said before is kept. Audited. */
export async function sayGateway(
  db: Db,
  {
    councilId,
    source,
    mayBeUsed,
    gateway,
    actor,
  }: {
    readonly councilId: number
    readonly source: string
    readonly mayBeUsed: boolean
    readonly gateway: string
    readonly actor: string
  },
): Promise<void> {
  await db.run(sql`
    insert into parties.source_gateway (council_id, source, may_be_used, gateway, said_by)
    values (${councilId}::int, ${source}, ${mayBeUsed}, ${gateway}, ${actor})`)
  await record(db, {
    councilId,
    actor,
    action: 'said whether contact details may be used',
    objectKind: 'source',
    objectId: source,
    detail: { mayBeUsed, gateway },
  })
}
