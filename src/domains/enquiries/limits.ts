import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Refusal } from '#values/outcome.ts'
import { tooManyInAnHour, tooManyInADay, tooManyNotAnswered } from './refusals.ts'

/** How many one person may ask. Of those that could not be answered fewer: that is what guessing looks like. */
export const most = { inAnHour: 30, inADay: 100, notAnsweredInADay: 15 } as const

export type Asked = {
  readonly inAnHour: number
  readonly inADay: number
  readonly notAnsweredInADay: number
}

/** Why somebody may not ask again yet; undefined while they may. */
export function refuseMore(asked: Asked): Refusal | undefined {
  if (asked.inADay >= most.inADay) return tooManyInADay(most.inADay)
  if (asked.inAnHour >= most.inAnHour) return tooManyInAnHour(most.inAnHour)
  if (asked.notAnsweredInADay >= most.notAnsweredInADay)
    return tooManyNotAnswered(most.notAnsweredInADay)
  return undefined
}

/**
 * How many somebody has asked in the last hour and day. They ask one at a time: until the transaction ends, another of theirs
 * waits, so that two at once cannot both be the last.
 */
export async function askedBy(db: Db, councilId: number, staffId: string): Promise<Asked> {
  await db.run(sql`select pg_advisory_xact_lock(4, hashtext(${`${councilId}/${staffId}`}))`)
  return db.one(
    z.object({ inAnHour: count, inADay: count, notAnsweredInADay: count }),
    sql`
      select count(*) filter (where asked_at > clock_timestamp() - interval '1 hour') as in_an_hour, count(*) as in_a_day,
        count(*) filter (where answer = 'not answered') as not_answered_in_a_day
      from enquiries.disclosure
      where council_id = ${councilId}::int and asked_by = ${staffId}::text
        and asked_at > clock_timestamp() - interval '1 day'`,
  )
}
