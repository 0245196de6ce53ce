import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { asCouncil, asDoorkeeper, type Database, type Db } from '#platform/db.ts'
import { count, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { record } from './audit.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { tryLater, wrongNameOrPassword } from './refusals.ts'

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Wrong tries in a quarter of an hour that cost nothing but the trying; after them each costs a growing wait. */
const freeTries = 5
const longestWaitSeconds = 300

const account = z.object({
  staffId: z.string(),
  passwordHash: z.string(),
  status: z.enum(['active', 'disabled']),
  councilId: z.number().nullable(),
  roles: z.array(z.string()).nullable(),
})

/** Checked when the name is unknown, so that a wrong name takes as long as a wrong password. */
const nobodysPassword = hashPassword(randomBytes(24).toString('base64url'))

/**
 * Signs someone in and answers with the token for their cookie, in the first council they work for.
 *
 * Guessing is slowed, for the name that was typed and for the address it came from alike, whether or not the name
 * exists; nobody is locked out for good, so a stranger cannot keep an officer from working. The answer and its time
 * are the same for a wrong name and a wrong password.
 */
export async function signIn(
  database: Database,
  {
    name,
    password,
    address,
    now,
  }: {
    readonly name: string
    readonly password: string
    readonly address: string
    readonly now: Temporal.Instant
  },
): Promise<Outcome<string>> {
  const signInName = name.trim().toLowerCase()
  const subjects = [`name/${signInName}`, `address/${address}`].map(hashOf)
  const wait = await asDoorkeeper(database, db => secondsToWait(db, subjects, now))
  if (wait > 0) return refused(tryLater(wait))

  const found = await asDoorkeeper(database, db =>
    db.maybeOne(
      account,
      sql`
        select staff.staff_id, staff.password_hash, staff.status, appointment.council_id, appointment.roles
        from administration.staff as staff
        left join administration.appointment as appointment on appointment.staff_id = staff.staff_id
        where staff.sign_in_name = ${signInName}::text
        order by appointment.council_id limit 1`,
    ),
  )
  const isRight = await isPassword(password, found?.passwordHash ?? (await nobodysPassword))
  const mayEnter = isRight && found?.status === 'active' && found.councilId !== null
  await asDoorkeeper(database, async db => {
    for (const subject of subjects) {
      await db.run(sql`
        insert into administration.sign_in_attempt (subject_hash, at, succeeded)
        values (${subject}, ${now}::timestamptz, ${mayEnter})`)
    }
    await db.run(sql`
      delete from administration.sign_in_attempt where at < ${now.subtract({ hours: 24 })}::timestamptz`)
  })
  if (!mayEnter || !found || found.councilId === null) return refused(wrongNameOrPassword)
  return done(
    await startSession(database, {
      staffId: found.staffId,
      councilId: found.councilId,
      roles: found.roles ?? [],
      createdAt: now,
      now,
      how: 'signed in',
    }),
  )
}

async function secondsToWait(
  db: Db,
  subjects: readonly string[],
  now: Temporal.Instant,
): Promise<number> {
  const { failures, last } = await db.one(
    z.object({ failures: count, last: instant.nullable() }),
    sql`
      select coalesce(max(failures), 0) as failures, max(last) as last
      from (
        select count(*) as failures, max(at) as last
        from administration.sign_in_attempt as attempt
        where subject_hash = any(${[...subjects]}::text[]) and not succeeded
          and at > ${now.subtract({ minutes: 15 })}::timestamptz
          and at > coalesce((
            select max(at) from administration.sign_in_attempt
            where subject_hash = attempt.subject_hash and succeeded), '-infinity')
        group by subject_hash
      ) as guessed`,
  )
  if (failures < freeTries || !last) return 0
  const wait = Math.min(2 ** (failures - freeTries + 1), longestWaitSeconds)
  return Math.max(0, Math.ceil(wait - last.until(now).total('seconds')))
}

/** A new session with a new token, audited in its council. The token is known to the cookie alone: we keep its hash. */
export async function startSession(
  database: Database,
  {
    staffId,
    councilId,
    roles,
    createdAt,
    now,
    how,
  }: {
    readonly staffId: string
    readonly councilId: number
    readonly roles: readonly string[]
    /** When they signed in; a switch of council does not begin the day again. */
    readonly createdAt: Temporal.Instant
    readonly now: Temporal.Instant
    readonly how: string
  },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await asDoorkeeper(database, async db => {
    await db.run(sql`
      insert into administration.session (token_hash, staff_id, council_id, csrf_token, roles, created_at, last_seen_at)
      values (
        ${hashOf(token)}, ${staffId}::uuid, ${councilId}::int, ${randomBytes(24).toString('base64url')},
        ${[...roles]}::text[], ${createdAt}::timestamptz, ${now}::timestamptz)`)
    await db.run(sql`
      update administration.staff set last_sign_in_at = ${now}::timestamptz where staff_id = ${staffId}::uuid`)
  })
  await asCouncil(database, councilId, db =>
    record(db, {
      councilId,
      actor: staffId,
      action: how,
      objectKind: 'session',
      objectId: hashOf(token).slice(0, 16),
    }),
  )
  return token
}
