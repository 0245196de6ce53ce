import { access, mkdir, open, rename } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { record } from '#administration'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { nameOf } from './file-format.ts'
import * as refusals from './refusals.ts'

/** Where a file is laid down whole before it is moved: beside the files, on their disk, and not to be tidied by hand. */
const stagingIn = (folder: string): string => join(folder, 'being-written')

const made = z.object({
  id: z.string(),
  source: z.string(),
  serial: z.number(),
  stagedIn: z.string().nullable(),
})
type Made = z.infer<typeof made>

type Of = { readonly councilId: number; readonly source: string; readonly actor: string }

/** The files of a source that nobody has yet, in order, locked. */
const toHandOver = (db: Db, { councilId, source }: Of): Promise<readonly Made[]> =>
  db.many(
    made,
    sql`
      select id, source, serial, staged_in from write_back.file
      where council_id = ${councilId}::int and source = ${source}::text and handed_over_at is null
      order by serial for no key update`,
  )

/**
 * Moves each file of a source that was made and not handed over into a folder: whole or not at all, and never twice, whenever
 * this is killed. It is written and pressed onto the disk beside the others, then that is recorded, then it is moved: recorded
 * and still there means not handed over, recorded and gone means handed over, even when the source has long taken it away
 * (decision 0010). Answers where each went; refuses where the folder that one was laid down in is not to be read.
 */
export async function handOver(
  database: Database,
  of: Of & { readonly folder: string },
): Promise<Outcome<readonly string[]>> {
  const { councilId, actor } = of
  const folder = resolve(of.folder)
  await mkdir(stagingIn(folder), { recursive: true })
  await asCouncil(database, councilId, async db => {
    for (const file of await toHandOver(db, of)) await stage(db, councilId, file, folder)
    // The folder knows of them on the disk before they are recorded as laid down.
    const staging = await open(stagingIn(folder), 'r')
    try {
      await staging.sync()
    } finally {
      await staging.close()
    }
  })
  return asCouncil(database, councilId, async db => {
    const moved: string[] = []
    const files = await toHandOver(db, of)
    // A folder that is not there says nothing of whether the file was moved out of it. Asked of all before any is moved.
    for (const { source, serial, stagedIn } of files) {
      if (stagedIn !== null && !(await isThere(stagingIn(stagedIn))))
        return refused(refusals.folderGone(nameOf({ source, serial }), stagedIn))
    }
    for (const { id, source, serial, stagedIn } of files) {
      // Made since the others were laid down: the same command again takes it.
      if (stagedIn === null) break
      const name = nameOf({ source, serial })
      const staged = join(stagingIn(stagedIn), name)
      if (await isThere(staged)) await rename(staged, join(stagedIn, name))
      await markHandedOver(db, { councilId, fileId: id, actor })
      moved.push(join(stagedIn, name))
    }
    return done(moved)
  })
}

/** Lays a file down whole, once: one that was laid down for another folder goes there. */
async function stage(db: Db, councilId: number, file: Made, folder: string): Promise<void> {
  if (file.stagedIn !== null) return
  const name = nameOf(file)
  const { bytes } = await db.one(
    z.object({ bytes: z.instanceof(Uint8Array) }),
    sql`
      select bytes from write_back.file_bytes
      where council_id = ${councilId}::int and file_id = ${file.id}::uuid`,
  )
  const handle = await open(join(stagingIn(folder), name), 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await db.run(sql`
    update write_back.file set staged_in = ${folder}::text
    where council_id = ${councilId}::int and id = ${file.id}::uuid`)
}

/** Records that a file has left, the first time; again changes nothing. Audited each time: it has people's details in it. */
export async function markHandedOver(
  db: Db,
  {
    councilId,
    fileId,
    actor,
  }: { readonly councilId: number; readonly fileId: string; readonly actor: string },
): Promise<void> {
  await db.run(sql`
    update write_back.file set handed_over_at = clock_timestamp(), handed_over_by = ${actor}::text
    where council_id = ${councilId}::int and id = ${fileId}::uuid and handed_over_at is null`)
  await record(db, {
    councilId,
    actor,
    action: 'handed over',
    objectKind: 'source file',
    objectId: fileId,
  })
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
