import { z } from 'zod'
import type { Database } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { releaseRun } from '../release.ts'
import { approveOn, drain, onDay, planOn } from './nights.ts'

/** What a night came to, without ids and times. */
export const outcomeOf = (
  database: Database,
  councilId: number,
): Promise<readonly { readonly says: string }[]> =>
  database.many(
    z.object({ says: z.string() }),
    sql`
      select concat_ws(' | ', account.reference, state.stage, state.last_rule, state.next_review_on, run.status, run.done,
        item.outcome, item.reason, action.kind, action.served_on, action.claimed, action.cancelled_at is null,
        effect.state, (select count(*) from recovery.decision
          where decision.council_id = account.council_id and decision.account_id = account.id)) as says
      from debts.account as account
      join recovery.account_state as state on state.council_id = account.council_id and state.account_id = account.id
      left join recovery.run_item as item on item.council_id = account.council_id and item.account_id = account.id
      left join recovery.run as run on run.council_id = account.council_id and run.id = item.run_id
      left join recovery.action as action on action.council_id = account.council_id and action.id = item.action_id
      left join platform.effect as effect on effect.council_id = account.council_id and effect.action_id = action.id
      where account.council_id = ${councilId}::int order by 1`,
  )

/** Does what is left of a night, from what the database says and nothing else. */
export async function carryOn(with_: Database, councilId: number, day: string): Promise<void> {
  const run = await planOn(with_, councilId, day)
  if (run.status === 'planned') await approveOn(with_, councilId, run, day)
  if (run.status !== 'done')
    await releaseRun(with_, { councilId, runId: run.id, clock: onDay(day) })
  await drain(with_, councilId, day)
}
