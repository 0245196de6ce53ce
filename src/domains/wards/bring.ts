import { createHash, type Hash } from 'node:crypto'
import { z } from 'zod'
import { record } from '#administration'
import { decode, FileRefused, records } from '#imports'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { fillTable } from '#platform/statistics.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { knownDistricts } from './queries.ts'
import { type Kept, type ReadFile, readWards } from './read.ts'
import * as refusals from './refusals.ts'

export type ToBring = {
  readonly councilId: number
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
  /** The code of the council's own authority, of whose rows alone the file is read; undefined where the file is its own, or it has none. */
  readonly authority: string | undefined
  readonly actor: string
}

/** What became of a file: its number, or that it says what is in force already and changed nothing. */
export type Brought = { readonly number: number; readonly again: boolean }

/**
 * Takes in a file of wards, whole or not at all: which ward each postcode is in, which from then on is in force, or what wards are called. It
 * is read as it arrives, however large, and only what is the council's is kept: with its name, its digest, who brought it and when.
 */
export async function bringWards(
  database: Database,
  { councilId, fileName, bytes, authority, actor }: ToBring,
): Promise<Outcome<Brought>> {
  const districts =
    authority === undefined
      ? await asCouncil(database, councilId, db => knownDistricts(db, councilId))
      : new Set<string>()
  const hash = createHash('sha256')
  const read = await readBytes(hashed(bytes, hash), { authority, districts })
  if (!read.ok) return read
  return asCouncil(database, councilId, db =>
    keep(db, read.value, { councilId, fileName, authority, actor, sha256: hash.digest('hex') }),
  )
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}

async function readBytes(bytes: AsyncIterable<Uint8Array>, kept: Kept): Promise<Outcome<ReadFile>> {
  try {
    const text = decode(bytes, 'utf-8')
    return await readWards(records(text, { delimiter: ',', quote: '"' }), kept)
  } catch (thrown) {
    if (!(thrown instanceof FileRefused)) throw thrown
    return refused(
      /\/(bad-byte|other-encoding)$/.test(thrown.refusal.code)
        ? refusals.notUtf8
        : refusals.notReadable(thrown.message),
    )
  }
}

type As = Omit<ToBring, 'bytes'> & { readonly sha256: string }

async function keep(db: Db, read: ReadFile, as: As): Promise<Outcome<Brought>> {
  const { councilId, fileName, authority = null, actor, sha256 } = as
  await db.run(sql`select pg_advisory_xact_lock(hashtext('wards'), ${councilId}::int)`)
  const last = await lastFile(db, councilId)
  const names = await newNames(db, councilId, read)
  if (read.kind === 'names') {
    if (last.inForce === null) return refused(refusals.namesFirst)
    if (names.known === 0) return refused(refusals.noneOfTheNames)
    if (names.changed.length === 0) return done({ number: last.inForce, again: true })
  } else if (last.sha256 === sha256 && last.authority === authority && last.inForce !== null)
    return done({ number: last.inForce, again: true })

  const number = last.number + 1
  const kept = read.kind === 'names' ? names.changed.length : read.wards.size
  await db.run(sql`
    insert into wards.file
      (council_id, number, kind, file_name, sha256, authority, rows, kept, elsewhere, without_ward, bad, twice, examples, brought_by)
    values (${councilId}::int, ${number}::int, ${read.kind}, ${fileName.slice(0, 200)}, ${sha256}, ${authority}, ${read.rows}::int,
      ${kept}::int, ${read.elsewhere}::int, ${read.withoutWard}::int, ${read.bad}::int, ${read.twice}::int,
      ${[...read.examples]}::text[], ${actor})`)
  await fillTable(
    db,
    'wards.postcode',
    sql`
    insert into wards.postcode (council_id, file_number, postcode, ward_code)
    select ${councilId}::int, ${number}::int, postcode, ward_code
    from unnest(${[...read.wards.keys()]}::text[], ${[...read.wards.values()]}::text[]) as told (postcode, ward_code)`,
  )
  await db.run(sql`
    insert into wards.name (council_id, file_number, ward_code, name)
    select ${councilId}::int, ${number}::int, ward_code, name
    from unnest(${names.changed.map(([code]) => code)}::text[], ${names.changed.map(([, name]) => name)}::text[]) as told (ward_code, name)`)
  await record(db, {
    councilId,
    actor,
    action: 'brought a file of wards',
    objectKind: 'ward file',
    objectId: String(number),
    detail: { fileName, sha256, kind: read.kind, authority, rows: read.rows, kept },
  })
  return done({ number, again: false })
}

const last = z.object({
  number: z.number(),
  inForce: z.number().nullable(),
  sha256: z.string().nullable(),
  authority: z.string().nullable(),
})

/** The last file that was brought, and which of postcodes is in force. */
const lastFile = (db: Db, councilId: number) =>
  db.one(
    last,
    sql`
      select coalesce((select max(number) from wards.file where council_id = ${councilId}::int), 0) as number,
        file.number as in_force, file.sha256, file.authority
      from (select ${councilId}::int as council_id) as council
      left join wards.in_force on in_force.council_id = ${councilId}::int
      left join wards.file on file.council_id = ${councilId}::int and file.number = in_force.file_number`,
  )

/** The names that a file gives to its own wards, or to those in force, and that are not what these are called already. */
async function newNames(
  db: Db,
  councilId: number,
  { kind, wards, names }: ReadFile,
): Promise<{
  readonly known: number
  readonly changed: readonly (readonly [code: string, name: string])[]
}> {
  const called = await db.many(
    z.object({ code: z.string(), name: z.string().nullable() }),
    sql`
      select ward.code, (
        select name.name from wards.name
        where name.council_id = ${councilId}::int and name.ward_code = ward.code order by name.file_number desc limit 1) as name
      from wards.ward where ward.council_id = ${councilId}::int`,
  )
  const before = new Map(called.map(({ code, name }) => [code, name]))
  const own = new Set(kind === 'names' ? before.keys() : wards.values())
  const known = [...names].filter(([code]) => own.has(code))
  return { known: known.length, changed: known.filter(([code, name]) => before.get(code) !== name) }
}
