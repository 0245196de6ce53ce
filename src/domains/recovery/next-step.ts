import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'

const planned = z.object({
  actionKind: z.string(),
  businessDate: date,
  status: z.enum(['planned', 'submitted', 'approved', 'running']),
})
type Planned = z.infer<typeof planned>

/**
 * What recovery does next about any of these accounts, and when, in a line: a step of a run that has not ended, else the
 * first day on which time alone can change a decision. Undefined when only an event can.
 */
export async function nextStepFor(
  db: Db,
  { councilId, accountIds }: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<string | undefined> {
  const [first] = await db.many(
    planned,
    sql`
      select item.action_kind, run.business_date, run.status
      from recovery.run as run
      join recovery.run_item as item on item.council_id = ${councilId}::int and item.run_id = run.id
      where run.council_id = ${councilId}::int and run.status in ('planned', 'submitted', 'approved', 'running')
        and item.outcome in ('planned', 'released') and item.account_id = any(${[...accountIds]}::uuid[])
      order by run.business_date, item.action_kind limit 1`,
  )
  if (first) return inWords(first)
  const { on } = await db.one(
    z.object({ on: date.nullable() }),
    sql`
      select min(next_review_on) as on from recovery.account_state
      where council_id = ${councilId}::int and account_id = any(${[...accountIds]}::uuid[])`,
  )
  return on ? `decided again on ${formatDate(on)}` : undefined
}

const waits = {
  planned: 'not yet submitted',
  submitted: 'waiting for approval',
  approved: 'approved, going out',
  running: 'going out now',
} as const satisfies Record<Planned['status'], string>

const inWords = ({ actionKind, businessDate, status }: Planned): string =>
  `${actionKind} in the run of ${formatDate(businessDate)}, ${waits[status]}`
