import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { instant, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { chargeKinds } from './kinds.ts'

const waiting = z.object({
  id: z.string(),
  componentId: z.string(),
  accountId: z.string(),
  reference: z.string(),
  debtType: z.string(),
  leadName: z.string(),
  kind: z.enum(chargeKinds),
  amount: pence,
  because: z.string(),
  askedBy: z.string(),
  askedAt: instant,
})
/** A waiver that waits for a second person. */
export type WaitingWaiver = z.infer<typeof waiting>

/** The waivers that wait for somebody's agreement, the oldest first, a hundred at most. Of restricted people to those who may see them. */
export const waitingWaivers = (db: Db, councilId: number): Promise<readonly WaitingWaiver[]> =>
  db.many(
    waiting,
    sql`
      select waiver.id, waiver.component_id, account.id as account_id, account.reference, account.debt_type,
        lead.name as lead_name, component.kind, waiver.amount, waiver.because, waiver.asked_by, waiver.asked_at
      from charges.waiver as waiver
      join charges.component as component on component.council_id = ${councilId}::int and component.id = waiver.component_id
      join debts.account as account on account.council_id = ${councilId}::int and account.id = component.account_id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      where waiver.council_id = ${councilId}::int and waiver.state = 'asked'
      order by waiver.asked_at, waiver.id limit 100`,
  )
