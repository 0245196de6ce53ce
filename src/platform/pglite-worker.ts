// The embedded database, on its own thread: a long query must not stop the web server.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'

export type Request =
  | {
      readonly id: number
      readonly ask: 'query'
      readonly text: string
      readonly values: readonly unknown[]
    }
  | { readonly id: number; readonly ask: 'script'; readonly text: string }
  | { readonly id: number; readonly ask: 'copy'; readonly text: string; readonly csv: string }
  | { readonly id: number; readonly ask: 'dump' }
  | { readonly id: number; readonly ask: 'close' }

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: Readonly<Record<string, unknown>> }

type Start = {
  readonly folder: string | undefined
  readonly snapshot: Uint8Array<ArrayBuffer> | undefined
  /** Types that the other thread reads itself; here they stay text, which can cross between threads. */
  readonly asText: readonly number[]
}

const { folder, snapshot, asText } = workerData as Start
const port = parentPort
if (!port) throw new Error('this file is a worker')

const asIs = (text: string) => text
const pglite = await PGlite.create({
  ...(folder !== undefined && { dataDir: folder }),
  ...(snapshot && { loadDataDir: new Blob([snapshot]) }),
  extensions: { btree_gist, pg_trgm },
  parsers: Object.fromEntries(asText.map(oid => [oid, asIs])),
})
await pglite.exec(
  `set timezone = 'UTC'; set datestyle = 'ISO'; set work_mem = '64MB'; set random_page_cost = 1.1`,
)

async function answer(request: Request): Promise<unknown> {
  switch (request.ask) {
    case 'query': {
      const { rows, fields, affectedRows } = await pglite.query(request.text, [...request.values], {
        rowMode: 'array',
      })
      return { rows, fields, count: affectedRows ?? 0 }
    }
    case 'script':
      await pglite.exec(request.text)
      return undefined
    case 'copy':
      await pglite.query(request.text, [], { blob: new Blob([request.csv]) })
      return undefined
    case 'dump': {
      const dump = await pglite.dumpDataDir('none')
      return new Uint8Array(await dump.arrayBuffer())
    }
    case 'close':
      await pglite.close()
      return undefined
  }
}

// PGlite answers one at a time, in order, so nothing here needs to queue.
port.on('message', (request: Request) => {
  answer(request).then(
    value => port.postMessage({ id: request.id, ok: true, value } satisfies Answer),
    (error: unknown) => {
      const fields = Object.fromEntries(Object.entries(Object(error)))
      const { code, constraint, table, schema, detail, severity } = fields
      const message = error instanceof Error ? error.message : String(error)
      port.postMessage({
        id: request.id,
        ok: false,
        error: { message, code, constraint, table, schema, detail, severity },
      } satisfies Answer)
    },
  )
})
port.postMessage({ id: 0, ok: true, value: 'open' } satisfies Answer)
