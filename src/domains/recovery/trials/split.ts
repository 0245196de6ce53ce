import { createHash } from 'node:crypto'
import { type Sql, sql } from '#platform/sql.ts'

/** The sides of a trial: what is in force, and what is tried against it. */
export const sides = ['champion', 'challenger'] as const
export type Side = (typeof sides)[number]

/** What a draw depends on, beside whom it is of. */
export type Draw = {
  /** Kept, so that anybody can draw again and come to the same. */
  readonly seed: string
  /** How many in a hundred fall on the challenger’s side. */
  readonly share: number
}

/** The first hash that falls to the champion: what is smaller falls to the challenger. */
function boundary({ share }: Draw): Buffer {
  const first = Buffer.alloc(4)
  first.writeUInt32BE(Math.floor((share / 100) * 2 ** 32))
  return first
}

/**
 * The side that an id falls on: random to whoever does not know the seed, and always the same with it, whenever and in
 * whatever order it is asked.
 */
export const sideOf = (draw: Draw, id: string): Side => {
  const hash = createHash('sha256').update(`${draw.seed}|${id}`).digest()
  return Buffer.compare(hash, boundary(draw)) < 0 ? 'challenger' : 'champion'
}

/** The same for each row of a set. */
export const sideSql = (draw: Draw, id: Sql): Sql => sql`
  case when sha256(convert_to(${draw.seed}::text || '|' || (${id})::text, 'UTF8'))
      < decode(${boundary(draw).toString('hex')}::text, 'hex')
    then 'challenger' else 'champion' end`
