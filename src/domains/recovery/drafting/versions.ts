import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Policy, policySchema } from '../policy.ts'
import { reviewFrom } from '../policies-in-force.ts'
import * as refusals from './refusals.ts'

const version = z.object({
  id: z.string(),
  debtType: z.string(),
  fingerprint: z.string(),
  policy: z.string().transform((text): Policy => policySchema.parse(JSON.parse(text))),
  from: date,
  /** The first day it is not in force any more; null while nothing is to follow it. */
  until: date.nullable(),
  draftId: z.string().nullable(),
  draftedBy: z.string(),
  approvedBy: z.string(),
  withdrawnBy: z.string().nullable(),
  withdrawnAt: instant.nullable(),
  withdrawnWhy: z.string().nullable(),
})

/** A policy as it was approved: in force, to come, over or withdrawn. */
export type Version = z.infer<typeof version>

const versions = (councilId: number): Sql => sql`
  select version.id, version.debt_type, version.fingerprint, version.policy::text as policy,
    lower(version.in_force) as from, upper(version.in_force) as until, version.draft_id, version.drafted_by,
    version.approved_by, version.withdrawn_by, version.withdrawn_at, version.withdrawn_why
  from recovery.policy_version as version
  where version.council_id = ${councilId}::int`

/** Every version of every policy of the council, by type of debt, newest first. */
export const allVersions = (db: Db, councilId: number): Promise<readonly Version[]> =>
  db.many(
    version,
    sql`${versions(councilId)} order by version.debt_type, lower(version.in_force) desc, version.recorded_at desc`,
  )

export const findVersion = (
  db: Db,
  { councilId, id }: { readonly councilId: number; readonly id: string },
): Promise<Version | undefined> =>
  db.maybeOne(version, sql`${versions(councilId)} and version.id = ${id}::uuid`)

export type Standing = 'in force' | 'to come' | 'over' | 'withdrawn'

export function standingOn(
  { from, until, withdrawnAt }: Pick<Version, 'from' | 'until' | 'withdrawnAt'>,
  day: Temporal.PlainDate,
): Standing {
  if (withdrawnAt) return 'withdrawn'
  if (Temporal.PlainDate.compare(from, day) > 0) return 'to come'
  return until && Temporal.PlainDate.compare(until, day) <= 0 ? 'over' : 'in force'
}

/** Whether a version may still be withdrawn, if no run was planned under it: from the day after its first, it may not. */
export const isWithdrawableOn = (
  { from, withdrawnAt }: Pick<Version, 'from' | 'withdrawnAt'>,
  day: Temporal.PlainDate,
): boolean => withdrawnAt === null && Temporal.PlainDate.compare(from, day) >= 0

/** The day on which another version of a policy is to come into force, on or after a day; undefined when none is. */
export const nextFrom = async (
  db: Db,
  {
    councilId,
    debtType,
    from,
  }: {
    readonly councilId: number
    readonly debtType: string
    readonly from: Temporal.PlainDate
  },
): Promise<Temporal.PlainDate | undefined> => {
  const { next } = await db.one(
    z.object({ next: date.nullable() }),
    sql`
      select min(lower(in_force)) as next from recovery.policy_version
      where council_id = ${councilId}::int and debt_type = ${debtType}::text and withdrawn_at is null
        and lower(in_force) >= ${from}::date`,
  )
  return next ?? undefined
}

/**
 * Withdraws a version before its first day is over: what ended for it goes on. Refuses from the next day, and once a run
 * that stands was planned under it. The version is kept, with who withdrew it and why.
 */
export async function withdrawVersion(
  db: Db,
  {
    councilId,
    id,
    today,
    by,
    because,
  }: {
    readonly councilId: number
    readonly id: string
    readonly today: Temporal.PlainDate
    readonly by: string
    readonly because: string
  },
): Promise<Outcome<void>> {
  const found = await findVersion(db, { councilId, id })
  if (!found) return refused(refusals.noSuchVersion)
  if (!isWithdrawableOn(found, today)) return refused(refusals.inForceAlready)
  if (await isPlannedUnder(db, { councilId, id })) return refused(refusals.plannedAlready)
  if (because === '') return refused(refusals.sayWhyWithdrawn)
  const { debtType, from, until } = found
  await db.run(sql`
    update recovery.policy_version set
      withdrawn_at = clock_timestamp(), withdrawn_by = ${by}::text, withdrawn_why = ${because}::text
    where council_id = ${councilId}::int and id = ${id}::uuid and withdrawn_at is null`)
  await db.run(sql`
    update recovery.policy_version set in_force = daterange(lower(in_force), ${until}::date)
    where council_id = ${councilId}::int and debt_type = ${debtType}::text and withdrawn_at is null
      and upper(in_force) = ${from}::date`)
  if (from.equals(today)) await reviewFrom(db, { councilId, debtType, from })
  await record(db, {
    councilId,
    actor: by,
    action: 'withdrew a policy',
    objectKind: 'policy',
    objectId: `${debtType}/${from}`,
    detail: { fingerprint: found.fingerprint, because },
  })
  return done(undefined)
}

/** Whether a run that stands was planned since a version was kept, for its first day or later. */
const isPlannedUnder = async (
  db: Db,
  { councilId, id }: { readonly councilId: number; readonly id: string },
): Promise<boolean> => {
  const { planned } = await db.one(
    z.object({ planned: z.boolean() }),
    sql`
      select exists (
        select from recovery.run as run
        join recovery.policy_version as version
          on version.council_id = ${councilId}::int and version.id = ${id}::uuid
          and run.business_date >= lower(version.in_force) and run.began_at > version.recorded_at
        where run.council_id = ${councilId}::int and run.status <> 'cancelled') as planned`,
  )
  return planned
}
