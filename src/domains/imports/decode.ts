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
  const utf8 = isUtf8(encoding)
    ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
    : undefined
  const other = utf8 ? undefined : iconv.getDecoder(encoding)
  for await (const chunk of bytes) {
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
      throw new FileRefused('bad-byte', badByte(part, line, offset, encoding))
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

const count = (text: string): number => text.split('\n').length - 1

/** Where the first byte is that cannot be UTF-8. */
function badByte(part: Uint8Array, line: number, offset: number, encoding: string): string {
  for (let end = 1; end <= part.length; end++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(
        part.subarray(Math.max(0, end - 4096), end),
        { stream: true },
      )
    } catch {
      const before = Buffer.from(part.subarray(0, end - 1)).toString('latin1')
      const hex = (part[end - 1] ?? 0).toString(16).toUpperCase().padStart(2, '0')
      return `Line ${line + count(before)}, byte ${offset + end} (0x${hex}) is not ${encoding}. If the source writes another encoding, such as windows-1252, say so in the profile.`
    }
  }
  return `A character near byte ${offset} is not ${encoding}. If the source writes another encoding, say so in the profile.`
}
