import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

/**
 * How many items of a plan lack the earlier step that the law's floor asks for theirs: none that stands of any kind it may come after. A plan
 * with any is never approved; and should it be released all the same, the database refuses each of them by the same floor.
 */
export const lackingEarlierStep = async (
  db: Db,
  { councilId, runId }: { readonly councilId: number; readonly runId: string },
): Promise<number> =>
  (
    await db.one(
      z.object({ lacking: z.number() }),
      sql`
        select count(*)::int as lacking
        from recovery.run_item as item
        join recovery.run as run on run.council_id = ${councilId}::int and run.id = item.run_id
        join administration.council as council on council.council_id = ${councilId}::int
        join debts.debt_type as type on type.council_id = ${councilId}::int and type.name = item.debt_type
        where item.council_id = ${councilId}::int and item.run_id = ${runId}::uuid
          and not exists (
            select from recovery.step_floor as floor
            where floor.family = type.family and floor.nation = council.nation and floor.kind = item.action_kind
              and floor.in_force @> run.business_date
              and (floor.previous_kind is null or floor.previous_kind = 'anything' or exists (
                select from recovery.action as action
                where action.council_id = ${councilId}::int and action.account_id = item.account_id
                  and action.kind = floor.previous_kind and action.served_on is not null and action.cancelled_at is null)))`,
    )
  ).lacking
