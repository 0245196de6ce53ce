import { z } from 'zod'
import { record } from '#administration'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { type Spool, withSpool } from '#platform/spool.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { applyStaged } from './apply.ts'
import { keepCells } from './keep-cells.ts'
import type { Profile } from './profile.ts'
import { findReport, type LoadReport } from './report.ts'
import { fileTooLarge } from './refusals.ts'
import { FileRefused } from './refuse.ts'
import { stage } from './stage.ts'
import type { Judged } from './whole-file.ts'

export type ToLoad = {
  readonly councilId: number
  readonly profile: Profile
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly actor: string
  readonly businessDate: Temporal.PlainDate
  /** Bytes, where it is to be less than `largestFile`. */
  readonly largest?: number
}

/** A file may be this many bytes; a larger one is some other file. */
export const largestFile = 4_000_000_000

/**
 * Takes one file in: the bytes are sealed and named by their hash, the whole file is judged and staged, then everything
 * that can be applied is applied in one transaction. The same bytes again change nothing and say when they came first.
 *
 * Interrupted at any instant, either all of it is in or none; the same command again carries on. A file that is wrong
 * as a whole is refused with a sentence, kept, and audited; a row that is wrong is put aside with its line and reason.
 */
export const load = (database: Database, file: ToLoad): Promise<Outcome<LoadReport>> => {
  const largest = file.largest ?? largestFile
  return withSpool(file.bytes, largest, async spool =>
    spool ? loadSpooled(database, file, spool) : refused(fileTooLarge(largest)),
  )
}

async function loadSpooled(
  database: Database,
  file: ToLoad,
  spool: Spool,
): Promise<Outcome<LoadReport>> {
  const { councilId, profile, actor, businessDate } = file
  const sealed = await seal(database, file, spool)
  if (sealed.isDone) {
    const report = await asCouncil(database, councilId, db =>
      findReport(db, councilId, sealed.fileId),
    )
    return done({ ...report, again: true })
  }
  const { fileId } = sealed
  const judged: Judged = {
    header: [],
    rows: 0,
    blankLines: 0,
    total: 0n,
    declaredRows: null,
    declared: null,
  }
  try {
    const loaded = await asCouncil(database, councilId, async db => {
      if (await isAppliedMeanwhile(db, councilId, fileId))
        return done({ ...(await findReport(db, councilId, fileId)), again: true })
      await stage(db, spool.read(), { profile, businessDate, judged })
      await db.run(sql`
        update imports.file set
          state = 'received', refusal = null, header = ${judged.header}::text[], blank_lines = ${judged.blankLines}::int, declared_rows = ${judged.declaredRows}::int, declared = ${judged.declared}::bigint
        where council_id = ${councilId}::int and id = ${fileId}::uuid`)
      await applyStaged(db, {
        councilId,
        fileId,
        feed: profile.name,
        profile,
        actor,
        asAt: businessDate,
      })
      await keepCells(db, { councilId, fileId, profile, bytes: spool.read() })
      return done(await findReport(db, councilId, fileId))
    })
    // A night may follow at once, and a council whose first rows nobody has counted is planned for as if it had one.
    // A table that another council's load is counting is left to it.
    await database.script('analyze (skip_locked)')
    return loaded
  } catch (thrown) {
    if (!(thrown instanceof FileRefused)) throw thrown
    await asCouncil(database, councilId, db =>
      keepRefusal(db, { councilId, fileId, actor, judged, says: thrown.refusal.says }),
    )
    return refused(thrown.refusal)
  }
}

/** Holds the file until the end of the transaction: the same bytes twice at one moment are applied once. */
async function isAppliedMeanwhile(db: Db, councilId: number, fileId: string): Promise<boolean> {
  const { state } = await db.one(
    z.object({ state: z.string() }),
    sql`select state from imports.file where council_id = ${councilId}::int and id = ${fileId}::uuid for update`,
  )
  return state === 'applied' || state === 'registered'
}

/** Records that the file came, with its bytes, before anything is made of it. */
async function seal(
  database: Database,
  { councilId, profile, fileName, actor, businessDate }: ToLoad,
  spool: Spool,
): Promise<{ readonly fileId: string; readonly isDone: boolean }> {
  return asCouncil(database, councilId, async db => {
    const { id, state } = await db.one(
      z.object({ id: z.string(), state: z.string() }),
      sql`
        insert into imports.file
          (council_id, id, feed, profile, kind, file_name, sha256, bytes, state, as_at, received_by)
        values (
          ${councilId}::int, platform.id_of('import file', ${councilId}::int, ${`${profile.name}/${spool.sha256}`}), ${profile.name},
          ${JSON.stringify(profile)}::json, ${profile.kind}, ${fileName.slice(0, 200)}, ${spool.sha256}, ${spool.size}::bigint, 'received',
          ${businessDate}::date, ${actor})
        on conflict (council_id, id) do update set
          profile = case when file.state in ('applied', 'registered') then file.profile else excluded.profile end,
          state = case when file.state in ('applied', 'registered') then file.state else 'received' end,
          refusal = null
        returning id, state`,
    )
    if (state !== 'received') return { fileId: id, isDone: true }
    const kept = await db.run(sql`
      select part from imports.file_content where council_id = ${councilId}::int and file_id = ${id}::uuid limit 1`)
    if (kept === 0) await keepBytes(db, councilId, id, spool)
    return { fileId: id, isDone: false }
  })
}

async function keepBytes(db: Db, councilId: number, fileId: string, spool: Spool): Promise<void> {
  let part = 0
  for await (const packed of spool.parts())
    await db.run(sql`
      insert into imports.file_content (council_id, file_id, part, content)
      values (${councilId}::int, ${fileId}::uuid, ${part++}::int, decode(${packed}::text, 'base64'))`)
}

async function keepRefusal(
  db: Db,
  {
    councilId,
    fileId,
    actor,
    judged,
    says,
  }: {
    readonly councilId: number
    readonly fileId: string
    readonly actor: string
    readonly judged: Judged
    readonly says: string
  },
): Promise<void> {
  await db.run(sql`
    update imports.file set
      state = 'refused', refusal = ${says}, physical_rows = ${judged.rows}::int, total = ${judged.total}::bigint,
      blank_lines = ${judged.blankLines}::int, declared_rows = ${judged.declaredRows}::int,
      declared = ${judged.declared}::bigint, finished_at = clock_timestamp()
    where council_id = ${councilId}::int and id = ${fileId}::uuid`)
  await record(db, {
    councilId,
    actor,
    action: 'refused',
    objectKind: 'import file',
    objectId: fileId,
  })
}
