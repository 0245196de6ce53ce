import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { isUsual } from '../run.ts'
import { runsBefore } from './brakes.ts'

const cell = z.object({
  runId: z.string(),
  businessDate: date,
  debtType: z.string(),
  actionKind: z.string(),
  items: z.number(),
})

/** A kind of notice in the runs before and in this one, oldest run first; none in a run is 0. */
export type KindHistory = { readonly label: string; readonly items: readonly number[] }
export type RunHistory = {
  readonly days: readonly Temporal.PlainDate[]
  readonly kinds: readonly KindHistory[]
}

/** A run beside the six usual ones before it: how many of each kind it is for, and how many of each went in those. */
export async function runHistory(
  db: Db,
  { councilId, runId }: { readonly councilId: number; readonly runId: string },
): Promise<RunHistory> {
  const cells = await db.many(
    cell,
    sql`
      with this as (
        select id, business_date, attempt from recovery.run where council_id = ${councilId}::int and id = ${runId}::uuid
      ), before as (
        select run.id, run.business_date, run.attempt from recovery.run as run, this
        where run.council_id = ${councilId}::int and ${isUsual(councilId)}
          and (run.business_date, run.attempt) < (this.business_date, this.attempt)
        order by run.business_date desc, run.attempt desc limit ${runsBefore}::int
      ), shown as (select * from before union all select * from this)
      select shown.id as run_id, shown.business_date, item.debt_type, item.action_kind, count(*)::int as items
      from shown
      join recovery.run_item as item on item.council_id = ${councilId}::int and item.run_id = shown.id
        and (item.outcome = 'done' or shown.id = ${runId}::uuid)
      group by shown.id, shown.business_date, shown.attempt, item.debt_type, item.action_kind
      order by shown.business_date, shown.attempt, item.debt_type, item.action_kind`,
  )
  const runs = [...new Map(cells.map(one => [one.runId, one.businessDate]))]
  const labels = [...new Set(cells.map(one => `${one.actionKind} (${one.debtType})`))].sort()
  return {
    days: runs.map(([, day]) => day),
    kinds: labels.map(label => ({
      label,
      items: runs.map(
        ([id]) =>
          cells.find(one => one.runId === id && `${one.actionKind} (${one.debtType})` === label)
            ?.items ?? 0,
      ),
    })),
  }
}
