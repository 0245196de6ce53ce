import { formatPounds, type Pence } from '#values/money.ts'
import { readMoney } from './cells.ts'
import { withoutCardNumbers } from '#values/card-numbers.ts'
import { headersOf, type Profile, sameHeader } from './profile.ts'
import type { FileRecord } from './records.ts'
import { FileRefused } from './refuse.ts'

/** What a pass over a whole file found. */
export type Judged = {
  header: readonly string[]
  rows: number
  blankLines: number
  total: Pence
  declaredRows: number | null
  declared: Pence | null
}

/** A list has fewer columns than this, and a form to correct a row has a field for each. */
export const mostColumns = 500

/** The header, if every column the profile needs is in it once and, where the profile lists them all, no other. */
export function headerOf({ cells, line }: FileRecord, profile: Profile): readonly string[] {
  if (cells.length > mostColumns) {
    throw new FileRefused(
      'too-many-columns',
      `The header on line ${line} has ${cells.length} columns, and no list has more than ${mostColumns}.`,
    )
  }
  const found = cells.map(cell => cell.trim().normalize('NFC'))
  const needed = headersOf(profile)
  const missing = needed.filter(name => !found.some(other => sameHeader(name, other)))
  const unknown =
    profile.ignore === 'others'
      ? []
      : found.filter(name => !needed.some(other => sameHeader(name, other)))
  const twice = found.filter(
    (name, n) => found.indexOf(name) !== n && needed.some(other => sameHeader(name, other)),
  )
  const quoted = (names: readonly string[]) =>
    names
      .slice(0, 12)
      .map(name => `“${withoutCardNumbers(name).slice(0, 60)}”`)
      .join(', ')
  const faults = [
    missing.length > 0 && `It does not have ${quoted(missing)}.`,
    unknown.length > 0 && `It has ${quoted(unknown)}, which the profile does not know.`,
    twice.length > 0 && `It has ${quoted(twice)} more than once, and either could be meant.`,
  ].filter(fault => fault !== false)
  if (faults.length > 0) {
    throw new FileRefused(
      'header',
      `The header on line ${line} is not this feed’s. ${faults.join(' ')} Use the right feed, or change the profile.`,
    )
  }
  return found
}

export function readTrailer(
  { cells, line }: FileRecord,
  { file: { trailer }, money }: Profile,
  judged: Judged,
): void {
  if (!trailer) return
  const rows = cells[trailer.rows]?.trim() ?? ''
  // A file comes to more than any row of it may.
  const total = readMoney(cells[trailer.total] ?? '', {
    ...money,
    zero: 'allow',
    largest: Number.MAX_SAFE_INTEGER,
  })
  if (!/^\d{1,9}$/.test(rows) || !total.ok) {
    throw new FileRefused(
      'trailer',
      `The trailer on line ${line} does not say how many rows there are and what they come to.`,
    )
  }
  judged.declaredRows = Number(rows)
  judged.declared = total.value
}

export function refuseOtherCouncil(
  { cells, line }: FileRecord,
  { council }: Profile,
  column: number,
): void {
  if (council === null || column < 0) return
  const found = cells[column]?.trim() ?? ''
  if (found !== '' && found !== council.is) {
    throw new FileRefused(
      'other-council',
      `Line ${line} says “${withoutCardNumbers(found).slice(0, 40)}” in ${council.column}, and this council’s files say “${council.is}”: it looks like another council’s file.`,
    )
  }
}

/** After the last row: a file that is empty, cut off, or not what its own trailer says is refused. */
export function refuseUnsound(
  judged: Judged,
  { file: { trailer, trailerRequired } }: Profile,
  hasTrailer: boolean,
): void {
  // A trailer that says there are none is a quiet day; without one, nobody knows.
  if (judged.rows === 0 && judged.declaredRows !== 0) {
    throw new FileRefused(
      'no-rows',
      'The file has no rows. An empty file is not a quiet day: ask the source whether its extract ran.',
    )
  }
  if (trailerRequired && !hasTrailer) {
    throw new FileRefused(
      'no-trailer',
      `The file ends without its trailer (${trailer?.marker}), so some of it may be missing. Ask for it to be sent again.`,
    )
  }
  if (judged.declaredRows !== null && judged.declaredRows !== judged.rows) {
    throw new FileRefused(
      'wrong-count',
      `The trailer says ${judged.declaredRows} rows and the file has ${judged.rows}. Ask for it to be sent again.`,
    )
  }
  if (judged.declared !== null && judged.declared !== judged.total) {
    throw new FileRefused(
      'wrong-total',
      `The trailer says ${formatPounds(judged.declared)} and the rows come to ${formatPounds(judged.total)}. Ask for it to be sent again.`,
    )
  }
}
