import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { lockPeople } from '../matching/people.ts'
import { partiesOf } from '../queries.ts'
import { detailsOf } from './detail.ts'
import * as refusals from './refusals.ts'

export const safeRoutes = [
  'letters only',
  'e-mail only',
  'texts only',
  'through their representative',
] as const

const safeRoute = z.object({
  id: z.string(),
  route: z.enum(safeRoutes),
  /** The one address that letters may go to, in standard form; any usable one without it. */
  standardForm: z.string().nullable(),
  says: z.string(),
  saidAt: instant,
  by: z.string(),
})
/** The one way by which a person may be reached, and what to do, in an officer's words. The reason is not kept. */
export type SafeRoute = z.infer<typeof safeRoute>

/** The ways of reaching somebody that we choose. At the office it is they who come. */
export type Way = 'telephone' | 'text' | 'email' | 'letter' | 'visit' | 'office'

/** Whether a person may be reached in a way. Without a safe route every way is open. */
export function mayReach(safe: Pick<SafeRoute, 'route'> | undefined, way: Way): boolean {
  if (!safe || way === 'office') return true
  switch (safe.route) {
    case 'letters only':
      return way === 'letter'
    case 'e-mail only':
      return way === 'email'
    case 'texts only':
      return way === 'text'
    case 'through their representative':
      return false
  }
}

/** The safe route of a person as it stands: the last that was said. */
export const safeRouteOf = (
  db: Db,
  councilId: number,
  personId: string,
): Promise<SafeRoute | undefined> =>
  db.maybeOne(
    safeRoute,
    sql`
      select route.id, route.route, route.standard_form, route.says, route.said_at, coalesce(staff.name, route.said_by) as by
      from parties.safe_route as route
      left join administration.staff as staff on staff.staff_id::text = route.said_by
      where route.council_id = ${councilId}::int and route.ended_at is null
        and route.party_id in (${partiesOf(councilId, personId)})
      order by route.said_at desc, route.id limit 1`,
  )

type SaySafeRoute = {
  readonly councilId: number
  readonly personId: string
  readonly route: (typeof safeRoutes)[number]
  /** The address that letters may go to and no other, of those known. */
  readonly addressId: string | undefined
  readonly says: string
  readonly actor: string
}

/**
 * Says by which one way a person may be reached, from now on: letters, calls and contacts obey it. It takes the place of what
 * was said before, which is kept. Refuses an address for anything but letters, or one that is not theirs. Audited without
 * the words.
 */
export async function saySafeRoute(db: Db, asked: SaySafeRoute): Promise<Outcome<void>> {
  const { councilId, personId, route, addressId, says, actor } = asked
  if (addressId !== undefined && route !== 'letters only') return refused(refusals.onlyLetters)
  await lockPeople(db, councilId, [personId])
  const details = await detailsOf(db, councilId, personId)
  const address = details.find(({ id, kind }) => id === addressId && kind === 'address')
  if (addressId !== undefined && !address) return refused(refusals.noSuchDetail)
  await end(db, { ...asked, why: 'another was said in its place' })
  await db.run(sql`
    insert into parties.safe_route (council_id, id, party_id, route, standard_form, says, said_by)
    values (${councilId}::int, ${randomUUID()}::uuid, ${personId}::uuid, ${route}, ${address?.standardForm ?? null}, ${says},
      ${actor})`)
  await record(db, {
    councilId,
    actor,
    action: 'said the safe way to reach somebody',
    objectKind: 'person',
    objectId: personId,
    detail: { route },
  })
  return done(undefined)
}

type EndSafeRoute = Pick<SaySafeRoute, 'councilId' | 'personId' | 'actor'> & {
  readonly why: string
}

/** Opens every way to reach a person again. Answers whether one was safe alone until now. */
export async function endSafeRoute(db: Db, ending: EndSafeRoute): Promise<boolean> {
  const { councilId, personId, actor, why } = ending
  await lockPeople(db, councilId, [personId])
  if ((await end(db, ending)) === 0) return false
  await record(db, {
    councilId,
    actor,
    action: 'ended the safe way to reach somebody',
    objectKind: 'person',
    objectId: personId,
    detail: { why },
  })
  return true
}

const end = (db: Db, { councilId, personId, actor, why }: EndSafeRoute): Promise<number> =>
  db.run(sql`
    update parties.safe_route set ended_at = clock_timestamp(), ended_by = ${actor}, ended_why = ${why}
    where council_id = ${councilId}::int and ended_at is null and party_id in (${partiesOf(councilId, personId)})`)
