import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { chargeKinds } from './kinds.ts'

const running = z.object({
  id: z.string(),
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  leadName: z.string(),
  kind: z.enum(chargeKinds),
  basisPoints: z.number(),
  startsOn: date,
  posted: pence,
  isStopped: z.boolean(),
})
/** Interest that has no last day yet. */
export type RunningInterest = z.infer<typeof running>

/** The interest that runs or is stopped, the oldest first, two hundred at most. Of restricted people to those who may see them. */
export const runningInterest = (db: Db, councilId: number): Promise<readonly RunningInterest[]> =>
  db.many(
    running,
    sql`
      select component.id, account.id as account_id, account.reference, account.debt_type, lead.name as lead_name,
        component.kind, component.basis_points, component.starts_on,
        (select coalesce(sum(own.amount), 0)::bigint from charges.component_entry as own
          where own.council_id = ${councilId}::int and own.component_id = component.id and own.what <> 'waived') as posted,
        exists (select from charges.stop as stop
          where stop.council_id = ${councilId}::int and stop.component_id = component.id and stop.until_on is null) as is_stopped
      from charges.component as component
      join debts.account as account on account.council_id = ${councilId}::int and account.id = component.account_id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      where component.council_id = ${councilId}::int and component.basis_points is not null and component.ends_on is null
      order by component.starts_on, component.id limit 200`,
  )
