import { type Member, record, staffOf } from '#administration'
import { lockPeople, partiesOf, restrictionOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { permissionsOf } from '#web/roles.ts'
import { ownerOf } from './owner.ts'
import { mayNotOpenIt, notACaseOfficer, ownedByAnother, theirsAlready } from './refusals.ts'

const may = ({ roles }: Pick<Member, 'roles'>, permission: 'contacts:record' | 'restricted:view') =>
  permissionsOf(roles).includes(permission)

/** Who a case can be given to: whoever works cases for the council. */
export const caseOfficers = async (db: Db, councilId: number): Promise<readonly Member[]> =>
  (await staffOf(db, councilId)).filter(
    officer => officer.status === 'active' && may(officer, 'contacts:record'),
  )

/**
 * Gives a person's case to an officer, whoever has it now, and says why in the audit trail. Refuses somebody who works no
 * cases, somebody who may not open a restricted record, and the officer whose it is already.
 */
export async function assignCase(
  db: Db,
  {
    councilId,
    personId,
    staffId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly personId: string
    readonly staffId: string
    /** Empty where nobody said. */
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<{ readonly name: string }>> {
  await lockPeople(db, councilId, [personId])
  const officer = (await caseOfficers(db, councilId)).find(one => one.staffId === staffId)
  if (!officer) return refused(notACaseOfficer)
  const restriction = await restrictionOf(db, councilId, personId)
  if (restriction && !restriction.allowed.includes(staffId) && !may(officer, 'restricted:view'))
    return refused(mayNotOpenIt(officer.name))
  const before = await ownerOf(db, { councilId, personId })
  if (before?.staffId === staffId) return refused(theirsAlready(officer.name))
  await db.run(sql`
    update casework.owner set given_up_at = clock_timestamp()
    where council_id = ${councilId}::int and given_up_at is null and party_id in (${partiesOf(councilId, personId)})`)
  const assigned = await db.run(sql`
    insert into casework.owner (council_id, party_id, staff_id)
    values (${councilId}::int, ${personId}::uuid, ${staffId}::uuid)
    on conflict do nothing`)
  // Only somebody who took what was nobody's can have come between: then nothing was given up either.
  if (assigned === 0) return refused(ownedByAnother('Another officer'))
  await record(db, {
    councilId,
    actor,
    action: 'assigned a case',
    objectKind: 'party',
    objectId: personId,
    detail: { from: before?.staffId ?? null, to: staffId, why },
  })
  return done({ name: officer.name })
}
