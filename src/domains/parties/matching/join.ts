import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import * as refusals from './refusals.ts'

const member = z.object({ id: z.string(), personId: z.string(), recordedAt: z.string() })

/** Locks everybody of the people that these parties belong to, in one order, and answers them. */
const lockPeople = (db: Db, councilId: number, partyIds: readonly string[]) =>
  db.many(
    member,
    sql`
      select id, person_id, recorded_at::text as recorded_at from parties.party
      where council_id = ${councilId}::int and person_id in (
        select person_id from parties.party
        where council_id = ${councilId}::int and id = any(${[...partyIds]}::uuid[]))
      order by id for update`,
  )

type Join = {
  readonly councilId: number
  readonly one: string
  readonly other: string
  readonly why: string
  readonly actor: string
}

/**
 * Makes one person of the people that two parties belong to. Every fact stays with the party it came to. Refuses people
 * who were decided to be different, until that is undone. Joined already, it changes nothing.
 */
export async function join(
  db: Db,
  { councilId, one, other, why, actor }: Join,
): Promise<Outcome<{ readonly personId: string }>> {
  const locked = await lockPeople(db, councilId, [one, other])
  const personOf = new Map(locked.map(({ id, personId }) => [id, personId]))
  const [first, second] = [personOf.get(one), personOf.get(other)]
  if (first === undefined || second === undefined) return refused(refusals.nobodyThere)
  if (first === second) return done({ personId: first })
  const parted = await db.maybeOne(
    z.object({ because: z.string().nullable() }),
    sql`
      select because from parties.proposed_match as match
      join parties.party as a on a.council_id = ${councilId}::int and a.id = match.left_id
      join parties.party as b on b.council_id = ${councilId}::int and b.id = match.right_id
      where match.council_id = ${councilId}::int and match.state = 'different'
        and ((a.person_id = ${first}::uuid and b.person_id = ${second}::uuid)
          or (a.person_id = ${second}::uuid and b.person_id = ${first}::uuid))
      limit 1`,
  )
  if (parted) return refused(refusals.decidedDifferent(parted.because))
  // The one we have known longest leads: their page keeps its address.
  const age = (person: string) => locked.find(({ id }) => id === person)?.recordedAt ?? ''
  const [lead, joining] =
    age(first) < age(second) || (age(first) === age(second) && first < second)
      ? [first, second]
      : [second, first]
  await leave(db, { councilId, personId: joining, actor, why: `joined ${lead}` })
  await db.run(sql`
    insert into parties.membership (council_id, party_id, person_id, why, joined_at, joined_by)
    select ${councilId}::int, id, ${lead}::uuid, ${why}, clock_timestamp(), ${actor} from parties.party
    where council_id = ${councilId}::int and person_id = ${joining}::uuid`)
  await db.run(sql`
    update parties.party set merged_into = ${lead}::uuid
    where council_id = ${councilId}::int and person_id = ${joining}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'joined',
    objectKind: 'person',
    objectId: lead,
    detail: { joined: joining, why },
  })
  return done({ personId: lead })
}

/** Ends what said that the members of a person, or one of them, are of it. */
const leave = (
  db: Db,
  {
    councilId,
    personId,
    partyId,
    actor,
    why,
  }: {
    readonly councilId: number
    readonly personId: string
    readonly partyId?: string
    readonly actor: string
    readonly why: string
  },
) =>
  db.run(sql`
    update parties.membership set left_at = clock_timestamp(), left_by = ${actor}, left_why = ${why}
    where council_id = ${councilId}::int and person_id = ${personId}::uuid and left_at is null
      and (${partyId ?? null}::uuid is null or party_id = ${partyId ?? null}::uuid)`)

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
  const locked = await lockPeople(db, councilId, [partyId])
  const others = locked.filter(({ id }) => id !== partyId)
  const personId = locked.find(({ id }) => id === partyId)?.personId
  if (personId === undefined) return refused(refusals.nobodyThere)
  const [lead] = others.toSorted((a, b) =>
    a.recordedAt === b.recordedAt ? (a.id < b.id ? -1 : 1) : a.recordedAt < b.recordedAt ? -1 : 1,
  )
  if (!lead) return refused(refusals.aloneAlready)
  if (personId === partyId)
    await leadAnew(db, { councilId, from: partyId, to: lead.id, actor, why })
  else {
    await leave(db, { councilId, personId, partyId, actor, why })
    await db.run(sql`
      update parties.party set merged_into = null
      where council_id = ${councilId}::int and id = ${partyId}::uuid`)
  }
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
