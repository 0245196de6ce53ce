import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { zstdCompressSync } from 'node:zlib'

/** Bytes that came, kept in a working file while they are looked at more than once. */
export type Spool = {
  readonly sha256: string
  readonly size: number
  /** The bytes again, from the first. */
  readonly read: () => AsyncIterable<Uint8Array>
  /** The same in packed parts of a size that a database row takes, in order: zstd, as base64. */
  readonly parts: () => AsyncIterable<string>
}

const partSize = 4_000_000

/**
 * Keeps the arriving bytes in a working file for as long as `work` takes, and gives it what they are; undefined when there
 * are more than `largest`, of which it stops at the first too many. The file is taken away whatever happens, and a later
 * call takes away what a killed one left: it has people's details in it.
 */
export async function withSpool<T>(
  bytes: AsyncIterable<Uint8Array>,
  largest: number,
  work: (spool: Spool | undefined) => Promise<T>,
): Promise<T> {
  await sweep()
  const path = join(tmpdir(), `evenhand-${process.pid}-${randomUUID()}.import`)
  try {
    const spooled = await spoolTo(path, bytes, largest)
    return await work(
      spooled && { ...spooled, read: () => createReadStream(path), parts: () => packed(path) },
    )
  } finally {
    await rm(path, { force: true })
  }
}

async function* packed(path: string): AsyncGenerator<string> {
  for await (const chunk of createReadStream(path, { highWaterMark: partSize }))
    yield zstdCompressSync(chunk as Buffer).toString('base64')
}

async function spoolTo(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  largest: number,
): Promise<{ readonly sha256: string; readonly size: number } | undefined> {
  const hash = createHash('sha256')
  let size = 0
  await pipeline(
    Readable.from(bytes),
    async function* (source: AsyncIterable<Uint8Array>) {
      for await (const chunk of source) {
        size += chunk.length
        if (size > largest) return
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(path),
  )
  return size > largest ? undefined : { sha256: hash.digest('hex'), size }
}

async function sweep(): Promise<void> {
  // Another container may share the folder and count its processes apart: what is new may be its own.
  const hourAgo = Temporal.Now.instant().subtract({ hours: 1 }).epochMilliseconds
  for (const name of await readdir(tmpdir())) {
    const [, pid] = /^evenhand-(\d+)-[0-9a-f-]+\.import$/.exec(name) ?? []
    if (pid === undefined || isRunning(Number(pid))) continue
    const path = join(tmpdir(), name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }))
    if (mtimeMs < hourAgo) await rm(path, { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
