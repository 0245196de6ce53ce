import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { toldStages } from '../actions.ts'
import { holdToLookAt } from '../hold-to-look-at.ts'
import type { Resting } from './costs.ts'

const atCourt = z.object({ accountId: z.string(), partyId: z.string(), stage: z.string() })

/**
 * Holds each account of which a court has taken a step, as its source tells, that rests on what was withdrawn: a summons or an order cannot be
 * undone from here, so nothing follows it until a person has seen to it at the court. Answers the step, the last of each account.
 */
export async function holdAtCourt(
  db: Db,
  {
    councilId,
    resting,
    because,
    by,
  }: {
    readonly councilId: number
    readonly resting: readonly Resting[]
    readonly because: string
    readonly by: string
  },
): Promise<ReadonlyMap<string, string>> {
  const found = await db.many(
    atCourt,
    sql`
      select distinct on (action.account_id) action.account_id, account.lead_party_id as party_id, action.kind as stage
      from unnest(
        ${resting.map(({ accountId }) => accountId)}::uuid[], ${resting.map(({ since }) => since)}::date[],
        ${resting.map(({ before }) => before)}::date[]
      ) as given (account_id, since, before)
      join recovery.action as action on action.council_id = ${councilId}::int and action.account_id = given.account_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = action.account_id
      where action.kind = any(${[...toldStages]}::text[]) and action.cancelled_at is null
        and action.served_on >= given.since and action.served_on < coalesce(given.before, 'infinity')
      order by action.account_id, array_position(${[...toldStages]}::text[], action.kind) desc`,
  )
  if (found.length === 0) return new Map()
  const { now } = await db.one(z.object({ now: instant }), sql`select clock_timestamp() as now`)
  for (const { accountId, partyId, stage } of found) {
    await holdToLookAt(db, {
      councilId,
      partyId,
      accountId,
      now,
      reason: `The notice before the ${stage} was withdrawn: ${because}`,
      by,
    })
  }
  return new Map(found.map(({ accountId, stage }) => [accountId, stage]))
}
