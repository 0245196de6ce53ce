import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { allWays } from './ways.ts'

const evidence = z.object({
  id: z.string(),
  /** The step, or the letter that is none, that it is about. */
  noticeId: z.string(),
  way: z.enum(allWays),
  onDay: date,
  /** “14:30”, where it is known. */
  atTime: z.string().nullable(),
  postClass: z.enum(['first class', 'second class']).nullable(),
  place: z.string(),
  byWhom: z.string(),
  receivedBy: z.string(),
  reference: z.string(),
  says: z.string(),
  servedOn: date.nullable(),
  /** Why it stands in the place of the one before. */
  because: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: instant,
  takenBackWhy: z.string().nullable(),
  takenBackBy: z.string().nullable(),
  takenBackAt: instant.nullable(),
})

/** What an officer recorded of how a notice was served, or that it was not. */
export type Evidence = z.infer<typeof evidence>

/** Everything that was recorded of the notices of an account, the newest first. */
export const evidenceOn = (
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string },
): Promise<readonly Evidence[]> =>
  db.many(
    evidence,
    sql`
      select service.id, coalesce(service.action_id, service.letter_id) as notice_id, service.way, service.on_day, service.at_time,
        service.post_class, service.place, service.by_whom, service.received_by, service.reference, service.says,
        service.served_on, service.because, service.recorded_by, service.recorded_at, back.because as taken_back_why,
        back.by as taken_back_by, back.at as taken_back_at
      from casework.service as service
      left join casework.service_taken_back as back
        on back.council_id = ${councilId}::int and back.service_id = service.id
      where service.council_id = ${councilId}::int and service.account_id = ${accountId}::uuid
      order by service.number desc`,
  )

/** The newest that was not taken back. */
export const standing = (recorded: readonly Evidence[]): Evidence | undefined =>
  recorded.find(({ takenBackAt }) => takenBackAt === null)
