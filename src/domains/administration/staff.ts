import { z } from 'zod'
import { type Database, type Db, ownCouncil } from '#platform/db.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { isRole } from '#web/roles.ts'
import { record } from './audit.ts'
import { hashPassword } from './passwords.ts'
import { administratorSeesNoCase, notARole, notYourOwn, passwordTooShort } from './refusals.ts'

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

/** Who adds and appoints from the command line. */
const commandLine = 'system:command line'

/**
 * Adds someone with their roles in each council, audited in each, as the installation's owner. Refuses a short
 * password, a role that does not exist, and an administrator with any case role. Harmless to repeat for the same
 * sign-in name, whose password stays as it was.
 */
export async function addStaff(database: Database, staff: NewStaff): Promise<Outcome<string>> {
  if ([...staff.password].length < shortestPassword)
    return refused(passwordTooShort(shortestPassword))
  for (const { roles } of staff.appointments) {
    const refusal = refuseRoles(roles)
    if (refusal) return refused(refusal)
  }
  const signInName = staff.signInName.trim().toLowerCase()
  const passwordHash = await hashPassword(staff.password)
  const { staffId } = await database.one(
    z.object({ staffId: z.string() }),
    sql`
      insert into administration.staff (staff_id, sign_in_name, name, password_hash, is_training)
      values (platform.id_of('staff', 0, ${signInName}), ${signInName}, ${staff.name}, ${passwordHash}, ${staff.isTraining})
      on conflict (sign_in_name) do update set name = excluded.name
      returning staff_id`,
  )
  for (const { councilId, roles } of staff.appointments) {
    const appointed = await appoint(database, { staffId, councilId, roles, by: commandLine })
    if (!appointed.ok) return appointed
  }
  return done(staffId)
}

/** Whether somebody has this sign-in name already, in any council. As the installation's owner. */
export const isStaff = async (database: Database, signInName: string): Promise<boolean> => {
  const { isThere } = await database.one(
    z.object({ isThere: z.boolean() }),
    sql`
      select exists (
        select from administration.staff where sign_in_name = ${signInName.trim().toLowerCase()}::text) as is_there`,
  )
  return isThere
}

/** What nobody may be given: a role that is not one, or accounts to manage together with cases to work (PR-R, “never both”). */
function refuseRoles(roles: readonly string[]): Refusal | undefined {
  const wrong = roles.find(role => !isRole(role))
  if (wrong !== undefined) return notARole(wrong)
  return roles.includes('administrator') && roles.length > 1 ? administratorSeesNoCase : undefined
}

/**
 * Gives someone exactly these roles in a council, none to take them all away. Their sessions there end, so that new
 * roles always begin with a new session. Audited; changes nothing when the roles are the same. Nobody appoints themselves.
 */
export async function appoint(
  database: Database,
  {
    staffId,
    councilId,
    roles,
    by,
  }: {
    readonly staffId: string
    readonly councilId: number
    readonly roles: readonly string[]
    readonly by: string
  },
): Promise<Outcome<undefined>> {
  const refusal = by === staffId ? notYourOwn : refuseRoles(roles)
  if (refusal) return refused(refusal)
  await database.transaction(async db => {
    await ownCouncil(db, councilId)
    const theirs = sql`council_id = ${councilId}::int and staff_id = ${staffId}::uuid`
    const held = [...new Set(roles)].sort()
    const changed =
      held.length === 0
        ? await db.run(sql`delete from administration.appointment where ${theirs}`)
        : await db.run(sql`
            insert into administration.appointment (council_id, staff_id, roles)
            values (${councilId}::int, ${staffId}::uuid, ${held}::text[])
            on conflict (council_id, staff_id) do update set roles = excluded.roles
            where appointment.roles <> excluded.roles`)
    if (changed === 0) return
    await db.run(sql`
      update administration.session set ended_at = now(), ended_why = 'roles were changed'
      where ${theirs} and ended_at is null`)
    await record(db, {
      councilId,
      actor: by,
      action: held.length === 0 ? 'ended appointment' : 'appointed',
      objectKind: 'staff',
      objectId: staffId,
      detail: { roles: held.join(', ') },
    })
  })
  return done(undefined)
}

/** Closes somebody's account, and every session of theirs, audited in each council they work for. Never one's own. */
export async function disable(
  database: Database,
  { staffId, by }: { readonly staffId: string; readonly by: string },
): Promise<Outcome<undefined>> {
  if (by === staffId) return refused(notYourOwn)
  await database.transaction(async db => {
    const disabled = await db.run(sql`
      update administration.staff set status = 'disabled' where staff_id = ${staffId}::uuid and status <> 'disabled'`)
    if (disabled === 0) return
    await db.run(sql`
      update administration.session set ended_at = now(), ended_why = 'disabled'
      where staff_id = ${staffId}::uuid and ended_at is null`)
    const everywhere = await db.many(
      z.object({ councilId: z.number() }),
      sql`select council_id from administration.council order by council_id`,
    )
    for (const { councilId } of everywhere) {
      await ownCouncil(db, councilId)
      const works = await db.maybeOne(
        z.object({ roles: z.array(z.string()) }),
        sql`
          select roles from administration.appointment
          where council_id = ${councilId}::int and staff_id = ${staffId}::uuid`,
      )
      if (!works) continue
      const entry = { action: 'disabled', objectKind: 'staff', objectId: staffId }
      await record(db, { councilId, actor: by, ...entry })
    }
  })
  return done(undefined)
}

const member = z.object({
  staffId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  status: z.enum(['active', 'disabled']),
  lastSignedInAt: instant.nullable(),
})
export type Member = z.infer<typeof member>

/** Everybody appointed in a council. */
export const staffOf = (db: Db, councilId: number): Promise<readonly Member[]> =>
  db.many(
    member,
    sql`
      select staff.staff_id, staff.name, appointment.roles, staff.status,
        staff.last_sign_in_at as last_signed_in_at
      from administration.appointment as appointment
      join administration.staff as staff on staff.staff_id = appointment.staff_id
      where appointment.council_id = ${councilId}::int
      order by staff.name`,
  )

const trainee = z.object({ signInName: z.string(), name: z.string(), roles: z.array(z.string()) })
export type Trainee = z.infer<typeof trainee>

/** Names that may be shown to anybody: training accounts that work for training councils and no other. As the doorkeeper. */
export const trainees = (db: Db): Promise<readonly Trainee[]> =>
  db.many(
    trainee,
    sql`
      select staff.sign_in_name, staff.name,
        (select array_agg(distinct role order by role)
          from administration.appointment as held, unnest(held.roles) as role
          where held.staff_id = staff.staff_id) as roles
      from administration.staff as staff
      where staff.is_training and staff.status = 'active'
        and exists (select from administration.appointment as held where held.staff_id = staff.staff_id)
        and not exists (
          select from administration.appointment as held
          join administration.council as council on council.council_id = held.council_id
          where held.staff_id = staff.staff_id and not council.is_training)
      order by staff.sign_in_name`,
  )

/** Names by id, for showing who did something. Somebody who was a part of ours is not in it. */
export async function staffNames(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await db.many(
    z.object({ staffId: z.string(), name: z.string() }),
    sql`
      select staff_id, name from administration.staff where staff_id::text = any(${[...ids]}::text[])`,
  )
  return new Map(found.map(({ staffId, name }) => [staffId, name]))
}
