import { z } from 'zod'
import { record, staffOf } from '#administration'
import type { Nation } from '#law/dated.ts'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type LawChange, lawChanges } from './changes.ts'
import { concerns } from './concerns.ts'

type Reader = {
  readonly councilId: number
  readonly nation: Nation
  readonly staffId: string
  readonly roles: readonly string[]
  readonly today: Temporal.PlainDate
}

/** The changes that are somebody's to read, each with whether they have. */
export async function changesFor(
  db: Db,
  { councilId, nation, staffId, roles, today }: Reader,
): Promise<readonly (LawChange & { readonly isRead: boolean })[]> {
  const theirs = lawChanges(nation, today).filter(({ topic }) => concerns(topic, roles))
  const read = await db.many(
    z.object({ change: z.string() }),
    sql`
      select change from legislation.acknowledgement
      where council_id = ${councilId}::int and staff_id = ${staffId}::uuid`,
  )
  const keys = new Set(read.map(({ change }) => change))
  return theirs.map(change => ({ ...change, isRead: keys.has(change.key) }))
}

/** How many changes in the law somebody has still to read. */
export const changesToRead = async (db: Db, reader: Reader): Promise<number> =>
  (await changesFor(db, reader)).filter(({ isRead }) => !isRead).length

/** Keeps that somebody has read a change, once, audited. Refuses one that is not theirs or that does not exist. */
export async function acknowledge(
  db: Db,
  { key, ...reader }: Reader & { readonly key: string },
): Promise<Outcome<undefined>> {
  const theirs = await changesFor(db, reader)
  const change = theirs.find(one => one.key === key)
  if (!change)
    return refused({
      code: 'no-such-change',
      says: 'That change in the law is not one for you to read, or it is more than a year old. Nothing was recorded.',
    })
  if (change.isRead) return done(undefined)
  const { councilId, staffId } = reader
  const added = await db.run(sql`
    insert into legislation.acknowledgement (council_id, change, staff_id)
    values (${councilId}::int, ${key}::text, ${staffId}::uuid)
    on conflict do nothing`)
  if (added === 0) return done(undefined)
  await record(db, {
    councilId,
    actor: staffId,
    action: 'read a change in the law',
    objectKind: 'law change',
    objectId: key,
  })
  return done(undefined)
}

export type Readers = {
  readonly key: string
  readonly of: number
  readonly notYet: readonly string[]
}

/** For each change, how many of the council's staff it is for, and the names of those who have not read it. */
export async function whoHasRead(
  db: Db,
  { councilId, nation, today }: Pick<Reader, 'councilId' | 'nation' | 'today'>,
): Promise<readonly Readers[]> {
  const staff = (await staffOf(db, councilId)).filter(({ status }) => status === 'active')
  const read = await db.many(
    z.object({ change: z.string(), staffId: z.string() }),
    sql`
      select change, staff_id from legislation.acknowledgement where council_id = ${councilId}::int`,
  )
  const has = new Set(read.map(({ change, staffId }) => `${change} ${staffId}`))
  return lawChanges(nation, today).map(({ key, topic }) => {
    const concerned = staff.filter(({ roles }) => concerns(topic, roles))
    const notYet = concerned.filter(({ staffId }) => !has.has(`${key} ${staffId}`))
    return { key, of: concerned.length, notYet: notYet.map(({ name }) => name) }
  })
}
