import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

export const alarmKinds = [
  'gap',
  'not ours',
  'claim',
  'file differs',
  'paused',
  'late',
  'payer died',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

const alarm = z.object({
  id: z.string(),
  kind: z.enum(alarmKinds),
  says: z.string(),
  mandateId: z.string().nullable(),
  reference: z.string().nullable(),
  accountId: z.string().nullable(),
  raisedAt: instant,
})
/** Something about direct debits that a person has to look at. */
export type Alarm = z.infer<typeof alarm>

/** Raises an alarm, once for its key where it has one. `says` is for officers: what happened, and what to do next. */
export const raise = async (
  db: Db,
  {
    councilId,
    kind,
    says,
    mandateId,
    key = randomUUID(),
  }: {
    readonly councilId: number
    readonly kind: AlarmKind
    readonly says: string
    readonly mandateId?: string | undefined
    readonly key?: string
  },
): Promise<void> => {
  await db.run(sql`
    insert into payments.bacs_alarm (council_id, id, kind, says, mandate_id)
    values (${councilId}::int, platform.id_of('bacs alarm', ${councilId}::int, ${key}::text), ${kind}::text, ${says}::text,
      ${mandateId ?? null}::uuid)
    on conflict (council_id, id) do nothing`)
}

/** The alarms that nobody has settled, the oldest first, two hundred at most. */
export const openAlarms = (db: Db, councilId: number): Promise<readonly Alarm[]> =>
  db.many(
    alarm,
    sql`
      select alarm.id, alarm.kind, alarm.says, alarm.mandate_id, mandate.reference, mandate.account_id, alarm.raised_at
      from payments.bacs_alarm as alarm
      left join payments.mandate as mandate on mandate.council_id = ${councilId}::int and mandate.id = alarm.mandate_id
      where alarm.council_id = ${councilId}::int and alarm.settled_at is null
      order by alarm.raised_at, alarm.id limit 200`,
  )

/** Somebody looked, and says what was done. False when it was settled already. */
export async function settleAlarm(
  db: Db,
  {
    councilId,
    alarmId,
    why,
    actor,
  }: {
    readonly councilId: number
    readonly alarmId: string
    readonly why: string
    readonly actor: string
  },
): Promise<boolean> {
  const settled = await db.run(sql`
    update payments.bacs_alarm set settled_at = clock_timestamp(), settled_by = ${actor}::text, settled_why = ${why}::text
    where council_id = ${councilId}::int and id = ${alarmId}::uuid and settled_at is null`)
  if (settled === 0) return false
  await record(db, {
    councilId,
    actor,
    action: 'settled an alarm',
    objectKind: 'bacs alarm',
    objectId: alarmId,
  })
  return true
}
