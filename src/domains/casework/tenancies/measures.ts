import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { isBefore } from '#values/dates.ts'
import { median } from '#values/median.ts'
import type { Pence } from '#values/money.ts'
import { owedOnLastDay } from './notice.ts'

const ended = z.object({
  lastDay: date,
  hasForwarding: z.boolean(),
  hasTelephone: z.boolean(),
  /** As it was last projected before the tenancy was over; null where the rent was not known by then. */
  projected: pence.nullable(),
  owedOnLastDay: pence,
})
/** A tenancy whose last day lies in a period, as its notice stood on that day. */
export type Ended = z.infer<typeof ended>

/** The most tenancies of one period that are counted. */
export const mostCounted = 20_000

/**
 * The tenancies with a last day in a period, the days at both ends counted. What was recorded after the last day counts for none: an address
 * that came later was not captured, and a projection made then is none. Only of whom the viewer may see.
 */
export const endedIn = (
  db: Db,
  {
    councilId,
    from,
    to,
  }: {
    readonly councilId: number
    readonly from: Temporal.PlainDate
    readonly to: Temporal.PlainDate
  },
): Promise<readonly Ended[]> =>
  db.many(
    ended,
    sql`
      select latest.last_day, coalesce(known.has_forwarding, false) as has_forwarding,
        coalesce(known.has_telephone, false) as has_telephone, known.projected, owed.on_last_day as owed_on_last_day
      from casework.tenancy_notice as latest
      join parties.party as party on party.council_id = ${councilId}::int and party.id = latest.party_id
      left join lateral (
        select before.has_forwarding, before.has_telephone, before.projected
        from casework.tenancy_notice as before
        where before.council_id = ${councilId}::int and before.account_id = latest.account_id
          and before.recorded_on <= latest.last_day
        order by before.number desc limit 1
      ) as known on true
      cross join lateral (${owedOnLastDay(councilId)}) as owed
      where latest.council_id = ${councilId}::int and latest.last_day between ${from}::date and ${to}::date
        and not exists (
          select from casework.tenancy_notice as newer
          where newer.council_id = ${councilId}::int and newer.account_id = latest.account_id and newer.number > latest.number)
      order by latest.last_day, latest.id
      limit ${mostCounted}::int`,
  )

export type Measures = {
  readonly notices: number
  /** Whole per cent, rounded down; undefined of none. */
  readonly forwarding: number | undefined
  readonly telephone: number | undefined
  /** Of those that are over and were projected in time: how many, and how many came to it to the penny. */
  readonly compared: number
  readonly right: number
  /** Pence between what was projected and what was owed: the middle one, and the largest. */
  readonly medianOff: Pence | undefined
  readonly mostOff: Pence | undefined
}

/** How many said where they go and how they are reached, and how right the projections were. What is not over is not compared. */
export function measure(tenancies: readonly Ended[], today: Temporal.PlainDate): Measures {
  const share = (count: number): number | undefined =>
    tenancies.length === 0 ? undefined : Math.floor((count * 100) / tenancies.length)
  const off = tenancies.flatMap(({ lastDay, projected, owedOnLastDay }) =>
    projected !== null && isBefore(lastDay, today)
      ? [owedOnLastDay < projected ? projected - owedOnLastDay : owedOnLastDay - projected]
      : [],
  )
  const middle = median(off.map(Number))
  return {
    notices: tenancies.length,
    forwarding: share(tenancies.filter(({ hasForwarding }) => hasForwarding).length),
    telephone: share(tenancies.filter(({ hasTelephone }) => hasTelephone).length),
    compared: off.length,
    right: off.filter(amount => amount === 0n).length,
    medianOff: middle === undefined ? undefined : BigInt(Math.round(middle)),
    mostOff: off.length === 0 ? undefined : off.reduce((a, b) => (a > b ? a : b)),
  }
}
