import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Policy, policySchema } from '../policy.ts'
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
 * Withdraws a version before the day it comes into force: what would have ended for it goes on. Refuses once the day
 * has come. The version is kept, with who withdrew it and why.
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
  if (standingOn(found, today) !== 'to come') return refused(refusals.inForceAlready)
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
