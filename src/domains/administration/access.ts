import type { Db } from '#platform/db.ts'
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
