import { readDate } from './cells.ts'
import type { FileKind } from './fields.ts'
import { type DateFormat, dateFormats } from './profile.ts'

/** A column of the file as its first rows have it. */
export type Seen = {
  readonly header: string
  readonly values: readonly string[]
  /** Of all rows, how many say nothing here: 0 to 1. */
  readonly empty: number
  /** Of the values, how many are different: 0 to 1. */
  readonly distinct: number
}

/** Texts that systems write for “no value”. */
const nothings = ['NaN', '#N/A', '#REF!', '#VALUE!', 'NULL', 'null', 'N/A', 'n/a', 'None', '(null)']

export function columnsSeen(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly columns: readonly Seen[]; readonly notRecords: readonly string[] } {
  const notRecords = nothings.filter(word =>
    rows.some(row => row.some(cell => cell.trim() === word)),
  )
  const columns = header.map((name, n): Seen => {
    const values = rows
      .map(row => (row[n] ?? '').trim())
      .filter(value => value !== '' && !notRecords.includes(value))
    return {
      header: name,
      values,
      empty: rows.length === 0 ? 1 : 1 - values.length / rows.length,
      distinct: values.length === 0 ? 0 : new Set(values).size / values.length,
    }
  })
  return { columns, notRecords }
}

/** Nearly all the values are so: a few slips in a column do not make it another kind of column. */
const nearlyAll = (values: readonly string[], is: (value: string) => boolean): boolean =>
  values.length > 0 && values.filter(is).length >= values.length * 0.95

const span = { from: 1850, to: 2150 }

/** The ways of writing a date that read nearly all of a column; the American order only where no other does. */
export const dateFormatsOf = ({ values }: Seen): readonly DateFormat[] => {
  const fits = dateFormats.filter(format =>
    nearlyAll(values, value => readDate(value, [format], span).ok),
  )
  const others = fits.filter(format => format !== 'mm/dd/yyyy')
  return others.length > 0 ? others : fits
}

export const looksLikeMoney = ({ values }: Seen): boolean =>
  nearlyAll(values, value => /^[-(]?£? ?-?\d{1,3}(,?\d{3})*(\.\d{1,2})?[-)]?( ?CR)?$/.test(value))

/** What the profile has to allow for these amounts to be read. */
export function moneyOf(kind: FileKind, columns: readonly Seen[]) {
  const values = columns.flatMap(({ values }) => values)
  const some = (pattern: RegExp) => values.some(value => pattern.test(value))
  const negative = some(/^-/)
    ? 'minus'
    : some(/-$/)
      ? 'trailing minus'
      : some(/^\(.*\)$/)
        ? 'parentheses'
        : some(/CR$/)
          ? 'CR'
          : 'refuse'
  return {
    unit: columns.some(({ header }) => /pence/i.test(header)) ? 'pence' : 'pounds',
    thousands: some(/\d,\d{3}/),
    currencySign: some(/£/),
    negative,
    zero: kind === 'register' || some(/^0+(\.00?)?$/) ? 'allow' : 'refuse',
  } as const
}

export const looksLikePostcode = ({ values }: Seen): boolean =>
  values.filter(value => /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i.test(value)).length >=
  values.length * 0.6

/** Words for yes and no that go together: a list that has shown one so far may yet have the other. */
const pairs = [
  ['y', 'n'],
  ['yes', 'no'],
  ['true', 'false'],
  ['t', 'f'],
  ['1', '0'],
  ['occupied', 'empty'],
  ['occupied', 'unoccupied'],
  ['occupied', 'vacant'],
  ['occupied', 'void'],
] as const
const yes: readonly string[] = pairs.map(([word]) => word)
const no: readonly string[] = pairs.map(([, word]) => word)

/** The file's words for yes and no, where a column has such words and hardly any others. */
export function flagsOf({
  header,
  values,
}: Seen): Readonly<Record<string, 'yes' | 'no'>> | undefined {
  const isKnown = (value: string) => [...yes, ...no].includes(value.toLowerCase())
  if (!nearlyAll(values, isKnown)) return undefined
  // “Empty: Y” says that it is not occupied.
  const isTurned = /empty|vacant|void|unoccupied/i.test(header)
  const cased = (word: string, like: string) =>
    like === like.toUpperCase()
      ? word.toUpperCase()
      : /^[A-Z]/.test(like)
        ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
        : word
  const both = [...new Set(values)].filter(isKnown).flatMap(value => {
    const found = pairs.find(pair => pair.some(word => word === value.toLowerCase()))
    return found && !value.toLowerCase().startsWith('occ')
      ? [value, ...found.map(word => cased(word, value))]
      : [value]
  })
  return Object.fromEntries(
    both.map(value => {
      const isYes = yes.includes(value.toLowerCase())
      const isWord = /^(occ|empty|vacant|unocc|void)/i.test(value)
      return [value, isYes !== (isTurned && !isWord) ? 'yes' : 'no'] as const
    }),
  )
}
