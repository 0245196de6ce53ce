import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Connection, type Database, dbOver } from './db.ts'
import { takeFolder } from './folder-lock.ts'
import type { Answer, Request } from './pglite-worker.ts'
import { parsers } from './types.ts'

/** Text sent to COPY at a time. Larger is not faster, and this is what memory grows by. */
const copyCharacters = 1_000_000

export type Embedded = Database & {
  /** The whole database as a tar, which `openPglite` starts from in a second. For tests. */
  dump(): Promise<Uint8Array<ArrayBuffer>>
}

/**
 * Opens the embedded training database: in `folder`, which becomes ours alone until we close, or in memory.
 * Refuses a folder that another process has open, naming it.
 */
export async function openPglite({
  folder,
  snapshot,
}: {
  readonly folder?: string
  readonly snapshot?: Uint8Array<ArrayBuffer>
} = {}): Promise<Embedded> {
  if (folder !== undefined) await mkdir(folder, { recursive: true })
  const lock = folder === undefined ? undefined : await takeFolder(folder)
  try {
    const worker = await startWorker(folder && join(folder, 'pglite'), snapshot)
    return databaseOver(worker, async () => {
      await lock?.release()
    })
  } catch (error) {
    await lock?.release()
    throw error
  }
}

type Distribute<R> = R extends { readonly id: number } ? Omit<R, 'id'> : never
type Ask = (request: Distribute<Request>) => Promise<unknown>

async function startWorker(folder: string | undefined, snapshot: Uint8Array | undefined) {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), {
    workerData: { folder, snapshot, asText: Object.keys(parsers).map(Number) },
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const opened = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }))
  worker.on('error', error => failAll(error as Error))
  worker.on('exit', () => failAll(new Error('The embedded database has stopped.')))
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
    if (answer.ok) asked?.resolve(answer.value)
    else asked?.reject(Object.assign(new Error(String(answer.error['message'])), answer.error))
  })
  await opened

  let lastId = 0
  const ask: Ask = request =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ ...request, id })
    })
  return { ask, end: () => worker.terminate() }
}

type Found = {
  readonly rows: readonly (readonly unknown[])[]
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
  readonly count: number
}

function databaseOver(
  { ask, end }: { ask: Ask; end(): Promise<number> },
  afterwards: () => Promise<void>,
): Embedded {
  const direct: Connection = {
    query: async (text, values) => {
      const { rows, fields, count } = (await ask({ ask: 'query', text, values })) as Found
      const read = fields.map(({ name, dataTypeID }) => ({ name, parse: parsers[dataTypeID] }))
      const named = (row: readonly unknown[]) =>
        Object.fromEntries(
          read.map(({ name, parse }, n) => {
            const value = row[n]
            if (!parse) return [name, value]
            // PGlite takes arrays apart before anybody is asked; their elements are still text.
            const text = Array.isArray(value) ? `{${value.join(',')}}` : value
            return [name, typeof text === 'string' ? parse(text) : text]
          }),
        )
      return { rows: rows.map(named), count: Math.max(count, rows.length) }
    },
    script: async text => {
      await ask({ ask: 'script', text })
    },
    // PGlite's COPY reads a file, which only the owner may; what is copied into is the caller's all the same.
    copy: async (target, csv) => {
      const { rows } = await direct.query('select current_user as role', [])
      const role = String(rows[0]?.['role'])
      await direct.script('reset role')
      for await (const text of wholeLines(csv)) {
        await ask({
          ask: 'copy',
          text: `copy ${target} from '/dev/blob' with (format csv)`,
          csv: text,
        })
      }
      await direct.script(`set local role "${role}"`)
    },
  }

  // One connection: a transaction has it to itself, and everything else waits its turn.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work)
    turn = result.catch(() => {})
    return result
  }

  return {
    ...dbOver({
      query: (text, values) => inTurn(() => direct.query(text, values)),
      script: text => inTurn(() => direct.script(text)),
      copy: (target, csv) => inTurn(() => direct.copy(target, csv)),
    }),
    engine: 'PGlite',
    transaction: work =>
      inTurn(async () => {
        await direct.script('begin')
        try {
          const result = await work(dbOver(direct))
          await direct.script('commit')
          return result
        } catch (error) {
          await direct.script('rollback').catch(() => {})
          throw error
        }
      }),
    dump: () => inTurn(async () => (await ask({ ask: 'dump' })) as Uint8Array<ArrayBuffer>),
    close: () =>
      inTurn(async () => {
        await ask({ ask: 'close' })
        await end()
        await afterwards()
      }),
  }
}

/** Regroups chunks so that each ends where a record does: outside quotes, after a line feed. */
async function* wholeLines(csv: AsyncIterable<string>): AsyncGenerator<string> {
  let kept = ''
  for await (const chunk of csv) {
    kept += chunk
    if (kept.length < copyCharacters) continue
    const end = lastRecordEnd(kept)
    if (end === 0) continue
    yield kept.slice(0, end)
    kept = kept.slice(end)
  }
  if (kept !== '') yield kept
}

function lastRecordEnd(text: string): number {
  let quoted = false
  let end = 0
  for (let n = 0; n < text.length; n++) {
    const character = text[n]
    if (character === '"') quoted = !quoted
    else if (character === '\n' && !quoted) end = n + 1
  }
  return end
}
