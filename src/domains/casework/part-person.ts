import { z } from 'zod'
import { record } from '#administration'
import { findParty, membersOf, partAsDifferent, passAuthority, partiesOf } from '#parties'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { protectBoth } from '#protections'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { writtenWhileTogether } from './refusals.ts'

/** Whoever it is: by the party that leads them, or by any other of theirs. */
type Person = { readonly councilId: number; readonly personId: string }

const entry = z.object({
  id: z.string(),
  kind: z.enum(['contact', 'note', 'authority']),
  partyId: z.string(),
  at: instant,
  says: z.string(),
})
/** Something an officer wrote on a person of several records that could be about any of them. */
export type SharedEntry = z.infer<typeof entry>

/**
 * What was written on a person since the first of their records were joined, and names no account that would say whose it
 * is: before they are parted somebody has to say. Newest first.
 */
export const sharedEntries = async (
  db: Db,
  { councilId, personId }: Person,
): Promise<readonly SharedEntry[]> => {
  const since = await togetherSince(db, { councilId, personId })
  if (!since) return []
  return db.many(
    entry,
    sql`
      with member as materialized (${partiesOf(councilId, personId)})
      select contact.id, 'contact' as kind, contact.party_id, contact.at, contact.outcome || ': ' || contact.note as says
      from casework.contact as contact
      where contact.council_id = ${councilId}::int and contact.party_id in (select id from member)
        and contact.account_id is null and contact.at >= ${since}::timestamptz
        and not exists (
          select from casework.contact as later
          where later.council_id = ${councilId}::int and later.corrects_id = contact.id)
      union all
      select note.id, 'note', note.party_id, note.at, note.says
      from casework.note as note
      where note.council_id = ${councilId}::int and note.party_id in (select id from member)
        and note.account_id is null and note.at >= ${since}::timestamptz
        and not exists (
          select from casework.note as later
          where later.council_id = ${councilId}::int and later.corrects_id = note.id)
      union all
      select authority.id, 'authority', authority.party_id, authority.recorded_at,
        authority.name || ' may speak for them as ' || authority.kind
      from parties.authority as authority
      where authority.council_id = ${councilId}::int and authority.party_id in (select id from member)
        and authority.ended_at is null and authority.recorded_at >= ${since}::timestamptz
      order by at desc, id`,
  )
}

/** Since when a person has had more than one party; undefined while there is one. */
const togetherSince = async (db: Db, { councilId, personId }: Person) =>
  (await membersOf(db, councilId, await leadOf(db, { councilId, personId })))
    .map(({ joinedAt }) => joinedAt)
    .filter(at => at !== null)
    .sort(Temporal.Instant.compare)[0]

/** The party that leads the person whom any of their parties may name. */
const leadOf = async (db: Db, { councilId, personId }: Person): Promise<string> =>
  (await findParty(db, councilId, personId))?.personId ?? personId

type Parting = {
  readonly councilId: number
  /** Who is taken out: records of one person, who go on as one. */
  readonly partyIds: readonly string[]
  readonly why: string
  /** The shared entries that are about whoever is taken out; the others are about those who stay. */
  readonly goesWith: readonly string[]
  readonly actor: string
}

/**
 * Takes parties out of a person, as one. What came with them goes with them. What officers wrote meanwhile goes to whom they say it
 * is about: a copy of theirs that points at the first, which is not read on the wrong person any more. What protected the
 * one they were protects both. Refuses where nobody would stay.
 */
export async function partPerson(db: Db, parting: Parting): Promise<Outcome<void>> {
  const { councilId, partyIds, why, goesWith, actor } = parting
  const [partyId] = partyIds
  if (partyId === undefined) throw new Error('Nobody was said to be somebody else.')
  const since = await togetherSince(db, { councilId, personId: partyId })
  const entries = await sharedEntries(db, { councilId, personId: partyId })
  const parted = await partAsDifferent(db, { councilId, partyIds, why, actor })
  if (!parted.ok || !since) return parted.ok ? done(undefined) : parted
  const restId = parted.value.from
  for (const one of entries) {
    const goes = goesWith.includes(one.id)
    if (goes !== partyIds.includes(one.partyId))
      await pass(db, one, { councilId, to: goes ? partyId : restId, why, actor })
  }
  await protectBoth(db, { councilId, one: partyId, other: restId, since, actor })
  return done(undefined)
}

/** Gives an entry to whom it is about. */
async function pass(
  db: Db,
  { id, kind }: SharedEntry,
  {
    councilId,
    to,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly to: string
    readonly why: string
    readonly actor: string
  },
): Promise<void> {
  if (kind === 'authority') return passAuthority(db, { councilId, authorityId: id, to, why, actor })
  const copied = sql`platform.id_of('passed', ${councilId}::int, ${to}::text || '/' || first.id)`
  await db.run(
    kind === 'note'
      ? sql`
        insert into casework.note (council_id, id, party_id, at, recorded_by, says, corrects_id)
        select ${councilId}::int, ${copied}, ${to}::uuid, first.at, first.recorded_by, first.says, first.id
        from casework.note as first where first.council_id = ${councilId}::int and first.id = ${id}::uuid`
      : sql`
        insert into casework.contact
          (council_id, id, party_id, at, recorded_by, channel, direction, outcome, note, promised_on, promised, cause,
           help_offered, prompted_by, corrects_id)
        select ${councilId}::int, ${copied}, ${to}::uuid, first.at, first.recorded_by, first.channel, first.direction,
          first.outcome, first.note, first.promised_on, first.promised, first.cause, first.help_offered, first.prompted_by, first.id
        from casework.contact as first where first.council_id = ${councilId}::int and first.id = ${id}::uuid`,
  )
  await record(db, {
    councilId,
    actor,
    action: `passed a ${kind} to whom it is about`,
    objectKind: kind,
    objectId: id,
    detail: { to, why },
  })
}

/**
 * Before people who were joined by a match are parted by taking it back: refuses where somebody has to say first whom
 * what was written meanwhile is about. Answers since when they were one; undefined where they never were.
 */
export async function beforeTakingBack(
  db: Db,
  { councilId, personId }: Person,
): Promise<Outcome<Temporal.Instant | undefined>> {
  const entries = await sharedEntries(db, { councilId, personId })
  return entries.length > 0
    ? refused(writtenWhileTogether(entries.length))
    : done(await togetherSince(db, { councilId, personId }))
}
