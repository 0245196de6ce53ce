import iconv from 'iconv-lite'
import type { FileRecord } from './records.ts'
import { records } from './records.ts'

/** How a file seems to be written, and what a person has to confirm of that. */
export type Written = {
  readonly encoding: string
  readonly text: string
  readonly notes: readonly string[]
}

/** A mark at the start or strict UTF-8 is known; anything else is a proposal, shown with the words it is about. */
export function encodingOf(bytes: Uint8Array): Written {
  const starts = (...mark: number[]) => mark.every((byte, n) => bytes[n] === byte)
  const as = (encoding: string) => iconv.decode(Buffer.from(bytes), encoding)
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) {
    const encoding = starts(0xff, 0xfe) ? 'utf-16le' : 'utf-16be'
    return { encoding, text: as(encoding), notes: [`Its first bytes say that it is ${encoding}.`] }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { encoding: 'utf-8', text, notes: ['It is UTF-8, every byte of it.'] }
  } catch {
    // Windows-1252 leaves these five out: a file that has one is from somewhere else.
    const isDos = bytes.some(byte => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte))
    const encoding = isDos ? 'cp850' : 'windows-1252'
    const others = ['windows-1252', 'cp850', 'cp437'].filter(other => other !== encoding)
    const text = as(encoding)
    return {
      encoding,
      text,
      notes: [
        `It is not UTF-8. To confirm: as ${encoding} it has ${oddWords(text)}; ${others.map(other => `as ${other}, ${oddWords(as(other))}`).join('; ')}. Put in file.encoding the one that reads right.`,
      ],
    }
  }
}

/** The first words with letters beyond plain ones, as this reading has them. */
const oddWords = (text: string): string =>
  [...new Set(text.match(/[^\s,;|"]*[^\0-\x7f][^\s,;|"]*/g))]
    .slice(0, 6)
    .map(word => `“${word.slice(0, 40)}”`)
    .join(' ')

const delimiters = [',', '\t', '|', ';'] as const

/** The delimiter under which most records are as wide as one another, and wider than one. */
export async function delimiterOf(text: string): Promise<string> {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const found = await firstRecords(text, delimiter, 100)
    const width = usualWidth(found)
    const alike = found.filter(({ cells }) => cells.length === width).length
    const score = width < 2 ? 0 : (alike / found.length) * Math.min(width, 50)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

export async function firstRecords(
  text: string,
  delimiter: string,
  most: number,
): Promise<readonly FileRecord[]> {
  const found: FileRecord[] = []
  try {
    for await (const record of records(
      (async function* () {
        yield text
      })(),
      { delimiter, quote: '"' },
    )) {
      if (record.cells.some(cell => cell.trim() !== '')) found.push(record)
      if (found.length >= most) break
    }
  } catch {
    // A quote that never closes under this delimiter: what came before it is still worth looking at.
  }
  return found
}

/** How many cells most records have. */
export function usualWidth(found: readonly FileRecord[]): number {
  const widths = new Map<number, number>()
  for (const { cells } of found) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  return [...widths].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 0
}
