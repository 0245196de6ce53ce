import { z } from 'zod'
import { record } from '#administration'
import { partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { ownedByAnother } from './refusals.ts'

const owner = z.object({ staffId: z.string(), name: z.string() })
/** The officer whose case a person is. */
export type Owner = z.infer<typeof owner>

type Case = { readonly councilId: number; readonly personId: string }

/** Whose case a person is; undefined when it is nobody's. Of two that were joined, the one that was taken last. */
export const ownerOf = async (
  db: Db,
  { councilId, personId }: Case,
): Promise<Owner | undefined> => {
  const [latest] = await db.many(
    owner,
    sql`
      select owner.staff_id, coalesce(staff.name, 'somebody who has left') as name
      from casework.owner as owner
      left join administration.staff as staff on staff.staff_id = owner.staff_id
      where owner.council_id = ${councilId}::int and owner.given_up_at is null
        and owner.party_id in (${partiesOf(councilId, personId)})
      order by owner.taken_at desc limit 1`,
  )
  return latest
}

/** Makes a person an officer's case. Refuses one that is another's: they give it up first. Theirs already, it stays so. */
export async function takeCase(
  db: Db,
  { councilId, personId, actor }: Case & { readonly actor: string },
): Promise<Outcome<void>> {
  const already = await ownerOf(db, { councilId, personId })
  if (already?.staffId === actor) return done(undefined)
  if (already) return refused(ownedByAnother(already.name))
  const taken = await db.run(sql`
    insert into casework.owner (council_id, party_id, staff_id)
    values (${councilId}::int, ${personId}::uuid, ${actor}::uuid)
    on conflict do nothing`)
  if (taken === 0) return refused(ownedByAnother('Another officer'))
  await record(db, {
    councilId,
    actor,
    action: 'took a case',
    objectKind: 'party',
    objectId: personId,
  })
  return done(undefined)
}

/** Gives a case up; it is nobody's then. Changes nothing where it is not theirs. */
export async function giveUpCase(
  db: Db,
  { councilId, personId, actor }: Case & { readonly actor: string },
): Promise<void> {
  const given = await db.run(sql`
    update casework.owner set given_up_at = clock_timestamp()
    where council_id = ${councilId}::int and given_up_at is null and staff_id = ${actor}::uuid
      and party_id in (${partiesOf(councilId, personId)})`)
  if (given === 0) return
  await record(db, {
    councilId,
    actor,
    action: 'gave up a case',
    objectKind: 'party',
    objectId: personId,
  })
}
