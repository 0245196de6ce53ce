import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { partiesOf } from '../queries.ts'
import { join } from './join.ts'
import * as refusals from './refusals.ts'

export const decisions = ['same', 'different', 'not sure'] as const
export type Decision = (typeof decisions)[number]

const evidence = z.array(
  z.object({
    respect: z.string(),
    level: z.string(),
    bits: z.number().nullable(),
    one: z.string(),
    other: z.string(),
  }),
)

const proposed = z.object({
  leftId: z.string(),
  rightId: z.string(),
  leftName: z.string(),
  rightName: z.string(),
  probability: z.number(),
  evidence,
  conflict: z.string().nullable(),
  state: z.enum(['waiting', 'joined', ...decisions]),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  because: z.string().nullable(),
  /** Whether an address of either is confidential: then what agrees of their addresses is not for every officer. */
  hasConfidential: z.boolean(),
})
/** Two parties that may be one person, what speaks for it and against, and what was made of it. */
export type ProposedMatch = z.infer<typeof proposed>

const columns = (councilId: number) => sql`
  match.left_id, match.right_id, one.name as left_name, other.name as right_name, match.probability, match.evidence,
  match.conflict, match.state, match.decided_at, match.decided_by, match.because, exists (
    select from parties.party as theirs
    join parties.address as address on address.council_id = ${councilId}::int and address.party_id = theirs.id
    where theirs.council_id = ${councilId}::int and theirs.person_id in (one.person_id, other.person_id)
      and address.is_confidential) as has_confidential
  from parties.proposed_match as match
  join parties.party as one on one.council_id = ${councilId}::int and one.id = match.left_id
  join parties.party as other on other.council_id = ${councilId}::int and other.id = match.right_id`

/** The pairs to look at, the likeliest first; those that somebody was not sure of come after. */
export const matchesToReview = (
  db: Db,
  councilId: number,
  limit = 50,
): Promise<readonly ProposedMatch[]> =>
  db.many(
    proposed,
    sql`
      select ${columns(councilId)}
      where match.council_id = ${councilId}::int and match.state in ('waiting', 'not sure')
        and one.person_id <> other.person_id
      order by match.state desc, match.probability desc, match.left_id, match.right_id
      limit ${limit}::int`,
  )

/** Whether somebody is in the pair. */
const isOf = (councilId: number, personId: string) => {
  const theirs = partiesOf(councilId, personId)
  return sql`(match.left_id in (${theirs}) or match.right_id in (${theirs}))`
}

/** The undecided pairs that somebody is in: who else they may be. */
export const matchesOf = (
  db: Db,
  councilId: number,
  personId: string,
): Promise<readonly ProposedMatch[]> =>
  db.many(
    proposed,
    sql`
      select ${columns(councilId)}
      where match.council_id = ${councilId}::int and match.state in ('waiting', 'not sure')
        and one.person_id <> other.person_id and ${personId}::uuid in (one.person_id, other.person_id)
        and ${isOf(councilId, personId)}
      order by match.probability desc, match.left_id, match.right_id
      limit 5`,
  )

/** The decided pairs that somebody is in: what joined their records, and who was said to be somebody else. */
export const decidedMatchesOf = (
  db: Db,
  councilId: number,
  personId: string,
): Promise<readonly ProposedMatch[]> =>
  db.many(
    proposed,
    sql`
      select ${columns(councilId)}
      where match.council_id = ${councilId}::int and match.state in ('joined', 'same', 'different')
        and ${isOf(councilId, personId)}
      order by match.state = 'different', match.decided_at, match.left_id, match.right_id`,
  )

export const findMatch = (
  db: Db,
  { councilId, leftId, rightId }: { councilId: number; leftId: string; rightId: string },
): Promise<ProposedMatch | undefined> =>
  db.maybeOne(
    proposed,
    sql`
      select ${columns(councilId)}
      where match.council_id = ${councilId}::int and match.left_id = ${leftId}::uuid
        and match.right_id = ${rightId}::uuid`,
  )

export type Decide = {
  readonly councilId: number
  readonly leftId: string
  readonly rightId: string
  readonly decision: Decision
  readonly because: string
  readonly actor: string
}

/**
 * Keeps what somebody made of a pair. “Same” joins them, “different” keeps them apart from now on. Refuses when somebody
 * else decided otherwise meanwhile; the same decision twice changes nothing. Audited.
 */
export async function decide(
  db: Db,
  { councilId, leftId, rightId, decision, because, actor }: Decide,
): Promise<Outcome<undefined>> {
  const found = await lockMatch(db, { councilId, leftId, rightId })
  if (!found) return refused(refusals.noSuchMatch)
  if (found.state === decision && decision !== 'not sure') return done(undefined)
  if (found.state !== 'waiting' && found.state !== 'not sure')
    return refused(refusals.decidedMeanwhile(found.decidedBy ?? 'Somebody'))
  if (decision === 'same') {
    const why = because === '' ? 'an officer looked at both' : because
    const joined = await join(db, { councilId, one: leftId, other: rightId, why, actor })
    if (!joined.ok) return joined
  }
  await db.run(sql`
    update parties.proposed_match set
      state = ${decision}, decided_at = clock_timestamp(), decided_by = ${actor}, because = ${because}
    where council_id = ${councilId}::int and left_id = ${leftId}::uuid and right_id = ${rightId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: `decided ${decision}`,
    objectKind: 'match',
    objectId: `${leftId}/${rightId}`,
    detail: { because },
  })
  return done(undefined)
}

/** The pair, locked, and who decided it. */
export const lockMatch = (
  db: Db,
  { councilId, leftId, rightId }: { councilId: number; leftId: string; rightId: string },
) =>
  db.maybeOne(
    z.object({ state: z.string(), decidedBy: z.string().nullable() }),
    sql`
      select match.state, coalesce(staff.name, match.decided_by) as decided_by
      from parties.proposed_match as match
      left join administration.staff as staff on staff.staff_id::text = match.decided_by
      where match.council_id = ${councilId}::int and match.left_id = ${leftId}::uuid
        and match.right_id = ${rightId}::uuid
      for update of match`,
  )

const memberRow = z.object({
  partyId: z.string(),
  name: z.string(),
  why: z.string().nullable(),
  /** Since when they are one, whoever led them meanwhile. */
  joinedAt: instant.nullable(),
  joinedBy: z.string().nullable(),
})
/** A party of a person: the one that leads has no why. */
export type Member = z.infer<typeof memberRow>

export const membersOf = (
  db: Db,
  councilId: number,
  personId: string,
): Promise<readonly Member[]> =>
  db.many(
    memberRow,
    sql`
      select party.id as party_id, party.name, membership.why,
        coalesce(membership.together_since, membership.joined_at) as joined_at,
        coalesce(staff.name, membership.joined_by) as joined_by
      from parties.party as party
      left join parties.membership as membership
        on membership.council_id = ${councilId}::int and membership.party_id = party.id and membership.left_at is null
      left join administration.staff as staff on staff.staff_id::text = membership.joined_by
      where party.council_id = ${councilId}::int and party.person_id = ${personId}::uuid
      order by joined_at nulls first, party.id`,
  )
