import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'

export const kindsOfDay = ['calendar days', 'working days'] as const

const targets = z.object({
  /** Days to decide one about somebody's safety, and any other: from the day it was asked, which is not counted. */
  safetyDays: z.number(),
  otherDays: z.number(),
  /** What the others are counted in. Safety is counted in calendar days. */
  otherDaysAre: z.enum(kindsOfDay),
  /** Days within which somebody must have tried to reach the person. */
  contactDays: z.number(),
})

/** How soon escalations are to be decided. The council's to set: no law says. */
export type EscalationTargets = z.infer<typeof targets>

/** Ours, until a council sets its own. */
export const shippedTargets: EscalationTargets = {
  safetyDays: 1,
  otherDays: 5,
  otherDaysAre: 'calendar days',
  contactDays: 90,
}

export const escalationTargets = async (db: Db, councilId: number): Promise<EscalationTargets> =>
  (await db.maybeOne(
    targets,
    sql`
      select safety_days, other_days, other_days_are, contact_days from casework.escalation_targets
      where council_id = ${councilId}::int`,
  )) ?? shippedTargets

/** Sets a council's targets, for what is asked from now on: what waits keeps the day it was given. */
export async function setEscalationTargets(
  db: Db,
  {
    councilId,
    by,
    ...set
  }: EscalationTargets & { readonly councilId: number; readonly by: string },
): Promise<void> {
  await db.run(sql`
    insert into casework.escalation_targets (council_id, safety_days, other_days, other_days_are, contact_days, set_by)
    values (
      ${councilId}::int, ${set.safetyDays}::int, ${set.otherDays}::int, ${set.otherDaysAre}::text, ${set.contactDays}::int,
      ${by}::text)
    on conflict (council_id) do update set
      safety_days = excluded.safety_days, other_days = excluded.other_days,
      other_days_are = excluded.other_days_are, contact_days = excluded.contact_days,
      set_by = excluded.set_by, set_at = clock_timestamp()`)
  await record(db, {
    councilId,
    actor: by,
    action: 'set the targets of escalations',
    objectKind: 'escalation targets',
    objectId: `${councilId}`,
    detail: { ...set },
  })
}
