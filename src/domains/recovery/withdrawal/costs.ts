import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { letterKinds, type Action, toldStages } from '../actions.ts'
import { stages } from '../facts.ts'
import type { Withdrawn } from '../withdraw.ts'

/** What a court is gone to upon. A telephone call or a visit that was withdrawn makes no costs wrong. */
const leadToCourt: readonly Action[] = [...letterKinds, 'summons list']

const resting = z.object({ accountId: z.string(), since: date, before: date.nullable() })
/** On an account, whatever a court did from `since`, and before `before` where that is given, rests on what was withdrawn. */
export type Resting = z.infer<typeof resting>

/**
 * Which costs of court rest on what was withdrawn: on each account those charged from the day of the first of it, but for what another
 * notice carries that stands and goes as far. Such costs are lawful, and stay: those charged from that notice on (`before`), and all of them
 * where it, or a step of the court, is older than what was withdrawn.
 */
export const costsThatRestOn = (
  db: Db,
  councilId: number,
  withdrawn: readonly Withdrawn[],
): Promise<readonly Resting[]> =>
  db.many(
    resting,
    sql`
      select first.account_id, first.since, min(standing.served_on) as before
      from (
        select action.account_id, min(action.served_on) as since,
          -- The list of those to summon is ours: what a court asks for is the letter before it.
          coalesce(max(known.place) filter (where action.kind <> 'summons list'), max(known.place)) as furthest
        from recovery.action as action
        cross join lateral (select array_position(${[...stages]}::text[], action.kind) as place) as known
        where action.council_id = ${councilId}::int and action.id = any(${withdrawn.map(({ id }) => id)}::uuid[])
          and action.kind = any(${[...leadToCourt]}::text[])
        group by action.account_id
      ) as first
      left join recovery.action as standing
        on standing.council_id = ${councilId}::int and standing.account_id = first.account_id
        and standing.served_on is not null and standing.cancelled_at is null
        and (standing.kind = any(${[...leadToCourt]}::text[])
            and array_position(${[...stages]}::text[], standing.kind) >= first.furthest
          or standing.kind = any(${[...toldStages]}::text[]) and standing.served_on < first.since)
      group by first.account_id, first.since`,
  )
