import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { isUsual } from '../run.ts'
import { bandsFrom } from '../simulation/cells.ts'
import { bandName } from '../simulation/segments.ts'

const line = z.object({
  by: z.enum(['type of debt', 'stage', 'balance']),
  value: z.string(),
  items: z.number(),
  lastItems: z.number(),
  monthItems: z.number(),
})
/** The accounts of a run that are alike in one thing: how many in it, how many went in the last usual run, and in the usual runs of the 31 days before it. */
export type SegmentLine = z.infer<typeof line>

/** A run by type of debt, by the stage that each account is at and by what is owed, each the most first and balances from the smallest. */
export async function runBySegment(
  db: Db,
  { councilId, runId }: { readonly councilId: number; readonly runId: string },
): Promise<readonly SegmentLine[]> {
  const lines = await db.many(
    line,
    sql`
      with this as (
        select id, business_date, attempt from recovery.run where council_id = ${councilId}::int and id = ${runId}::uuid
      ), before as (
        select run.id, run.business_date >= this.business_date - 31 as in_month,
          row_number() over (order by run.business_date desc, run.attempt desc) = 1 as is_last
        from recovery.run as run, this
        where run.council_id = ${councilId}::int and ${isUsual(councilId)}
          and (run.business_date, run.attempt) < (this.business_date, this.attempt)
      ), counted as (
        select id, true as is_this, false as is_last, false as in_month from this
        union all
        select id, false, is_last, in_month from before where is_last or in_month
      )
      select segment.by, segment.value,
        (count(*) filter (where counted.is_this))::int as items,
        (count(*) filter (where counted.is_last))::int as last_items,
        (count(*) filter (where counted.in_month))::int as month_items
      from counted
      join recovery.run_item as item on item.council_id = ${councilId}::int and item.run_id = counted.id
        and (counted.is_this or item.outcome = 'done')
      cross join lateral (values
        (1, 'type of debt', item.debt_type), (2, 'stage', item.stage),
        (3, 'balance', width_bucket(item.balance, ${[...bandsFrom]}::bigint[])::text)) as segment (n, by, value)
      group by segment.n, segment.by, segment.value
      order by segment.n, case when segment.by = 'balance' then segment.value::int end, items desc, segment.value`,
  )
  return lines.map(one =>
    one.by === 'balance' ? { ...one, value: bandName(Number(one.value)) } : one,
  )
}
