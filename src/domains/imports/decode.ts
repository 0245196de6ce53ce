import iconv from 'iconv-lite'
import { FileRefused } from './refuse.ts'

/** Marks at the start of a file that name its encoding. */
const marks = [
  { bytes: [0xef, 0xbb, 0xbf], name: 'UTF-8' },
  { bytes: [0xff, 0xfe], name: 'UTF-16 (little-endian)' },
  { bytes: [0xfe, 0xff], name: 'UTF-16 (big-endian)' },
] as const

const isUtf8 = (encoding: string) => /^utf-?8$/i.test(encoding)

/**
 * The text of a file, decoded strictly as the profile says and never by a guess: a byte that does not belong, or a NUL,
 * refuses the whole file and is named by its line. A byte order mark is taken off; one of another encoding is refused.
 */
export async function* decode(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  let line = 1
  let offset = 0
  let isStart = true
  let carried: Uint8Array = new Uint8Array()
  const utf8 = isUtf8(encoding)
    ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
    : undefined
  const other = utf8 ? undefined : iconv.getDecoder(encoding)
  for await (const chunk of startWhole(bytes)) {
    let part = chunk
    if (isStart) {
      const mark = marks.find(({ bytes }) => bytes.every((byte, n) => part[n] === byte))
      if (mark && mark.name !== 'UTF-8') {
        if (!/^utf-?16/i.test(encoding)) {
          throw new FileRefused(
            'other-encoding',
            `The file is written in ${mark.name}, and the profile says ${encoding}. Save it as ${encoding}, or say the encoding in the profile.`,
          )
        }
      } else if (mark && !utf8) part = part.subarray(mark.bytes.length)
      isStart = false
    }
    let text: string
    try {
      text = utf8 ? utf8.decode(part, { stream: true }) : (other?.write(Buffer.from(part)) ?? '')
    } catch {
      throw new FileRefused('bad-byte', badByte(carried, part, { line, offset, encoding }))
    }
    const nul = text.indexOf('\0')
    if (nul >= 0) {
      throw new FileRefused(
        'nul',
        `Line ${line + count(text.slice(0, nul))} has a NUL character, which no text file has. Ask for the file to be sent again.`,
      )
    }
    line += count(text)
    offset += part.length
    if (utf8) carried = unfinished(part.length < 4 ? Buffer.concat([carried, part]) : part)
    yield text
  }
  try {
    const rest = utf8 ? utf8.decode() : (other?.end() ?? '')
    if (rest) yield rest
  } catch {
    throw new FileRefused(
      'bad-byte',
      `The file ends in the middle of a character (line ${line}). Ask for it to be sent again.`,
    )
  }
}

/** The same bytes, the first chunk long enough to have a whole mark in it. */
async function* startWhole(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array()
  for await (const chunk of bytes) {
    if (start === undefined) {
      yield chunk
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length < 3) continue
    yield start
    start = undefined
  }
  if (start !== undefined) yield start
}

const count = (text: string): number => text.split('\n').length - 1

/** Where the first byte is that cannot be UTF-8. `carried` is the beginning of a character from the chunk before. */
function badByte(
  carried: Uint8Array,
  part: Uint8Array,
  { line, offset, encoding }: { line: number; offset: number; encoding: string },
): string {
  const bytes = Buffer.concat([carried, part])
  const at = bytes.findIndex((_, n) => isBadAt(bytes, n))
  const before = bytes.subarray(0, at).toString('latin1')
  const hex = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return `Line ${line + count(before)}, byte ${offset - carried.length + at + 1} (0x${hex}) is not ${encoding}. If the source writes another encoding, such as windows-1252, say so in the profile.`
}

/** Well-formed UTF-8, by its first byte: how many more there are, and between what the second is (RFC 3629). */
function shapeOf(first: number): {
  readonly more: number
  readonly from: number
  readonly to: number
} {
  if (first >= 0xc2 && first <= 0xdf) return { more: 1, from: 0x80, to: 0xbf }
  if (first >= 0xe0 && first <= 0xef)
    return { more: 2, from: first === 0xe0 ? 0xa0 : 0x80, to: first === 0xed ? 0x9f : 0xbf }
  if (first >= 0xf0 && first <= 0xf4)
    return { more: 3, from: first === 0xf0 ? 0x90 : 0x80, to: first === 0xf4 ? 0x8f : 0xbf }
  return { more: 0, from: 0, to: 0 }
}

const isMore = (byte: number | undefined) => byte === undefined || (byte & 0xc0) === 0x80

/** The byte begins no character, or one that what follows does not finish. A continuation is judged with its first. */
function isBadAt(bytes: Uint8Array, n: number): boolean {
  const first = bytes[n] ?? 0
  if (first < 0x80) return false
  if (isMore(first)) return !belongs(bytes, n)
  const { more, from, to } = shapeOf(first)
  const second = bytes[n + 1]
  if (more === 0 || (second !== undefined && (second < from || second > to))) return true
  return Array.from({ length: more }, (_, k) => bytes[n + 1 + k]).some(byte => !isMore(byte))
}

/** A continuation byte, near enough after a first byte that wants it. */
const belongs = (bytes: Uint8Array, n: number): boolean =>
  [1, 2, 3].some(
    back =>
      shapeOf(bytes[n - back] ?? 0).more >= back &&
      Array.from({ length: back - 1 }, (_, k) => bytes[n - 1 - k]).every(isMore),
  )

/** The beginning of a character at the end of a chunk, whose rest is in the next. */
function unfinished(bytes: Uint8Array): Uint8Array {
  for (const back of [1, 2, 3]) {
    const byte = bytes[bytes.length - back]
    if (byte === undefined || !isMore(byte))
      return byte !== undefined && shapeOf(byte).more >= back
        ? bytes.slice(bytes.length - back)
        : new Uint8Array()
  }
  return new Uint8Array()
}
