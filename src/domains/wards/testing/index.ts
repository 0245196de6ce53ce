import assert from 'node:assert/strict'
import type { Database } from '#platform/db.ts'
import { bringWards, type Brought } from '../bring.ts'

/** A file's bytes, as one that is brought arrives. */
export async function* bytesOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${lines.join('\r\n')}\r\n`)
}

/** Brings a council's own file of wards: `postcode,ward code,ward name` a line. */
export async function broughtWards(
  database: Database,
  councilId: number,
  ...lines: readonly string[]
): Promise<Brought> {
  const brought = await bringWards(database, {
    councilId,
    fileName: 'wards.csv',
    bytes: bytesOf(['Postcode,Ward code,Ward name', ...lines]),
    authority: undefined,
    actor: 'system:test',
  })
  assert(brought.ok, brought.ok ? '' : brought.refusal.says)
  return brought.value
}
