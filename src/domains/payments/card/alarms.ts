import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

export type CardAlarmKind =
  | 'differs'
  | 'not ours'
  | 'paid twice'
  | 'paid late'
  | 'refund failed'
  | 'refund elsewhere'
  | 'silent'
  | 'agreement stopped'
  | 'disputed'
  | 'dispute lost'

const alarm = z.object({
  id: z.string(),
  kind: z.string(),
  says: z.string(),
  requestId: z.string().nullable(),
  reference: z.string().nullable(),
  raisedAt: instant,
})
/** Something about card payments that a person has to look at. */
export type CardAlarm = z.infer<typeof alarm>

/** Raises an alarm, once for one thing. `says` is for officers: what happened, and what to do next. */
export const raiseCardAlarm = async (
  db: Db,
  raised: {
    readonly councilId: number
    readonly kind: CardAlarmKind
    readonly about: string
    readonly says: string
    readonly attemptId?: string | undefined
  },
): Promise<void> => {
  const { councilId, kind, about, says, attemptId } = raised
  await db.run(sql`
    insert into payments.card_alarm (council_id, id, kind, about, says, attempt_id)
    values (${councilId}::int, ${randomUUID()}::uuid, ${kind}::text, ${about}::text, ${says}::text,
      ${attemptId ?? null}::uuid)
    on conflict (council_id, kind, about) do nothing`)
}

/** The alarms that nobody has settled, the oldest first, two hundred at most. */
export const openCardAlarms = (db: Db, councilId: number): Promise<readonly CardAlarm[]> =>
  db.many(
    alarm,
    sql`
      select alarm.id, alarm.kind, alarm.says, attempt.request_id, attempt.reference, alarm.raised_at
      from payments.card_alarm as alarm
      left join payments.card_attempt as attempt
        on attempt.council_id = ${councilId}::int and attempt.id = alarm.attempt_id
      where alarm.council_id = ${councilId}::int and alarm.settled_at is null
      order by alarm.raised_at, alarm.id limit 200`,
  )

/** Somebody looked, and says what was done. False when it was settled already. */
export async function settleCardAlarm(
  db: Db,
  settling: {
    readonly councilId: number
    readonly alarmId: string
    readonly why: string
    readonly actor: string
  },
): Promise<boolean> {
  const { councilId, alarmId, why, actor } = settling
  const settled = await db.run(sql`
    update payments.card_alarm set
      settled_at = clock_timestamp(), settled_by = ${actor}::text, settled_why = ${why}::text
    where council_id = ${councilId}::int and id = ${alarmId}::uuid and settled_at is null`)
  if (settled === 0) return false
  await record(db, {
    councilId,
    actor,
    action: 'settled an alarm',
    objectKind: 'card alarm',
    objectId: alarmId,
  })
  return true
}
