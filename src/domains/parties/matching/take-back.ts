import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Decide, lockMatch } from './decide.ts'
import { part } from './part.ts'
import { lockPeople, takeTurn } from './people.ts'
import * as refusals from './refusals.ts'

/**
 * Takes a decision back, as if it had not been made. People whom it joined are the two that they were, each with every record that
 * other pairs had joined to theirs; people whom it kept apart may be proposed again. The pair is not sure from then on:
 * somebody has to look, and nothing joins them by itself. Refuses where more than the pair joins them. Audited.
 */
export async function undo(
  db: Db,
  { councilId, leftId, rightId, because, actor }: Omit<Decide, 'decision'>,
): Promise<Outcome<undefined>> {
  await takeTurn(db, councilId)
  const found = await lockMatch(db, { councilId, leftId, rightId })
  if (!found || found.state === 'waiting' || found.state === 'not sure')
    return refused(refusals.noSuchMatch)
  if (found.state !== 'different') {
    const side = await sideOf(db, { councilId, leftId, rightId })
    if (side === 'joined otherwise') return refused(refusals.joinedOtherwise)
    const parted = side && (await part(db, { councilId, partyIds: side, why: because, actor }))
    if (parted && !parted.ok) return parted
  }
  await db.run(sql`
    update parties.proposed_match set
      state = 'not sure', decided_at = clock_timestamp(), decided_by = ${actor}, because = ${because}
    where council_id = ${councilId}::int and left_id = ${leftId}::uuid and right_id = ${rightId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'took a decision back',
    objectKind: 'match',
    objectId: `${leftId}/${rightId}`,
    detail: { was: found.state, because },
  })
  return done(undefined)
}

type Pair = { readonly councilId: number; readonly leftId: string; readonly rightId: string }
const ends = z.object({ leftId: z.string(), rightId: z.string() })

/**
 * Everybody whom the other pairs keep with the right of this one; undefined where the two are apart already. More joins them
 * where the other pairs lead from one to the other, or leave somebody whom nothing keeps with either.
 */
async function sideOf(
  db: Db,
  { councilId, leftId, rightId }: Pair,
): Promise<readonly string[] | 'joined otherwise' | undefined> {
  const people = await lockPeople(db, councilId, [leftId, rightId])
  const personOf = new Map(people.map(({ id, personId }) => [id, personId]))
  if (personOf.get(leftId) !== personOf.get(rightId)) return undefined
  const pairs = await db.many(
    ends,
    sql`
      select left_id, right_id from parties.proposed_match
      where council_id = ${councilId}::int and state in ('joined', 'same')
        and left_id = any(${[...personOf.keys()]}::uuid[]) and right_id = any(${[...personOf.keys()]}::uuid[])
        and (left_id, right_id) <> (${leftId}::uuid, ${rightId}::uuid)`,
  )
  const left = reachedFrom(leftId, pairs)
  const right = reachedFrom(rightId, pairs)
  return left.has(rightId) || left.size + right.size < people.length
    ? 'joined otherwise'
    : [...right]
}

/** Everybody to whom these pairs lead from one. */
function reachedFrom(partyId: string, pairs: readonly z.infer<typeof ends>[]): ReadonlySet<string> {
  const reached = new Set([partyId])
  for (let before = 0; before < reached.size;) {
    before = reached.size
    for (const { leftId, rightId } of pairs)
      if (reached.has(leftId) || reached.has(rightId)) reached.add(leftId).add(rightId)
  }
  return reached
}

/**
 * Takes parties out of their person because an officer says that they are somebody else: every pair that they are in with those
 * who stay is different from now on, so that no night joins them again. Refuses where nobody would stay.
 */
export async function partAsDifferent(
  db: Db,
  asked: {
    readonly councilId: number
    readonly partyIds: readonly string[]
    readonly why: string
    readonly actor: string
  },
): Promise<Outcome<{ readonly from: string }>> {
  const { councilId, partyIds, why, actor } = asked
  const parted = await part(db, asked)
  if (!parted.ok) return parted
  await db.run(sql`
    update parties.proposed_match as match set
      state = 'different', decided_at = clock_timestamp(), decided_by = ${actor}, because = ${why}
    from parties.party as one, parties.party as other
    where match.council_id = ${councilId}::int
      and one.council_id = ${councilId}::int and one.id = any(${[...partyIds]}::uuid[])
      and other.council_id = ${councilId}::int and other.person_id = ${parted.value.from}::uuid
      and match.left_id = least(one.id, other.id) and match.right_id = greatest(one.id, other.id)`)
  return parted
}
