import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { capitalised } from '#values/text.ts'
import { partiesOf } from '../queries.ts'
import { type Mark, marksOf } from './detail.ts'

const said = z.object({
  at: instant,
  by: z.string(),
  route: z.string(),
  says: z.string(),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  endedWhy: z.string().nullable(),
})

/** Something that changed how a person is reached, told without the detail that it is about. */
export type ReachEvent = {
  readonly at: Temporal.Instant
  readonly by: string
  readonly says: string
  readonly why?: string
}

/**
 * What was marked, decided and said of how to reach a person, and taken back, newest first. Of a confidential address only that
 * there was one: the words may tell where it is.
 */
export async function reachEventsOf(
  db: Db,
  councilId: number,
  personId: string,
): Promise<readonly ReachEvent[]> {
  const routes = await db.many(
    said,
    sql`
      select route.said_at as at, coalesce(staff.name, route.said_by) as by, route.route, route.says, route.ended_at,
        coalesce(ender.name, route.ended_by) as ended_by, route.ended_why
      from parties.safe_route as route
      left join administration.staff as staff on staff.staff_id::text = route.said_by
      left join administration.staff as ender on ender.staff_id::text = route.ended_by
      where route.council_id = ${councilId}::int and route.party_id in (${partiesOf(councilId, personId)})`,
  )
  const events = [
    ...(await marksOf(db, councilId, personId)).flatMap(ofMark),
    ...routes.flatMap(ofRoute),
  ]
  return events.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
}

const kinds = {
  address: 'An address',
  telephone: 'A telephone number',
  email: 'An e-mail address',
} as const

function ofMark(mark: Mark): readonly ReachEvent[] {
  const { kind, mark: as, markedAt, by, because, endedAt, endedBy, endedWhy } = mark
  const isDecision = as === 'accepted' || as === 'rejected'
  const called = `${kinds[kind]}${isDecision ? '' : ' marked'} ${as}`
  const words = (why: string | null) => (as === 'confidential' || why === null ? {} : { why })
  return [
    { at: markedAt, by, says: called, ...words(because) },
    ...(endedAt
      ? [{ at: endedAt, by: endedBy ?? by, says: `Taken back: ${called}`, ...words(endedWhy) }]
      : []),
  ]
}

const ofRoute = ({
  at,
  by,
  route,
  says,
  endedAt,
  endedBy,
  endedWhy,
}: z.infer<typeof said>): readonly ReachEvent[] => [
  { at, by, says: `The one safe way to reach them: ${route}`, why: says },
  ...(endedAt
    ? [
        {
          at: endedAt,
          by: endedBy ?? by,
          says: `${capitalised(route)} is not the one safe way any more`,
          ...(endedWhy !== null && { why: endedWhy }),
        },
      ]
    : []),
]
