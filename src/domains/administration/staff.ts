import { z } from 'zod'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { isRole } from '#web/permissions.ts'
import { record } from './audit.ts'
import { hashPassword } from './passwords.ts'
import { administratorSeesNoCase, notARole, passwordTooShort } from './refusals.ts'

export type NewStaff = {
  readonly signInName: string
  readonly name: string
  readonly password: string
  readonly isTraining: boolean
  readonly appointments: readonly {
    readonly councilId: number
    readonly roles: readonly string[]
  }[]
}

const shortestPassword = 12

/**
 * Adds someone with their roles in each council, audited in each. Refuses a short password, a role that does not
 * exist, and an administrator with any case role. Harmless to repeat for the same sign-in name.
 */
export async function addStaff(database: Database, staff: NewStaff): Promise<Outcome<string>> {
  if ([...staff.password].length < shortestPassword)
    return refused(passwordTooShort(shortestPassword))
  for (const { roles } of staff.appointments) {
    const wrong = roles.find(role => !isRole(role))
    if (wrong !== undefined) return refused(notARole(wrong))
    if (roles.includes('administrator') && roles.length > 1) return refused(administratorSeesNoCase)
  }
  const passwordHash = await hashPassword(staff.password)
  const { staffId } = await database.one(
    z.object({ staffId: z.string() }),
    sql`
      insert into administration.staff (staff_id, sign_in_name, name, password_hash, is_training)
      values (platform.id_of('staff', 0, ${staff.signInName}), ${staff.signInName}, ${staff.name}, ${passwordHash}, ${staff.isTraining})
      on conflict (sign_in_name) do update set name = excluded.name
      returning staff_id`,
  )
  for (const { councilId, roles } of staff.appointments) {
    await database.run(sql`
      insert into administration.appointment (council_id, staff_id, roles)
      values (${councilId}::int, ${staffId}::uuid, ${[...roles]}::text[])
      on conflict (council_id, staff_id) do update set roles = excluded.roles`)
    await asCouncil(database, councilId, db =>
      record(db, {
        councilId,
        actor: 'system:command line',
        action: 'appointed',
        objectKind: 'staff',
        objectId: staffId,
        detail: { roles: roles.join(', ') },
      }),
    )
  }
  return done(staffId)
}

const member = z.object({
  staffId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  status: z.enum(['active', 'disabled']),
  lastSeenAt: instant.nullable(),
})
export type Member = z.infer<typeof member>

/** Everybody appointed in a council. */
export const staffOf = (db: Db, councilId: number): Promise<readonly Member[]> =>
  db.many(
    member,
    sql`
      select staff.staff_id, staff.name, appointment.roles, staff.status,
        (select max(at) from administration.audit
          where council_id = ${councilId}::int and object_kind = 'session' and actor_id = staff.staff_id::text) as last_seen_at
      from administration.appointment as appointment
      join administration.staff as staff on staff.staff_id = appointment.staff_id
      where appointment.council_id = ${councilId}::int
      order by staff.name`,
  )
