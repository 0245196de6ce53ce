import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import type { Refusal } from '#values/outcome.ts'
import type { Action } from '../actions.ts'
import * as refusals from './refusals.ts'

const row = z.object({ accountId: z.string(), isOnItsWay: z.boolean(), isTaken: z.boolean() })

/**
 * What of ours stands in the way of a step, of each account that has any: a step that is on its way or waits for an approver
 * (another than `besides`, a proposal), or the very step taken for the same period, that stands and is not closed. For
 * after the gate, whose locks keep others from adding to it.
 */
export async function inTheWay(
  db: Db,
  {
    councilId,
    accountIds,
    action,
    besides,
  }: {
    readonly councilId: number
    readonly accountIds: readonly string[]
    readonly action: Action
    readonly besides?: string
  },
): Promise<ReadonlyMap<string, Refusal>> {
  const rows = await db.many(
    row,
    sql`
      select account.id as account_id, step.is_on_its_way, step.is_taken
      from debts.account as account
      cross join lateral (
        select
          exists (
            select from recovery.proposal
            where proposal.council_id = ${councilId}::int and proposal.account_id = account.id
              and proposal.state in ('waiting', 'released') and proposal.id is distinct from ${besides ?? null}::uuid)
          or exists (
            select from recovery.run
            join recovery.run_item as item on item.council_id = ${councilId}::int and item.run_id = run.id
              and item.account_id = account.id and item.outcome in ('planned', 'released')
            where run.council_id = ${councilId}::int and run.status in ('approved', 'running')) as is_on_its_way,
          exists (
            select from recovery.action
            where action.council_id = ${councilId}::int and action.account_id = account.id and action.kind = ${action}::text
              and action.period_key = coalesce(account.period_from::text, account.due_on::text, 'whole')
              and action.cancelled_at is null and action.closed_at is null) as is_taken
      ) as step
      where account.council_id = ${councilId}::int and account.id = any(${[...accountIds]}::uuid[])
        and (step.is_on_its_way or step.is_taken)`,
  )
  return new Map(
    rows.map(({ accountId, isOnItsWay }) => [
      accountId,
      isOnItsWay ? refusals.onItsWay : refusals.takenAlready,
    ]),
  )
}
