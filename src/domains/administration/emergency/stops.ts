import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { date, instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, type Refusal, refused } from '#values/outcome.ts'
import { record } from '../audit.ts'
import { whereInWords } from './area.ts'

const stop = z.object({
  id: z.string(),
  /** Where, by postcodes and by wards: their codes, and what they were called then. No area and no ward is everywhere. */
  areas: z.array(z.string()),
  wards: z.array(z.string()),
  wardNames: z.array(z.string()),
  because: z.string(),
  begunBy: z.string(),
  begunAt: instant,
  liftAskedBy: z.string().nullable(),
  liftAskedAt: instant.nullable(),
  liftBecause: z.string().nullable(),
  nights: z.number().nullable(),
  liftedBy: z.string().nullable(),
  liftedOn: date.nullable(),
})

/** Everything adverse stopped, in some postcodes and wards or everywhere, until two people lift it. */
export type EmergencyStop = z.infer<typeof stop>

type One = { readonly councilId: number; readonly stopId: string; readonly by: string }

const noSuchStop: Refusal = {
  code: 'administration/no-such-stop',
  says: 'There is no such stop in this council, or it was lifted already. Nothing was changed.',
}
const notAsked: Refusal = {
  code: 'administration/lift-not-asked',
  says: 'Nobody has reviewed this stop and asked that it be lifted. Nothing was changed.',
}
const secondPerson: Refusal = {
  code: 'administration/second-person',
  says: 'You asked that it be lifted, so somebody else lifts it. Nothing was changed.',
}
const reviewChanged: Refusal = {
  code: 'administration/review-changed',
  says: 'The review changed since you looked at it. Nothing was lifted; read it again.',
}

const columns = sql`
  id, areas, wards, ward_names, because, begun_by, begun_at, lift_asked_by, lift_asked_at, lift_because, nights, lifted_by, lifted_on`

/** A council's stops, those that stand first, then the newest. */
export const emergencyStops = (db: Db, councilId: number): Promise<readonly EmergencyStop[]> =>
  db.many(
    stop,
    sql`
      select ${columns} from administration.emergency_stop
      where council_id = ${councilId}::int order by lifted_on is not null, begun_at desc, id limit 100`,
  )

export const findEmergencyStop = (
  db: Db,
  { councilId, stopId }: Omit<One, 'by'>,
): Promise<EmergencyStop | undefined> =>
  db.maybeOne(
    stop,
    sql`
      select ${columns} from administration.emergency_stop
      where council_id = ${councilId}::int and id = ${stopId}::uuid`,
  )

const lockStop = async (db: Db, one: One): Promise<EmergencyStop | undefined> => {
  await db.run(sql`
    select from administration.emergency_stop
    where council_id = ${one.councilId}::int and id = ${one.stopId}::uuid for no key update`)
  const found = await findEmergencyStop(db, one)
  return found?.liftedOn === null ? found : undefined
}

/** Writes down that a council has an emergency. What that stops is for the rooms above. Answers its id. */
export async function beginStop(
  db: Db,
  {
    councilId,
    areas,
    wards = [],
    wardsFrom = null,
    because,
    by,
  }: {
    readonly councilId: number
    readonly areas: readonly string[]
    readonly wards?: readonly { readonly code: string; readonly name: string }[]
    /** The file of wards in force, where any is named: that one and those that follow it say which postcodes they have. */
    readonly wardsFrom?: number | null
    readonly because: string
    readonly by: string
  },
): Promise<string> {
  const id = randomUUID()
  const wardNames = wards.map(({ name }) => name)
  await db.run(sql`
    insert into administration.emergency_stop (council_id, id, areas, wards, ward_names, wards_from, because, begun_by)
    values (${councilId}::int, ${id}::uuid, ${[...areas]}::text[], ${wards.map(({ code }) => code)}::text[],
      ${wardNames}::text[], ${wardsFrom}::int, ${because}::text, ${by}::text)`)
  await record(db, {
    councilId,
    actor: by,
    action: 'stopped everything in an emergency',
    objectKind: 'emergency stop',
    objectId: id,
    detail: { where: whereInWords({ areas, wardNames }), because },
  })
  return id
}

/**
 * Asks, after a review, that a stop be lifted: why it is safe, and over how many nights (1 to 28) the accounts come back. Asked again by
 * anybody until it is lifted: the last review counts.
 */
export async function askToLift(
  db: Db,
  { because, nights, ...one }: One & { readonly because: string; readonly nights: number },
): Promise<Outcome<void>> {
  if (!(await lockStop(db, one))) return refused(noSuchStop)
  await db.run(sql`
    update administration.emergency_stop set
      lift_asked_by = ${one.by}::text, lift_asked_at = clock_timestamp(), lift_because = ${because}::text, nights = ${nights}::int
    where council_id = ${one.councilId}::int and id = ${one.stopId}::uuid`)
  await record(db, {
    councilId: one.councilId,
    actor: one.by,
    action: 'asked to lift an emergency stop',
    objectKind: 'emergency stop',
    objectId: one.stopId,
    detail: { because, nights },
  })
  return done(undefined)
}

/**
 * Lifts a stop on a day of London: somebody other than who asked for it, and on the review that they read (`reviewedAt`: its moment). The
 * accounts come back a few each night from the next day.
 */
export async function liftStop(
  db: Db,
  {
    on,
    reviewedAt,
    ...one
  }: One & { readonly on: Temporal.PlainDate; readonly reviewedAt: string },
): Promise<Outcome<void>> {
  const standing = await lockStop(db, one)
  if (!standing) return refused(noSuchStop)
  if (standing.liftAskedBy === null) return refused(notAsked)
  if (standing.liftAskedBy === one.by) return refused(secondPerson)
  if (String(standing.liftAskedAt) !== reviewedAt) return refused(reviewChanged)
  await db.run(sql`
    update administration.emergency_stop set lifted_by = ${one.by}::text, lifted_on = ${on}::date
    where council_id = ${one.councilId}::int and id = ${one.stopId}::uuid`)
  await record(db, {
    councilId: one.councilId,
    actor: one.by,
    action: 'lifted an emergency stop',
    objectKind: 'emergency stop',
    objectId: one.stopId,
    detail: { because: standing.liftBecause, nights: standing.nights },
  })
  return done(undefined)
}

/** A stop that stands, as the session tells of it. */
export const standingStop = stop.pick({ areas: true, wardNames: true, because: true })

/** For the top of every page: what stands, in words; undefined where nothing does. */
export const emergencyInWords = (
  standing: readonly z.infer<typeof standingStop>[],
): string | undefined =>
  standing.length === 0
    ? undefined
    : standing.map(({ because, ...where }) => `${whereInWords(where)} (${because})`).join('; and ')
