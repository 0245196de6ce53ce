import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import type { Sent } from '#web/form-key.ts'
import { redirect, type Reply } from '#web/route.ts'
import { sentBefore } from './refusals.ts'

/**
 * Does the work of a form once, however often it is sent: the second time answers as the first did, and waits for it
 * if it is still going. What was done and that it was done are one transaction. A page with errors is not remembered,
 * so that it can be put right and sent again; the same key with other content after it was done is refused.
 */
export async function once(
  db: Db,
  { councilId, actor, route, key, content }: Sent,
  work: () => Promise<Reply>,
): Promise<Outcome<Reply>> {
  const requestSha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  await db.run(
    sql`select pg_advisory_xact_lock(3, hashtext(${`${councilId}/${actor}/${route}/${key}`}))`,
  )
  const before = await db.maybeOne(
    z.object({ requestSha256: z.string(), location: z.string().nullable() }),
    sql`
      select request_sha256, location from administration.idempotency
      where council_id = ${councilId}::int and actor_id = ${actor} and route = ${route} and key = ${key}`,
  )
  if (before) {
    return before.requestSha256 === requestSha256
      ? done(redirect(before.location ?? '/'))
      : refused(sentBefore)
  }
  const reply = await work()
  // One that changes who is signed in is no answer to give again.
  if (reply.is !== 'redirect' || reply.cookie) return done(reply)
  await db.run(sql`
    insert into administration.idempotency (council_id, actor_id, route, key, request_sha256, status, location)
    values (${councilId}::int, ${actor}, ${route}, ${key}, ${requestSha256}, 303, ${reply.to})`)
  return done(reply)
}

/** Files are sent again weeks later, forms hardly ever: after so many days a key is forgotten. */
const daysKept = 90

export const forgetOldKeys = (db: Db, councilId: number): Promise<number> =>
  db.run(sql`
    delete from administration.idempotency
    where council_id = ${councilId}::int and created_at < clock_timestamp() - make_interval(days => ${daysKept}::int)`)
