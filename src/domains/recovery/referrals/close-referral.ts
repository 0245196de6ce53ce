import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { formatDate } from '#values/dates.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import type { ReturnCode } from './return-codes.ts'

/** What must be said in words, for whoever decides next. */
const needsANote: readonly ReturnCode[] = ['disputed', 'vulnerable', 'not suitable']

const noSuchReferral: Refusal = {
  code: 'no-such-referral',
  says: 'There is no such referral on this account. Nothing was changed.',
}
const alreadyClosed = (code: string, on: Temporal.PlainDate): Refusal => ({
  code: 'already-closed',
  says: `It was closed on ${formatDate(on)} as “${code}”, and stays so. Nothing was changed.`,
})
const sayWhy: Refusal = {
  code: 'say-why',
  says: 'Say what you found: whoever decides next has only that to go by. Nothing was changed.',
}

/** Closes an open referral with what came of it. The account is looked at again on the next night. */
export async function closeReferral(
  db: Db,
  {
    councilId,
    accountId,
    referralId,
    returnCode,
    note,
    by,
    today,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly referralId: string
    readonly returnCode: ReturnCode
    readonly note: string
    readonly by: string
    readonly today: Temporal.PlainDate
  },
): Promise<Outcome<{ readonly kind: string }>> {
  const found = await db.maybeOne(
    z.object({ kind: z.string(), closedOn: date.nullable(), returnCode: z.string().nullable() }),
    sql`
      select kind, closed_on, return_code from recovery.referral
      where council_id = ${councilId}::int and id = ${referralId}::uuid and account_id = ${accountId}::uuid
      for update`,
  )
  if (!found) return refused(noSuchReferral)
  if (found.closedOn) return refused(alreadyClosed(found.returnCode ?? '', found.closedOn))
  if (needsANote.includes(returnCode) && note.trim() === '') return refused(sayWhy)
  await db.run(sql`
    update recovery.referral set
      closed_at = clock_timestamp(), closed_on = ${today}::date, return_code = ${returnCode}::text,
      closed_by = ${by}::text, note = ${note}::text
    where council_id = ${councilId}::int and id = ${referralId}::uuid`)
  await record(db, {
    councilId,
    actor: by,
    action: 'closed a referral',
    objectKind: 'referral',
    objectId: referralId,
    detail: { kind: found.kind, returnCode },
  })
  return done({ kind: found.kind })
}
