import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { isRunning, holdsOn } from '#protections'
import { isBefore } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Component, componentsById, stopsOf } from './component.ts'
import { isEverybodySeen, stoppingKinds } from './holds.ts'
import { isInterest } from './kinds.ts'
import { readCharges } from './read-charges.ts'
import * as refusals from './refusals.ts'

type Deciding = {
  readonly councilId: number
  readonly componentId: string
  readonly because: string
  readonly today: Temporal.PlainDate
  readonly actor: string
}

/** Takes a charge for a decision, with the people it is about, read again first: what a hold stopped is known then. */
async function take(
  db: Db,
  { councilId, componentId, today }: Deciding,
): Promise<Component | undefined> {
  const ids = [componentId]
  const [found] = await componentsById(db, { councilId, ids })
  if (!found) return undefined
  await readCharges(db, { councilId, ids, today })
  return (await componentsById(db, { councilId, ids }))[0]
}

/** Stops interest from a day, by a person's decision. What was posted for that day and later is taken back at once. */
export async function stopInterest(
  db: Db,
  stopping: Deciding & { readonly from: Temporal.PlainDate },
): Promise<Outcome<void>> {
  const { councilId, componentId, from, because, today, actor } = stopping
  const component = await take(db, stopping)
  if (!component) return refused(refusals.noSuchCharge)
  if (!isInterest(component.kind)) return refused(refusals.notInterest)
  if (isBefore(from, component.startsOn)) return refused(refusals.beforeItStarts)
  if (isBefore(today, from)) return refused(refusals.dayToCome)
  if (component.endsOn && isBefore(component.endsOn, from)) return refused(refusals.hasEnded)
  const stops = await stopsOf(db, { councilId, ids: [componentId], today })
  if (stops.some(({ fromOn, untilOn }) => untilOn === null && !isBefore(from, fromOn)))
    return refused(refusals.isStopped)
  const id = randomUUID()
  await db.run(sql`
    insert into charges.stop (council_id, id, component_id, kind, from_on, why, recorded_by)
    values (${councilId}::int, ${id}::uuid, ${componentId}::uuid, 'decision', ${from}::date, ${because}::text, ${actor}::text)`)
  await decided(db, stopping, 'stopped interest')
  await readCharges(db, { councilId, ids: [componentId], today })
  return done(undefined)
}

/**
 * Lets interest run again, from today and for no day before: what was stopped is not caught up. Only by a person with a reason, never
 * while what stopped it runs, and never after an insolvency.
 *
 * Law: SI 2020/1311 reg 7; SI 2016/1024 r14.23.
 */
export async function startAgain(db: Db, starting: Deciding): Promise<Outcome<void>> {
  const { councilId, componentId, because, today, actor } = starting
  const component = await take(db, starting)
  if (!component) return refused(refusals.noSuchCharge)
  const stops = await stopsOf(db, { councilId, ids: [componentId], today })
  const open = stops.filter(({ untilOn }) => untilOn === null)
  if (open.length === 0) return refused(refusals.notStopped)
  const { isSeen } = await db.one(
    z.object({ isSeen: z.boolean() }),
    sql`select ${isEverybodySeen(councilId, component.accountId)} as is_seen`,
  )
  if (!isSeen) return refused(refusals.somebodyHidden)
  if (open.some(({ kind }) => kind === 'insolvency')) return refused(refusals.neverAgain)
  if (component.endsOn && isBefore(component.endsOn, today)) return refused(refusals.hasEnded)
  if (
    open.some(({ fromOn }) => !isBefore(fromOn, today)) ||
    (await isStillHeld(db, component, starting))
  )
    return refused(refusals.stillHeld)
  await db.run(sql`
    update charges.stop set until_on = ${today}::date, until_by = ${actor}::text, until_why = ${because}::text
    where council_id = ${councilId}::int and component_id = ${componentId}::uuid and until_on is null`)
  await decided(db, starting, 'started interest again')
  return done(undefined)
}

const stops: readonly string[] = stoppingKinds

/** Whether a hold that stops interest runs at any moment of today. */
async function isStillHeld(
  db: Db,
  { accountId }: Component,
  { councilId, today }: Deciding,
): Promise<boolean> {
  const begins = today.toZonedDateTime('Europe/London').toInstant()
  return (await holdsOn(db, { councilId, accountId })).some(
    hold => stops.includes(hold.kind) && isRunning(hold, begins),
  )
}

const decided = (db: Db, { councilId, componentId, actor }: Deciding, action: string) =>
  record(db, { councilId, actor, action, objectKind: 'charge', objectId: componentId })

/** Reads a charge again now rather than at night: what was learned since is put right. Answers how many entries that took. */
export async function readAgain(
  db: Db,
  { councilId, componentId, today, actor }: Omit<Deciding, 'because'>,
): Promise<number> {
  const posted = await readCharges(db, { councilId, ids: [componentId], today })
  await record(db, {
    councilId,
    actor,
    action: 'read a charge again',
    objectKind: 'charge',
    objectId: componentId,
  })
  return posted
}
