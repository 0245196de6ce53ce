import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Request } from '#web/route.ts'
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

/** The same of a page of casework, for whoever asked for it. `route` is as it is declared, so that it names nobody. */
export const recordPageView = (
  { db, session, council }: Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council'>,
  { partyId, route }: { readonly partyId: string; readonly route: string },
): Promise<void> =>
  recordView(db, {
    councilId: council.id,
    actor: session.staffId,
    partyId,
    purpose: 'casework',
    route,
  })
