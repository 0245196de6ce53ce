import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { emergencyStop } from '../regimes/index.ts'

const stoppedStep = z.object({
  accountId: z.string(),
  partyId: z.string(),
  name: z.string(),
  reference: z.string(),
  actionKind: z.string(),
  runId: z.string().nullable(),
})
/** A step that was about to be taken when a stop began. */
export type StoppedStep = z.infer<typeof stoppedStep>

/** The steps that a stop pulled, by account, 500 at most, and how many there are. Restricted records are kept back by the database. */
export async function stoppedSteps(
  db: Db,
  { councilId, stopId }: { readonly councilId: number; readonly stopId: string },
): Promise<{ readonly steps: readonly StoppedStep[]; readonly total: number }> {
  const steps = await db.many(
    stoppedStep,
    sql`
      select step.account_id, party.id as party_id, party.name, account.reference, step.action_kind, step.run_id
      from recovery.stopped_step as step
      join debts.account as account on account.council_id = ${councilId}::int and account.id = step.account_id
      join parties.party as party on party.council_id = ${councilId}::int and party.id = account.lead_party_id
      where step.council_id = ${councilId}::int and step.stop_id = ${stopId}::uuid
      order by account.reference, step.account_id, step.action_kind limit 500`,
  )
  const { total } = await db.one(
    z.object({ total: z.number() }),
    sql`
      select count(*)::int as total from recovery.stopped_step
      where council_id = ${councilId}::int and stop_id = ${stopId}::uuid`,
  )
  return { steps, total }
}

/** How many accounts the nights have found held by an emergency and by nothing before it. */
export const heldByEmergency = async (db: Db, councilId: number): Promise<number> =>
  (
    await db.one(
      z.object({ held: z.number() }),
      sql`
        select count(*)::int as held from recovery.account_state
        where council_id = ${councilId}::int and last_outcome = 'hold' and last_rule = ${emergencyStop}::text`,
    )
  ).held
