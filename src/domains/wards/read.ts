import type { FileRecord } from '#imports'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { type Columns, columnsOf } from './columns.ts'
import { postcodeOf } from './postcode.ts'
import * as refusals from './refusals.ts'

/** Which rows of a file are a council's. */
export type Kept = {
  /** The code of its authority, or of its county; undefined where none was named. */
  readonly authority: string | undefined
  /** Where none was named: the postcode districts in which it knows a property or an address. */
  readonly districts: ReadonlySet<string>
}

/** What a file says: the ward of each postcode, or what wards are called. */
export type ReadFile = {
  readonly kind: 'postcodes' | 'names'
  /** Rows under the header that are not blank. */
  readonly rows: number
  /** The code of the ward by postcode, in capitals without a space; empty of a file of names. */
  readonly wards: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, string>
  readonly elsewhere: number
  readonly withoutWard: number
  readonly bad: number
  readonly twice: number
  /** The first few that are bad or twice, in words. */
  readonly examples: readonly string[]
}

/** The most postcodes that are kept: the largest authority has a tenth of them. */
export const mostPostcodes = 300_000
/** The most bad ones, and the most given twice, that are named. */
const mostExamples = 10

/**
 * Reads a file of wards, record by record, and keeps what is the council's: of its authority, where one was named; of the districts that it
 * knows, where the file tells authorities and none was named; and all of a file that tells none, which is the council's own. A postcode that
 * has ended is kept, for accounts have it still. Of one that is given two wards the first is kept.
 */
export async function readWards(
  records: AsyncIterable<FileRecord>,
  kept: Kept,
  most = mostPostcodes,
): Promise<Outcome<ReadFile>> {
  const wards = new Map<string, string>()
  const names = new Map<string, string>()
  const counts = { rows: 0, elsewhere: 0, withoutWard: 0, bad: 0, twice: 0 }
  const examples: string[] = []
  const example = (n: number, says: string) => n <= mostExamples && examples.push(says)
  let columns: Columns | undefined

  for await (const { cells, line } of records) {
    if (cells.every(cell => cell.trim() === '')) continue
    if (columns === undefined) {
      columns = columnsOf(cells)
      const fault = faultOf(columns, kept)
      if (fault) return refused(fault)
      continue
    }
    counts.rows += 1
    const row = rowOf(cells, columns, kept)
    if (row.is === 'bad')
      example(++counts.bad, `line ${line}: “${row.written.slice(0, 20)}” is no postcode`)
    else if (row.is !== 'ward') counts[row.is] += 1
    else {
      const { postcode, code, name } = row
      if (name !== '' && name !== code && !names.has(code)) names.set(code, name)
      if (postcode === undefined) continue
      const before = wards.get(postcode)
      if (before === undefined) wards.set(postcode, code)
      else if (before !== code)
        example(++counts.twice, `line ${line}: ${postcode} is in ${code}, and was in ${before}`)
      if (wards.size > most) return refused(refusals.tooMany(most))
    }
  }
  if (columns === undefined || counts.rows === 0) return refused(refusals.emptyFile)
  const kind = columns.postcode === undefined ? 'names' : 'postcodes'
  if ((kind === 'names' ? names : wards).size === 0)
    return refused(refusals.nothingUsable(why(counts)))
  return done({ kind, wards, names, ...counts, examples })
}

type Row =
  | { readonly is: 'elsewhere' | 'withoutWard' }
  | { readonly is: 'bad'; readonly written: string }
  /** Of a file of names no postcode. */
  | {
      readonly is: 'ward'
      readonly postcode: string | undefined
      readonly code: string
      readonly name: string
    }

/** What one row says, and whether it is the council's. */
function rowOf(cells: readonly string[], columns: Columns, kept: Kept): Row {
  const at = (n: number | undefined) => (n === undefined ? '' : (cells[n]?.trim() ?? ''))
  const code = at(columns.wardCode)
  const name = at(columns.wardName)
  if (columns.postcode === undefined)
    return code === '' ? { is: 'withoutWard' } : { is: 'ward', postcode: undefined, code, name }
  if (kept.authority !== undefined && !columns.authorities.some(n => at(n) === kept.authority))
    return { is: 'elsewhere' }
  if (code === '') return { is: 'withoutWard' }
  const found = postcodeOf(at(columns.postcode))
  if (found === undefined) return { is: 'bad', written: at(columns.postcode) }
  return isPickedByDistrict(columns, kept) && !kept.districts.has(found.district)
    ? { is: 'elsewhere' }
    : { is: 'ward', postcode: found.postcode, code, name }
}

const isPickedByDistrict = (columns: Columns, { authority }: Kept): boolean =>
  authority === undefined && columns.authorities.length > 0

function faultOf(columns: Columns, kept: Kept) {
  const { postcode, wardCode, wardName, authorities } = columns
  if (
    postcode === undefined &&
    (wardCode === undefined || wardName === undefined || wardName === wardCode)
  )
    return refusals.noPostcodeColumn
  if (wardCode === undefined) return refusals.noWardColumn
  if (postcode === undefined) return undefined
  if (kept.authority !== undefined && authorities.length === 0) return refusals.noAuthorityColumn
  return isPickedByDistrict(columns, kept) && kept.districts.size === 0
    ? refusals.nowhereKnown
    : undefined
}

const why = ({
  rows,
  elsewhere,
  withoutWard,
  bad,
}: Pick<ReadFile, 'rows' | 'elsewhere' | 'withoutWard' | 'bad'>): string =>
  [
    elsewhere > 0 && `${elsewhere} of ${rows} are of another authority or district`,
    withoutWard > 0 && `${withoutWard} of ${rows} give no ward`,
    bad > 0 && `${bad} of ${rows} have no postcode that is one`,
  ]
    .filter(part => part !== false)
    .join('; ') || 'they name nothing'
