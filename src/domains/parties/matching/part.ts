import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lockPeople, takeTurn } from './people.ts'
import * as refusals from './refusals.ts'
import { leadsBefore } from './unite.ts'

/**
 * Takes one party out of the person it was joined to: its accounts, notes, letters, holds and addresses go with it,
 * because they never left it. Where the party that leads is taken out, the longest known of the others leads. Refuses
 * a party that is alone.
 */
export async function part(
  db: Db,
  {
    councilId,
    partyId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly partyId: string
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<{ readonly from: string }>> {
  await takeTurn(db, councilId)
  const locked = await lockPeople(db, councilId, [partyId])
  const personId = locked.find(({ id }) => id === partyId)?.personId
  if (personId === undefined) return refused(refusals.nobodyThere)
  const [lead] = locked.filter(({ id }) => id !== partyId).toSorted(leadsBefore)
  if (!lead) return refused(refusals.aloneAlready)
  if (personId === partyId)
    await leadAnew(db, { councilId, from: partyId, to: lead.id, actor, why })
  else await leave(db, { councilId, partyId, actor, why })
  const from = personId === partyId ? lead.id : personId
  await record(db, {
    councilId,
    actor,
    action: 'parted',
    objectKind: 'person',
    objectId: from,
    detail: { parted: partyId, why },
  })
  return done({ from })
}

/** The others go on without the party that was joined to them. */
async function leave(
  db: Db,
  {
    councilId,
    partyId,
    actor,
    why,
  }: {
    readonly councilId: number
    readonly partyId: string
    readonly actor: string
    readonly why: string
  },
): Promise<void> {
  await db.run(sql`
    update parties.membership set left_at = clock_timestamp(), left_by = ${actor}, left_why = ${why}
    where council_id = ${councilId}::int and party_id = ${partyId}::uuid and left_at is null`)
  await db.run(sql`
    update parties.party set merged_into = null
    where council_id = ${councilId}::int and id = ${partyId}::uuid`)
}

/** The others go on without the party that led them. */
async function leadAnew(
  db: Db,
  {
    councilId,
    from,
    to,
    actor,
    why,
  }: {
    readonly councilId: number
    readonly from: string
    readonly to: string
    readonly actor: string
    readonly why: string
  },
): Promise<void> {
  await db.run(sql`
    with kept as (
      update parties.membership set left_at = clock_timestamp(), left_by = ${actor}, left_why = ${why}
      where council_id = ${councilId}::int and person_id = ${from}::uuid and left_at is null
      returning party_id, why, joined_by
    )
    insert into parties.membership (council_id, party_id, person_id, why, joined_at, joined_by)
    select ${councilId}::int, party_id, ${to}::uuid, why, clock_timestamp(), joined_by from kept
    where party_id <> ${to}::uuid`)
  await db.run(sql`
    update parties.party set merged_into = case when id = ${to}::uuid then null else ${to}::uuid end
    where council_id = ${councilId}::int and merged_into = ${from}::uuid`)
}
