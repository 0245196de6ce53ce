import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import iconv from 'iconv-lite'
import type { Pence } from '#values/money.ts'
import { type Field, fieldsOf, type FieldKind, totalledBy } from '../fields.ts'
import { headersOf, type Profile } from '../profile.ts'
import { written } from './days.ts'
import { plain } from './people.ts'

/** One row in our own fields: money in pence, days by number, the rest as text, counts and flags. */
export type Row = Readonly<Partial<Record<Field, string | number | bigint | boolean>>>

/** A file being written. `write` asks to be waited for only when the disk is behind. */
export type Feed = {
  readonly write: (row: Row) => Promise<void> | undefined
  readonly close: () => Promise<void>
}

const enough = 64 * 1024

/**
 * Writes a file as the source system would: its mapping profile, read backwards. So a header, a code or a form of date
 * is said once, in the profile, and what the sample writes is what the import reads.
 */
export async function openFeed(path: string, profile: Profile): Promise<Feed> {
  const lines = await openLines(path, profile.file.encoding)
  const { delimiter, quote, trailer } = profile.file
  const cells = cellsOf(profile)
  const quoted = (text: string) => {
    if (quote === '') {
      assert(!text.includes(delimiter), 'a file without quotes has no delimiter in its text')
      return text
    }
    return text.includes(delimiter) || text.includes(quote) || text.includes('\n')
      ? quote + text.replaceAll(quote, quote + quote) + quote
      : text
  }
  const line = (texts: readonly string[]) => lines.write(texts.map(quoted).join(delimiter))

  await line(headersOf(profile))
  let rows = 0
  let total = 0n
  return {
    write: row => {
      rows += 1
      const amount = row[totalledBy[profile.kind]]
      if (typeof amount === 'bigint') total += amount
      return line(cells.map(cell => cell(row)))
    },
    close: async () => {
      if (trailer !== null) {
        const last = Array.from({ length: Math.max(trailer.rows, trailer.total) + 1 }, () => '')
        last[0] = trailer.marker
        last[trailer.rows] = String(rows)
        last[trailer.total] = money(total, profile)
        await line(last)
      }
      await lines.close()
    },
  }
}

/** For each column in order, what it says of a row. Decided once a file: a file has millions of cells. */
function cellsOf(profile: Profile): readonly ((row: Row) => string)[] {
  const kinds: Readonly<Partial<Record<Field, FieldKind>>> = fieldsOf[profile.kind]
  return Object.entries(profile.columns).flatMap(([name, column]) => {
    if (typeof column !== 'string') {
      assert('constant' in column, 'the sample writes each field in a column of its own')
      return []
    }
    const field = name as Field
    const says = writerOf(kinds[field] ?? 'text', field, profile)
    return [
      (row: Row) => {
        const value = row[field]
        return value === undefined || value === '' ? '' : says(value)
      },
    ]
  })
}

type Value = string | number | bigint | boolean

function writerOf(kind: FieldKind, field: Field, profile: Profile): (value: Value) => string {
  switch (kind) {
    case 'money':
      return value => money(value as bigint, profile)
    case 'date': {
      const form = profile.dates[0] ?? 'yyyy-mm-dd'
      return value => written(value as number, form)
    }
    case 'flag': {
      const code = codesOf(profile.values.flags)
      return value => code(value === true ? 'yes' : 'no')
    }
    case 'choice': {
      const list = field === 'kind' ? 'transactionKind' : field
      const code = codesOf(profile.values[list as keyof Profile['values']])
      return value => code(String(value))
    }
    case 'count':
    case 'text':
      return String
  }
}

/** From our word to the source's code for it. */
function codesOf(list: Readonly<Record<string, string>> = {}): (word: string) => string {
  const codes = new Map(Object.entries(list).map(([code, word]) => [word, code]))
  return word => {
    const code = codes.get(word)
    assert(code !== undefined, `the profile has a code for “${word}”`)
    return code
  }
}

function money(amount: Pence, { money: { unit, thousands } }: Profile): string {
  if (unit === 'pence') return String(amount)
  const pounds = String(amount / 100n)
  const grouped = thousands ? pounds.replaceAll(/\B(?=(\d{3})+$)/g, ',') : pounds
  return `${grouped}.${String(amount % 100n).padStart(2, '0')}`
}

type Lines = {
  readonly write: (line: string) => Promise<void> | undefined
  readonly close: () => Promise<void>
}

/** Lines into a file, a block at a time, so that memory does not grow with the file. */
export async function openLines(path: string, encoding: string): Promise<Lines> {
  const isUtf8 = encoding === 'utf-8'
  const stream = createWriteStream(path)
  await once(stream, 'open')
  let block = ''
  const send = (): Promise<void> | undefined => {
    const bytes = isUtf8 ? block : iconv.encode(narrow(block), encoding)
    block = ''
    return stream.write(bytes) ? undefined : once(stream, 'drain').then(() => undefined)
  }
  return {
    write: line => {
      block += `${line}\n`
      return block.length < enough ? undefined : send()
    },
    close: async () => {
      await send()
      stream.end()
      await once(stream, 'close')
    },
  }
}

/** What an old system keeps of a letter it does not have: the letter without its mark. */
const narrow = (text: string): string => text.replaceAll(/[^ -ÿ’–]/gu, letter => plain(letter))
