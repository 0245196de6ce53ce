import { StatementRefused } from './refuse.ts'
import type { Source } from './statement.ts'

/** The first bytes of a file, for telling what it is. */
export async function startOf(source: Source, length: number): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array()
  for await (const chunk of source()) {
    start = Buffer.concat([start, chunk])
    if (start.length >= length) break
  }
  return start.subarray(0, length)
}

/** What a byte order mark says the encoding is. */
export function markOf(start: Uint8Array): string | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8'
  return undefined
}

/** Whether all of it is UTF-8: banks that write something else do not say so in the text formats. */
export async function isUtf8(source: Source): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of source()) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** UTF-8, or the Windows letters that contain Latin-1, for formats that do not say. */
export const encodingOf = async (source: Source): Promise<string> =>
  markOf(await startOf(source, 3)) ?? ((await isUtf8(source)) ? 'utf-8' : 'windows-1252')

/**
 * The text of a file, strictly as the encoding says: a byte that does not belong, or a NUL, refuses it and is named by
 * its line.
 */
export async function* characters(source: Source, encoding: string): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  let line = 1
  const checked = (text: string): string => {
    const nul = text.indexOf('\0')
    if (nul >= 0)
      throw new StatementRefused(
        'nul',
        `Line ${line + lineEnds(text.slice(0, nul))} has a NUL character, which no statement has. Ask the bank for the file again.`,
      )
    line += lineEnds(text)
    return text
  }
  try {
    for await (const chunk of source()) yield checked(decoder.decode(chunk, { stream: true }))
    yield checked(decoder.decode())
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new StatementRefused(
      'bad-byte',
      `Near line ${line} there is a byte that is not ${encoding}, which the file says it is written in. Ask the bank for the file again.`,
    )
  }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new StatementRefused(
      'encoding',
      `The file says it is written in “${encoding.slice(0, 40)}”, which is not known here. Ask the bank for it in UTF-8.`,
    )
  }
}

const lineEnds = (text: string): number => text.split('\n').length - 1

const longestLine = 100_000

export type Line = { readonly number: number; readonly text: string }

/** Lines that end in LF or CR LF, without their ends. A line longer than any statement's refuses the file. */
export async function* lines(text: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 1
  let rest = ''
  for await (const chunk of text) {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) yield { number: number++, text: part.replace(/\r$/, '') }
    if (rest.length > longestLine)
      throw new StatementRefused(
        'long-line',
        `Line ${number} is longer than ${longestLine} characters, which no statement's is. Look whether it is the right file.`,
      )
  }
  if (rest !== '') yield { number, text: rest.replace(/\r$/, '') }
}

/** Text that people read: controls and runs of space become one space. */
export const readable = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s\u2028\u2029]+/gu, ' ')
    .trim()
