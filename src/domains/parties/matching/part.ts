import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lockPeople, takeTurn } from './people.ts'
import * as refusals from './refusals.ts'
import { leadsBefore } from './unite.ts'

/**
 * Takes parties out of the person that they were joined to, together: they are one person among themselves. Their accounts,
 * notes, letters, holds and addresses go with them, because they never left them. The longest known of each side leads it.
 * Refuses where nobody would be left.
 */
export async function part(
  db: Db,
  {
    councilId,
    partyIds,
    why,
    actor,
  }: {
    readonly councilId: number
    /** Of one person. */
    readonly partyIds: readonly string[]
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<{ readonly from: string }>> {
  await takeTurn(db, councilId)
  const locked = await lockPeople(db, councilId, partyIds)
  const personId = locked.find(({ id }) => partyIds.includes(id))?.personId
  if (personId === undefined) return refused(refusals.nobodyThere)
  const parted = locked.filter(({ id }) => partyIds.includes(id)).toSorted(leadsBefore)
  const rest = locked.filter(({ id }) => !partyIds.includes(id)).toSorted(leadsBefore)
  const [from] = rest
  if (!from) return refused(refusals.aloneAlready)
  // Whoever leads now goes on leading their side: it is the other that becomes a person of its own.
  const leaving = partyIds.includes(personId) ? rest : parted
  await leave(db, { councilId, partyIds: leaving.map(({ id }) => id), actor, why })
  await record(db, {
    councilId,
    actor,
    action: 'parted',
    objectKind: 'person',
    objectId: from.id,
    detail: { parted: parted.map(({ id }) => id).join(' '), why },
  })
  return done({ from: from.id })
}

/** These go on by themselves, the first of them leading; why each was joined, and since when, stays with it. */
async function leave(
  db: Db,
  {
    councilId,
    partyIds,
    actor,
    why,
  }: {
    readonly councilId: number
    readonly partyIds: readonly string[]
    readonly actor: string
    readonly why: string
  },
): Promise<void> {
  const [lead] = partyIds
  await db.run(sql`
    with ended as (
      update parties.membership set left_at = clock_timestamp(), left_by = ${actor}, left_why = ${why}
      where council_id = ${councilId}::int and left_at is null
        and party_id = any(${[...partyIds]}::uuid[])
      returning party_id, why, joined_by, coalesce(together_since, joined_at) as together_since
    )
    insert into parties.membership (council_id, party_id, person_id, why, joined_at, joined_by, together_since)
    select ${councilId}::int, party_id, ${lead}::uuid, why, clock_timestamp(), joined_by, together_since
    from ended where party_id = any(${[...partyIds]}::uuid[]) and party_id <> ${lead}::uuid`)
  await db.run(sql`
    update parties.party set merged_into = case when id = ${lead}::uuid then null else ${lead}::uuid end
    where council_id = ${councilId}::int and id = any(${[...partyIds]}::uuid[])`)
}
