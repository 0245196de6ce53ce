import { formatDate } from '#values/dates.ts'
import type { Db } from '#platform/db.ts'
import type { Refusal } from '#values/outcome.ts'
import type { Dated } from '#law/dated.ts'
import type { Regime } from '../regimes/index.ts'
import type { KeptSimulation } from '../simulation/keep.ts'
import * as refusals from './refusals.ts'
import { nextFrom } from './versions.ts'

/** For so many days what a simulation shows of the book is taken for the book as it is: long enough to be decided on. */
export const daysThatASimulationHolds = 28

/** Why a finished simulation does not show what a policy would change from a day; undefined when it does. */
export function showsNoMore(
  { result }: KeptSimulation,
  {
    law,
    from,
    today,
  }: {
    readonly law: Dated<Regime>
    readonly from: Temporal.PlainDate
    readonly today: Temporal.PlainDate
  },
): Refusal | undefined {
  if (!result) return refusals.notSimulated
  const { asAt } = result
  if (Temporal.PlainDate.compare(asAt.add({ days: daysThatASimulationHolds }), today) < 0)
    return refusals.simulatedLongAgo(formatDate(asAt), daysThatASimulationHolds)
  const then = law.on(from)
  return then.from.equals(law.on(asAt).from)
    ? undefined
    : refusals.underAnotherLaw(formatDate(then.from))
}

/**
 * Why nothing can come into force on a day: another version is to come, on that day or later, or before it, so that this
 * one would take the place of a policy that it was not simulated beside.
 */
export async function anotherComes(
  db: Db,
  {
    today,
    ...asked
  }: {
    readonly councilId: number
    readonly debtType: string
    readonly from: Temporal.PlainDate
    readonly today: Temporal.PlainDate
  },
): Promise<Refusal | undefined> {
  const tomorrow = today.add({ days: 1 })
  const isLater = Temporal.PlainDate.compare(asked.from, tomorrow) > 0
  const next = await nextFrom(db, { ...asked, from: isLater ? tomorrow : asked.from })
  if (!next) return undefined
  return Temporal.PlainDate.compare(next, asked.from) < 0
    ? refusals.anotherBefore(formatDate(next))
    : refusals.another(formatDate(next))
}
