import type { Pence } from '#values/money.ts'
import { type Read, readDate, readMoney, readText } from './cells.ts'
import { withoutCardNumbers } from '#values/card-numbers.ts'
import type { Field } from './fields.ts'
import { type Column, type Profile, sameHeader } from './profile.ts'
import { longestField } from './records.ts'

/** A row that is not believed: which column, and why. */
export type RowFault = { readonly column: string; readonly says: string }

/** Thrown inside the judging of one row and caught at its edge: the first fault is the one that is told. */
export class Wrong extends Error {
  override readonly name = 'Wrong'
  readonly fault: RowFault
  constructor(column: string, says: string) {
    super(says)
    this.fault = { column, says }
  }
}

export type Text = string | null
export type Day = Temporal.PlainDate | null

/**
 * One row's cells by our fields. Each gives null for a field that the profile does not map, or that is empty and may be;
 * what cannot be read as its kind is `Wrong`, with the column's own name.
 */
export type RowReaders = {
  readonly has: (field: Field) => boolean
  /** The header as the file's own people call it. */
  readonly nameOf: (field: Field) => string
  readonly get: <T>(field: Field, reader: (text: string) => Read<T>) => T | null
  /** Card numbers are masked before anything else sees them. */
  readonly text: (field: Field, longest?: number) => Text
  readonly day: (field: Field, from: number, to: number) => Day
  readonly money: (field: Field) => Pence | null
  /** The source's word, as ours. */
  readonly word: <W extends string>(
    field: Field,
    words: Readonly<Record<string, W>> | undefined,
  ) => W | null
  readonly flag: (field: Field) => boolean
  readonly isPlaceholder: (name: string) => boolean
  readonly thisYear: number
}

/** Readers for the rows of a file: `header` is the file's own, already found to fit the profile. */
export function rowReaders(
  profile: Profile,
  header: readonly string[],
  businessDate: Temporal.PlainDate,
): (cells: readonly string[]) => RowReaders {
  const at = (name: string) => header.findIndex(found => sameHeader(found, name))
  const noValue = new Set(profile.file.notRecords)
  const sources = new Map(
    Object.entries(profile.columns).map(
      ([field, column]) => [field as Field, sourceOf(column, at)] as const,
    ),
  )
  const optional = new Set<string>(profile.optional)
  const placeholders = new Set(profile.placeholderNames.map(name => name.trim().toUpperCase()))

  return cells => {
    const has = (field: Field) => sources.has(field)
    const nameOf = (field: Field) => sources.get(field)?.name ?? field
    const get = <T>(field: Field, reader: (text: string) => Read<T>): T | null => {
      const source = sources.get(field)
      const given = source?.read(cells) ?? ''
      const trimmed = given.trim()
      if (trimmed === '' || noValue.has(trimmed)) {
        if (!source || optional.has(field)) return null
        throw new Wrong(source.name, 'it is empty')
      }
      const found = reader(given)
      if (!found.ok) throw new Wrong(nameOf(field), found.fault)
      return found.value
    }
    const word: RowReaders['word'] = <W extends string>(
      field: Field,
      words: Readonly<Record<string, W>> | undefined,
    ) =>
      get(field, (given): Read<W> => {
        if (sources.get(field)?.isConstant) return { ok: true, value: given as W }
        const found = words && Object.hasOwn(words, given.trim()) ? words[given.trim()] : undefined
        return found === undefined
          ? { ok: false, fault: 'the profile does not say what it means' }
          : { ok: true, value: found }
      })
    return {
      has,
      nameOf,
      get,
      text: (field, longest) => {
        const found = get(field, given => readText(given, longest))
        return found === null ? null : withoutCardNumbers(found)
      },
      day: (field, from, to) => get(field, given => readDate(given, profile.dates, { from, to })),
      money: field => get(field, given => readMoney(given, profile.money)),
      word,
      flag: field => word(field, profile.values.flags) === 'yes',
      isPlaceholder: name => name === '' || placeholders.has(name.toUpperCase()),
      thisYear: businessDate.year,
    }
  }
}

/** A row that is wider or narrower than its header may have an amount in another column: none of it is believed. */
export function refuseMisshapen(cells: readonly string[], header: readonly string[]): void {
  if (cells.length !== header.length) {
    throw new Wrong(
      'the whole row',
      `it has ${cells.length} columns and the header has ${header.length}`,
    )
  }
  const long = cells.findIndex(cell => cell.length > longestField)
  if (long >= 0) throw new Wrong(header[long] ?? '', `it is longer than ${longestField} characters`)
}

type Source = {
  readonly name: string
  readonly isConstant: boolean
  readonly read: (cells: readonly string[]) => string
}

function sourceOf(column: Column, at: (name: string) => number): Source {
  if (typeof column === 'string') {
    const n = at(column)
    return { name: column, isConstant: false, read: cells => cells[n] ?? '' }
  }
  if ('constant' in column)
    return { name: 'constant', isConstant: true, read: () => column.constant }
  const places = column.columns.map(at)
  return {
    name: column.columns.join(' + '),
    isConstant: false,
    read: cells =>
      places
        .map(n => cells[n]?.trim() ?? '')
        .filter(part => part !== '')
        .join(column.join),
  }
}
