import { createHash } from 'node:crypto'
import { access, mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { type Effect, settleEffect } from '#platform/effects.ts'
import type { EffectKind } from '#platform/outbox.ts'
import { instant } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'

const released = z.object({
  serial: z.number(),
  sha256: z.string(),
  bytes: z.instanceof(Uint8Array),
  stagedAt: instant.nullable(),
})

/**
 * Hands a released file over: into `bacs/<council>/` in a folder where the bureau's software collects, whole or not at all
 * and never twice, whenever it is killed.
 *
 * The bytes are written and pressed onto the disk in a folder of our own, then that is recorded, then they are moved. A
 * move takes a file away from where it was, so afterwards there is no doubt: recorded and still here means not handed over,
 * recorded and gone means handed over, even when the bureau has long taken it away.
 */
export const fileSender = (folder: string): EffectKind => {
  const staging = join(folder, 'staging')
  const stagedAs = ({ councilId }: Effect, serial: number) =>
    join(staging, `${councilId}-${nameOf(serial)}`)

  const find = (database: Database, { councilId, payload }: Effect) =>
    asCouncil(database, councilId, db =>
      db.one(
        released,
        sql`
          select file.serial, file.sha256, content.bytes, file.staged_at
          from payments.bacs_file as file
          join payments.bacs_file_bytes as content on content.council_id = ${councilId}::int and content.file_id = file.id
          where file.council_id = ${councilId}::int and file.id = ${fileIn(payload)}::uuid and file.state = 'released'`,
      ),
    )

  return {
    send: async (database, effect) => {
      const { councilId } = effect
      const file = await find(database, effect)
      const staged = stagedAs(effect, file.serial)
      if (file.stagedAt === null) {
        await mkdir(staging, { recursive: true })
        await writeWhole(staged, file)
        await asCouncil(database, councilId, db =>
          db.run(sql`
            update payments.bacs_file set staged_at = clock_timestamp()
            where council_id = ${councilId}::int and id = ${fileIn(effect.payload)}::uuid and staged_at is null`),
        )
      }
      const target = join(folder, 'bacs', String(councilId))
      await mkdir(target, { recursive: true })
      if (await isThere(staged)) await rename(staged, join(target, nameOf(file.serial)))
      const settled = await asCouncil(database, councilId, db =>
        settleEffect(db, { councilId, id: effect.id, fence: effect.fence, state: 'sent' }),
      )
      if (!settled) throw new Error('Another worker has taken this file over.')
    },
    lookUp: async (database, effect) => {
      const file = await find(database, effect)
      if (file.stagedAt === null) return 'not sent'
      return (await isThere(stagedAs(effect, file.serial))) ? 'not sent' : 'sent'
    },
  }
}

/** What a file is called: by its serial number, which no other has. */
export const nameOf = (serial: number): string => `${String(serial).padStart(6, '0')}.txt`

const fileIn = (payload: unknown): string => z.object({ fileId: z.guid() }).parse(payload).fileId

async function writeWhole(
  path: string,
  { bytes, sha256 }: Pick<z.infer<typeof released>, 'bytes' | 'sha256'>,
): Promise<void> {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error(
      'The bytes of a released file are not those that were released. Nothing was sent.',
    )
  const handle = await open(path, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
