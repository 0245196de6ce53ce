import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/**
 * Keeps that somebody has died, because a bank said so; from then on nothing is sent to them. A death is believed at once,
 * and the first day that was told stays. False when it was known. That they are alive after all is for a person to decide.
 */
export async function recordDeath(
  db: Db,
  {
    councilId,
    partyId,
    on,
    actor,
    toldBy,
  }: {
    readonly councilId: number
    readonly partyId: string
    readonly on: Temporal.PlainDate
    readonly actor: string
    readonly toldBy: string
  },
): Promise<boolean> {
  const isNew = await db.run(sql`
    update parties.party set deceased_on = ${on}::date
    where council_id = ${councilId}::int and id = ${partyId}::uuid and deceased_on is null`)
  if (isNew === 0) return false
  await record(db, {
    councilId,
    actor,
    action: 'recorded a death',
    objectKind: 'party',
    objectId: partyId,
    detail: { on: on.toString(), toldBy },
  })
  return true
}
