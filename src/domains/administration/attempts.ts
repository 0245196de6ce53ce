import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { count, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

/** Wrong tries that cost nothing, and the longest wait in seconds after those, which doubles from two. */
type Slowing = { readonly free: number; readonly longest: number }

/** One name from one address: how somebody guesses, and how somebody forgets. */
const namedFromHere: Slowing = { free: 5, longest: 300 }
/** One name from anywhere. Short, so that strangers who guess cannot keep its owner from working. */
const named: Slowing = { free: 10, longest: 60 }
/** Any name from one address, which a whole office may share. */
const fromHere: Slowing = { free: 20, longest: 300 }

export type Tries = { readonly wrong: number; readonly last: Temporal.Instant | null }

/** Whole seconds still to wait after these wrong tries; 0 when the next may be made now. */
export function secondsToWait(
  { wrong, last }: Tries,
  { free, longest }: Slowing,
  now: Temporal.Instant,
): number {
  if (wrong < free || last === null) return 0
  const wait = Math.min(2 ** Math.min(wrong - free + 1, 30), longest)
  return Math.max(0, Math.min(wait, Math.ceil(wait - last.until(now).total('seconds'))))
}

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

type Subject = { readonly name: string; readonly address: string; readonly now: Temporal.Instant }

const found = z.object({
  pairWrong: count,
  pairLast: instant.nullable(),
  nameWrong: count,
  nameLast: instant.nullable(),
  addressWrong: count,
  addressLast: instant.nullable(),
  isKnownHere: z.boolean(),
})

/**
 * Begins a try at signing in, as the doorkeeper: either its id, or the seconds to wait first. It counts as wrong
 * until `wasRight`, so that tries made side by side do not pass for one. Somebody who has signed in from this
 * address before is slowed by their own mistakes here alone, never by a stranger's.
 */
export async function beginAttempt(
  db: Db,
  { name, address, now }: Subject,
): Promise<{ readonly wait: number } | { readonly attemptId: string }> {
  const nameHash = hashOf(`name/${name}`)
  const addressHash = hashOf(`address/${address}`)
  await db.run(sql`select pg_advisory_xact_lock(1, hashtext(${addressHash}))`)
  await db.run(sql`select pg_advisory_xact_lock(2, hashtext(${nameHash}))`)
  const since = (minutes: number) => sql`${now.subtract({ minutes })}::timestamptz`
  const wrong = sql`not succeeded and at > ${since(60)}`
  const tries = await db.one(
    found,
    sql`
      with here as (
        select at, succeeded from administration.sign_in_attempt
        where name_hash = ${nameHash} and address_hash = ${addressHash}
      ), here_since as (
        select at from here
        where ${wrong} and at > coalesce((select max(at) from here where succeeded), '-infinity')
      ), by_name as (
        select at from administration.sign_in_attempt where name_hash = ${nameHash} and ${wrong}
      ), by_address as (
        select at from administration.sign_in_attempt
        where address_hash = ${addressHash} and not succeeded and at > ${since(15)}
      )
      select
        (select count(*) from here_since) as pair_wrong, (select max(at) from here_since) as pair_last,
        (select count(*) from by_name) as name_wrong, (select max(at) from by_name) as name_last,
        (select count(*) from by_address) as address_wrong, (select max(at) from by_address) as address_last,
        exists (select from here where succeeded) as is_known_here`,
  )
  const wait = Math.max(
    secondsToWait({ wrong: tries.pairWrong, last: tries.pairLast }, namedFromHere, now),
    tries.isKnownHere
      ? 0
      : secondsToWait({ wrong: tries.nameWrong, last: tries.nameLast }, named, now),
    tries.isKnownHere
      ? 0
      : secondsToWait({ wrong: tries.addressWrong, last: tries.addressLast }, fromHere, now),
  )
  if (wait > 0) return { wait }
  await db.run(sql`
    delete from administration.sign_in_attempt
    where at < ${now.subtract({ hours: 24 * 90 })}::timestamptz
      or (not succeeded and at < ${now.subtract({ hours: 24 })}::timestamptz)`)
  return db.one(
    z.object({ attemptId: z.string() }),
    sql`
      insert into administration.sign_in_attempt (name_hash, address_hash, at)
      values (${nameHash}, ${addressHash}, ${now}::timestamptz)
      returning attempt_id`,
  )
}

/** Marks the try as right, and answers how many wrong ones for this name came in the day before it. */
export async function wasRight(
  db: Db,
  attemptId: string,
  { name, now }: Omit<Subject, 'address'>,
): Promise<number> {
  await db.run(sql`
    update administration.sign_in_attempt set succeeded = true where attempt_id = ${attemptId}::uuid`)
  const { wrong } = await db.one(
    z.object({ wrong: count }),
    sql`
      select count(*) as wrong from administration.sign_in_attempt
      where name_hash = ${hashOf(`name/${name}`)} and not succeeded
        and at > ${now.subtract({ hours: 24 })}::timestamptz`,
  )
  return wrong
}
