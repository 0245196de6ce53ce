import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { asDoorkeeper, type Database, type Db, enterCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { beginAttempt, hashOf, wasRight } from './attempts.ts'
import { type AuditEntry, record } from './audit.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { tryLater, wrongNameOrPassword } from './refusals.ts'

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
 * are the same for a wrong name and a wrong password. The audit says how many wrong tries there were before.
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
  const attempt = await asDoorkeeper(database, db =>
    beginAttempt(db, { name: signInName, address, now }),
  )
  if ('wait' in attempt) return refused(tryLater(attempt.wait))

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
  if (!isRight || found?.status !== 'active' || found.councilId === null)
    return refused(wrongNameOrPassword)

  const { staffId, councilId, roles } = found
  return done(
    await asDoorkeeper(database, async db => {
      const wrongTries = await wasRight(db, attempt.attemptId, { name: signInName, now })
      await db.run(sql`
        update administration.staff set last_sign_in_at = ${now}::timestamptz where staff_id = ${staffId}::uuid`)
      const session = { staffId, councilId, roles: roles ?? [], createdAt: now, now }
      const token = await startSession(db, session)
      await enterCouncil(db, councilId)
      await record(db, {
        ...sessionEntry({ staffId, councilId, tokenHash: hashOf(token) }, 'signed in'),
        detail: { wrongTriesBefore: wrongTries },
      })
      return token
    }),
  )
}

/** A new session with a new token, as the doorkeeper. The token is known to the cookie alone: we keep its hash. */
export async function startSession(
  db: Db,
  {
    staffId,
    councilId,
    roles,
    createdAt,
    now,
  }: {
    readonly staffId: string
    readonly councilId: number
    readonly roles: readonly string[]
    /** When they signed in; a switch of council does not begin the day again. */
    readonly createdAt: Temporal.Instant
    readonly now: Temporal.Instant
  },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.run(sql`
    insert into administration.session (token_hash, staff_id, council_id, csrf_token, roles, created_at, last_seen_at)
    values (
      ${hashOf(token)}, ${staffId}::uuid, ${councilId}::int, ${randomBytes(24).toString('base64url')},
      ${[...roles]}::text[], ${createdAt}::timestamptz, ${now}::timestamptz)`)
  return token
}

/** What the audit says of a session. It is named by the start of its token's hash, which opens nothing. */
export const sessionEntry = (
  {
    staffId,
    councilId,
    tokenHash,
  }: { readonly staffId: string; readonly councilId: number; readonly tokenHash: string },
  action: string,
): AuditEntry => ({
  councilId,
  actor: staffId,
  action,
  objectKind: 'session',
  objectId: tokenHash.slice(0, 16),
})
