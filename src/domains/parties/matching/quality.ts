import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const band = z.object({
  from: z.number(),
  same: z.number(),
  different: z.number(),
  waiting: z.number(),
})
/** How the pairs of a band of probability were decided by people. */
export type Band = z.infer<typeof band>

/** What people made of the pairs they looked at, by how likely each was, the likeliest first. */
export const bands = (db: Db, councilId: number): Promise<readonly Band[]> =>
  db.many(
    band,
    sql`
      select bound.at as from,
        count(*) filter (where match.state = 'same')::int as same,
        count(*) filter (where match.state = 'different')::int as different,
        count(*) filter (where match.state in ('waiting', 'not sure'))::int as waiting
      from (values (0.999::double precision, 1.1::double precision), (0.99, 0.999), (0.9, 0.99), (0.7, 0.9), (0, 0.7)) as bound (at, below)
      left join parties.proposed_match as match
        on match.council_id = ${councilId}::int and match.probability >= bound.at and match.probability < bound.below
        and match.state <> 'joined'
      group by bound.at order by bound.at desc`,
  )

/** What joining from so likely would have made of the pairs that people decided. */
export type Threshold = {
  readonly at: number
  /** Pairs at so much or more that people called one, and called different: precision is the first among both. */
  readonly same: number
  readonly different: number
  /** All pairs that people called one: recall is `same` among them. */
  readonly allSame: number
}

/** Each band's beginning as a threshold, from bands with the likeliest first. */
export function thresholds(bands: readonly Band[]): readonly Threshold[] {
  const allSame = bands.reduce((sum, { same }) => sum + same, 0)
  let [same, different] = [0, 0]
  return bands.map(band => {
    same += band.same
    different += band.different
    return { at: band.from, same, different, allSame }
  })
}

const below = z.object({ pairs: count, expected: z.number() })
/** Pairs that were compared and are less likely than what is shown, and how many of them are one if each is as likely as was said. */
export type BelowReview = z.infer<typeof below>

/** Counted by bands: a line within a band counts the whole of it. Pairs that share no key were never compared and are not in it. */
export const belowReview = (db: Db, councilId: number, reviewAt: number): Promise<BelowReview> =>
  db.one(
    below,
    sql`
      select coalesce(sum(pairs), 0)::bigint as pairs, coalesce(sum(expected), 0) as expected
      from parties.compared_pairs
      where council_id = ${councilId}::int and band < ${reviewAt}::double precision`,
  )
