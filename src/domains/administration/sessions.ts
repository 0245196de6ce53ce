import { z } from 'zod'
import { asDoorkeeper, type Database, type Db, enterCouncil } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { permissionsOf } from '#web/roles.ts'
import { absoluteMinutes, idleMinutes, type Session, type Sessions } from '#web/session.ts'
import { hashOf } from './attempts.ts'
import { record } from './audit.ts'
import { councilRow } from './councils.ts'
import { emergencyInWords, standingStop } from './emergency/stops.ts'
import { sessionEntry, startSession } from './sign-in.ts'

const found = z.object({
  staffId: z.string(),
  name: z.string(),
  status: z.enum(['active', 'disabled']),
  /** What they may do now; null when they are no longer appointed in the session's council. */
  roles: z.array(z.string()).nullable(),
  rolesThen: z.array(z.string()),
  csrfToken: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  council: councilRow,
  councils: z.array(z.object({ id: z.number(), name: z.string() })),
  /** The emergency stops of the session's council that stand; null where none does. */
  stops: z.array(standingStop).nullable(),
})

const find = (db: Db, tokenHash: string) =>
  db.maybeOne(
    found,
    sql`
      select session.staff_id, staff.name, staff.status, appointment.roles, session.roles as roles_then,
        session.csrf_token, session.created_at, session.last_seen_at,
        json_build_object('id', council.council_id, 'slug', council.slug, 'name', council.name,
          'nation', council.nation, 'colour', council.colour, 'isTraining', council.is_training) as council,
        (select json_agg(json_build_object('id', other.council_id, 'name', other.name) order by other.council_id)
          from administration.appointment as theirs
          join administration.council as other on other.council_id = theirs.council_id
          where theirs.staff_id = session.staff_id) as councils,
        (select json_agg(json_build_object('areas', stop.areas, 'wardNames', stop.ward_names, 'because', stop.because) order by stop.begun_at)
          from administration.emergency_stop as stop
          where stop.council_id = session.council_id and stop.lifted_on is null) as stops
      from administration.session as session
      join administration.staff as staff on staff.staff_id = session.staff_id
      join administration.council as council on council.council_id = session.council_id
      left join administration.appointment as appointment
        on appointment.council_id = session.council_id and appointment.staff_id = session.staff_id
      where session.token_hash = ${tokenHash}::text and session.ended_at is null`,
  )

/**
 * Finds who a cookie's token belongs to. A session ends when it has been idle or open too long, when the person is
 * disabled, and when their roles are no longer those it began with: at the next page, not at the next sign-in.
 */
export const sessionsIn = (database: Database): Sessions => ({
  find: (token, now, how = { isPoll: false }) =>
    asDoorkeeper(database, async db => {
      const tokenHash = hashOf(token)
      const session = await find(db, tokenHash)
      if (!session) return undefined
      const ended = whyEnded(session, now)
      if (ended !== undefined) {
        await end(db, tokenHash, now, ended)
        return undefined
      }
      const idleSeconds = session.lastSeenAt.until(now).total('seconds')
      if (!how.isPoll && idleSeconds >= 30) {
        await db.run(sql`
          update administration.session set last_seen_at = ${now}::timestamptz where token_hash = ${tokenHash}::text`)
      }
      const roles = session.roles ?? []
      const emergency = emergencyInWords(session.stops ?? [])
      return {
        staffId: session.staffId,
        name: session.name,
        roles,
        permissions: permissionsOf(roles),
        council: session.council,
        councils: session.councils,
        csrfToken: session.csrfToken,
        tokenHash,
        ...(emergency !== undefined && { emergency }),
      }
    }),
})

function whyEnded(
  { status, roles, rolesThen, createdAt, lastSeenAt }: z.infer<typeof found>,
  now: Temporal.Instant,
): string | undefined {
  if (status !== 'active' || roles === null) return 'no longer appointed'
  if (new Set(roles).symmetricDifference(new Set(rolesThen)).size > 0) return 'roles were changed'
  if (lastSeenAt.until(now).total('minutes') >= idleMinutes) return 'idle'
  return createdAt.until(now).total('minutes') >= absoluteMinutes ? 'open too long' : undefined
}

const end = (db: Db, tokenHash: string, now: Temporal.Instant, why: string) =>
  db.run(sql`
    update administration.session set ended_at = ${now}::timestamptz, ended_why = ${why}
    where token_hash = ${tokenHash}::text and ended_at is null`)

/** Signs someone out, audited. */
export const signOut = (
  database: Database,
  session: Session,
  now: Temporal.Instant,
): Promise<void> =>
  asDoorkeeper(database, async db => {
    if ((await end(db, session.tokenHash, now, 'signed out')) === 0) return
    const { staffId, tokenHash, council } = session
    await enterCouncil(db, council.id)
    await record(db, sessionEntry({ staffId, councilId: council.id, tokenHash }, 'signed out'))
  })

/**
 * Leaves one council for another they work for: a new session and token, and an entry in both councils' audit, all in
 * one transaction. Undefined when they do not work for it, or the session has ended meanwhile.
 */
export const switchCouncil = (
  database: Database,
  {
    session: { staffId, tokenHash, council },
    to,
    now,
  }: { readonly session: Session; readonly to: number; readonly now: Temporal.Instant },
): Promise<string | undefined> =>
  asDoorkeeper(database, async db => {
    if (to === council.id) return undefined
    const then = await db.maybeOne(
      z.object({ roles: z.array(z.string()), createdAt: instant }),
      sql`
        select appointment.roles, session.created_at
        from administration.appointment as appointment
        join administration.session as session on session.staff_id = appointment.staff_id
        where appointment.council_id = ${to}::int and appointment.staff_id = ${staffId}::uuid
          and session.token_hash = ${tokenHash}::text and session.ended_at is null`,
    )
    if (!then || (await end(db, tokenHash, now, 'switched council')) === 0) return undefined
    const { roles, createdAt } = then
    const token = await startSession(db, { staffId, councilId: to, roles, createdAt, now })

    // In order of number, so that two people who cross do not wait for each other's chain for ever.
    const entries = [
      sessionEntry({ staffId, councilId: council.id, tokenHash }, 'left for another council'),
      sessionEntry(
        { staffId, councilId: to, tokenHash: hashOf(token) },
        'came from another council',
      ),
    ].sort((one, other) => one.councilId - other.councilId)
    for (const entry of entries) {
      await enterCouncil(db, entry.councilId)
      await record(db, entry)
    }
    return token
  })
