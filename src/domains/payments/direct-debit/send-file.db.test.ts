import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Database } from '#platform/db.ts'
import { sendWaiting } from '#platform/outbox.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { workingDaysAfter } from '#law/time/calendar.ts'
import { fileKind, proposeFile, releaseFile } from './file.ts'
import { fileSender } from './send-file.ts'
import { aCollectingCouncil, day, valueOf } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
const folder = await mkdtemp(join(tmpdir(), 'evenhand-bacs-'))
after(() => rm(folder, { recursive: true, force: true }))
const councilId = 1
const council = await aCollectingCouncil(database, councilId, 30)

class Killed extends Error {}

/**
 * A database whose user is killed at its nth transaction: before it commits, or just after. From then on nothing that
 * user does has any effect, as when a process is gone.
 */
function dying(at: number, when: 'before' | 'after'): Database {
  let count = 0
  let dead = false
  return {
    ...database,
    transaction: async work => {
      if (dead) throw new Killed('gone')
      count += 1
      if (count !== at) return database.transaction(work)
      dead = true
      if (when === 'after') await database.transaction(work)
      throw new Killed('killed')
    },
  }
}

/** What the bureau collected: it takes each file away as soon as it is there. */
const collected: { readonly name: string; readonly text: string }[] = []
async function collect(): Promise<void> {
  const from = join(folder, 'bacs', String(councilId))
  const names = await readdir(from).catch(() => [])
  for (const name of names) {
    collected.push({ name, text: await readFile(join(from, name), 'utf8') })
    await rm(join(from, name))
  }
}

const sendWith = async (from: Database) => {
  await sendWaiting(from, councilId, { [fileKind]: fileSender(folder) }, { onFault: () => {} })
  await collect()
}

/** The lease of whoever died runs out. */
const wait = () =>
  database.run(sql`
    update platform.effect set lease_until = clock_timestamp() - interval '1 second'
    where council_id = ${councilId}::int and state in ('sending', 'unknown')`)

const released = () =>
  database.many(
    z.object({ serial: z.number(), text: z.string() }),
    sql`
      select file.serial, convert_from(content.bytes, 'UTF8') as text
      from payments.bacs_file as file
      join payments.bacs_file_bytes as content on content.council_id = ${councilId}::int and content.file_id = file.id
      where file.council_id = ${councilId}::int and file.serial is not null order by file.serial`,
  )

suite('handing a file over', () => {
  test('killed at any moment of releasing and sending: each file arrives once, whole, with no gap in serials', async () => {
    let entryOn = day('2026-06-01')
    const today = day('2026-05-20')
    let files = 0
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at <= 8; at += 1) {
        valueOf(await council.setUp(council.accounts[files] ?? ''))
        files += 1
        entryOn = workingDaysAfter(entryOn, 1)
        const asked = { councilId, entryOn, today, actor: 'proposer' }
        const fileId = valueOf(await council.inCouncil(db => proposeFile(db, asked)))
        const release = (from: Database) =>
          asCouncil(from, councilId, db =>
            releaseFile(db, { councilId, fileId, today, actor: 'releaser' }),
          )
        const mortal = dying(at, when)
        await release(mortal)
          .then(() => sendWith(mortal))
          .catch((fault: unknown) => assert(fault instanceof Killed, String(fault)))
        await collect()
        // Somebody else comes: releases it if it was not, and sends whatever waits.
        await release(database)
        for (let turn = 0; turn < 3; turn += 1) {
          await wait()
          await sendWith(database)
        }
      }
    }
    const all = await released()
    assert.deepEqual(
      all.map(({ serial }) => serial),
      Array.from({ length: files }, (_, n) => n + 1),
    )
    assert.deepEqual(
      collected.toSorted((a, b) => a.name.localeCompare(b.name)),
      all.map(({ serial, text }) => ({ name: `${String(serial).padStart(6, '0')}.txt`, text })),
    )
    assert.deepEqual(await readdir(join(folder, 'staging')), [])
    const { states } = await database.one(
      z.object({ states: z.string() }),
      sql`
        select string_agg(distinct state, ',') as states from platform.effect
        where council_id = ${councilId}::int and kind = ${fileKind}::text`,
    )
    assert.equal(states, 'sent')
  })

  test('a copy that was not finished is written again, and one that was altered is not sent', async () => {
    valueOf(await council.setUp(council.accounts[29] ?? ''))
    const serial = await council.send('2026-07-10', '2026-05-20')
    await database.run(sql`alter table payments.bacs_file disable trigger bacs_file_moves`)
    await database.run(sql`
      update payments.bacs_file set sha256 = repeat('0', 64) where council_id = ${councilId}::int and serial = ${serial}::int`)
    await database.run(sql`alter table payments.bacs_file enable trigger bacs_file_moves`)
    const before = collected.length
    await sendWith(database)
    await wait()
    await sendWith(database)
    assert.equal(collected.length, before)
    const { problem } = await database.one(
      z.object({ problem: z.string() }),
      sql`
        select problem from platform.effect
        where council_id = ${councilId}::int and effect_key = ${`bacs file/${serial}`}::text`,
    )
    assert.match(problem, /not those that were released/)
  })
})
