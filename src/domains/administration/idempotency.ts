import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { redirect, type Reply } from '#web/route.ts'
import { sentBefore } from './refusals.ts'

export type Sent = {
  readonly councilId: number
  readonly actor: string
  /** The route as written: `POST /accounts/:account/contacts`. */
  readonly route: string
  /** Made by the page when it was shown. */
  readonly key: string
  readonly requestSha256: string
}

/** The hash of a form as it was sent, whatever the order of its fields. */
export const requestSha256 = (typed: Readonly<Record<string, string | undefined>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(typed).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')

/**
 * Does the work of a form once, however often it is sent: the second time answers as the first did, and waits for it
 * if it is still going. What was done and that it was done are one transaction. A page with errors is not remembered,
 * so that it can be put right and sent again; the same key with other content after it was done is refused.
 */
export async function once(
  db: Db,
  { councilId, actor, route, key, requestSha256 }: Sent,
  work: () => Promise<Reply>,
): Promise<Outcome<Reply>> {
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
  if (reply.is !== 'redirect') return done(reply)
  await db.run(sql`
    insert into administration.idempotency (council_id, actor_id, route, key, request_sha256, status, location)
    values (${councilId}::int, ${actor}, ${route}, ${key}, ${requestSha256}, 303, ${reply.to})`)
  return done(reply)
}
