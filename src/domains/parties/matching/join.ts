import { z } from 'zod'
import { recordSet } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { noteForReview } from '../details/index.ts'
import { lockPeople, takeTurn } from './people.ts'
import * as refusals from './refusals.ts'
import { type Answer, type Range, type Single, type Union, unite, type United } from './unite.ts'

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
  const [answer] = await joinAll(db, {
    councilId,
    unions: [{ one, other, why }],
    mayConflict: true,
    actor,
  })
  if (answer?.is === 'one person') return done({ personId: answer.lead })
  return refused(
    answer?.is === 'decided different'
      ? refusals.decidedDifferent(answer.because)
      : refusals.nobodyThere,
  )
}

type JoinAll = {
  readonly councilId: number
  /** Parties whose people are to be one, the surest first. */
  readonly unions: readonly Union[]
  readonly mayConflict: boolean
  readonly actor: string
}

/**
 * The same for a whole set, as if pair after pair had been joined, in a handful of statements. Everybody concerned is
 * locked first, in one order: two officers at once, or an officer and the night, cannot cross. Unless it `mayConflict`, a
 * union that would give a person two national insurance numbers or dates of birth is refused, and one that an officer was not sure of. Answers each, in order.
 */
export async function joinAll(
  db: Db,
  { councilId, unions, mayConflict, actor }: JoinAll,
): Promise<readonly Answer[]> {
  const partyIds = unions.flatMap(({ one, other }) => [one, other])
  await takeTurn(db, councilId)
  const locked = await lockPeople(db, councilId, partyIds)
  const personOf = new Map(locked.map(({ id, personId }) => [id, personId]))
  const leads = locked.filter(({ id, personId }) => id === personId)
  const leadIds = leads.map(({ id }) => id)
  const facts = mayConflict ? new Map<string, Single>() : await factsOf(db, councilId, leadIds)
  const united = unite(
    leads.map(({ id, knownSince }) => ({
      personId: id,
      knownSince,
      ...(facts.get(id) ?? nothingSaid),
    })),
    await saidToBeTwo(
      db,
      councilId,
      leadIds,
      mayConflict ? ['different'] : ['different', 'not sure'],
    ),
    unions.map(({ one, other, why }) => ({
      one: personOf.get(one) ?? one,
      other: personOf.get(other) ?? other,
      why,
    })),
    { mayConflict },
  )
  if (united.joins.length > 0) await write(db, { councilId, actor, united })
  return united.answers
}

const nothingSaid: Single = {
  numbers: undefined,
  births: undefined,
  companyNumbers: undefined,
  kinds: undefined,
}

const rangeOf = (lowest: string | null, highest: string | null): Range =>
  lowest === null || highest === null ? undefined : [lowest, highest]

/** What the records of these people say that no one person has two of. */
async function factsOf(
  db: Db,
  councilId: number,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Single>> {
  const known = await db.many(
    z.object({
      personId: z.string(),
      lowestNumber: z.string().nullable(),
      highestNumber: z.string().nullable(),
      firstBirth: z.string().nullable(),
      lastBirth: z.string().nullable(),
      lowestCompany: z.string().nullable(),
      highestCompany: z.string().nullable(),
      oneKind: z.string(),
      otherKind: z.string(),
    }),
    sql`
      select party.person_id,
        min(record.national_insurance_number) as lowest_number, max(record.national_insurance_number) as highest_number,
        min(record.date_of_birth)::text as first_birth, max(record.date_of_birth)::text as last_birth,
        min(record.company_number) as lowest_company, max(record.company_number) as highest_company,
        min(party.kind) as one_kind, max(party.kind) as other_kind
      from parties.party as party
      join parties.source_record as record
        on record.council_id = ${councilId}::int and record.party_id = party.id and record.superseded_at is null
      where party.council_id = ${councilId}::int and party.person_id = any(${[...personIds]}::uuid[])
      group by party.person_id`,
  )
  return new Map(
    known.map(of => [
      of.personId,
      {
        numbers: rangeOf(of.lowestNumber, of.highestNumber),
        births: rangeOf(of.firstBirth, of.lastBirth),
        companyNumbers: rangeOf(of.lowestCompany, of.highestCompany),
        kinds: rangeOf(of.oneKind, of.otherKind),
      },
    ]),
  )
}

/** Which of these people somebody decided to be two; where nobody looks, also who somebody was not sure of. */
const saidToBeTwo = (
  db: Db,
  councilId: number,
  personIds: readonly string[],
  states: readonly string[],
) =>
  db.many(
    z.object({ one: z.string(), other: z.string(), because: z.string().nullable() }),
    sql`
      select one.person_id as one, other.person_id as other, match.because
      from parties.party as one
      join parties.proposed_match as match
        on match.council_id = ${councilId}::int and match.left_id = one.id and match.state = any(${[...states]}::text[])
      join parties.party as other on other.council_id = ${councilId}::int and other.id = match.right_id
      where one.council_id = ${councilId}::int and one.person_id = any(${[...personIds]}::uuid[])
        and other.person_id = any(${[...personIds]}::uuid[])`,
  )

/** Writes who is of whom now: why, from when and by whom; and who led them before, until when. */
async function write(
  db: Db,
  {
    councilId,
    actor,
    united: { joins, moves },
  }: { readonly councilId: number; readonly actor: string; readonly united: United },
): Promise<void> {
  const joined = joins.map(({ joined }) => joined)
  const leads = joins.map(({ lead }) => lead)
  await db.run(sql`
    update parties.membership as membership set
      left_at = clock_timestamp(), left_by = ${actor}, left_why = 'joined ' || ended.lead
    from unnest(${joined}::uuid[], ${leads}::uuid[]) as ended (joined, lead)
    join parties.party as party on party.council_id = ${councilId}::int and party.person_id = ended.joined
    where membership.council_id = ${councilId}::int and membership.party_id = party.id
      and membership.left_at is null`)
  await fillTable(
    db,
    'parties.membership',
    sql`
      insert into parties.membership (council_id, party_id, person_id, why, joined_at, joined_by)
      select ${councilId}::int, party.id, moved.lead, moved.why, clock_timestamp(), ${actor}
      from unnest(
        ${[...moves.keys()]}::uuid[], ${[...moves.values()].map(({ lead }) => lead)}::uuid[],
        ${[...moves.values()].map(({ why }) => why)}::text[]) as moved (joined, lead, why)
      join parties.party as party on party.council_id = ${councilId}::int and party.person_id = moved.joined`,
  )
  await db.run(sql`
    update parties.party as party set merged_into = moved.lead
    from unnest(
      ${[...moves.keys()]}::uuid[], ${[...moves.values()].map(({ lead }) => lead)}::uuid[]) as moved (joined, lead)
    where party.council_id = ${councilId}::int and party.person_id = moved.joined`)
  await noteForReview(db, councilId, sql`select unnest(${leads}::uuid[]) as party_id`)
  await recordSet(db, {
    councilId,
    actor,
    action: 'joined',
    objectKind: 'person',
    objects: sql`
      select * from unnest(
        ${leads}::text[], ${joins.map(({ joined, why }) => JSON.stringify({ joined, why }))}::text[]) as done (object_id, detail)`,
  })
}
