import { Bai2File } from './bai2-file.ts'
import { characters, encodingOf, lines } from './characters.ts'
import { StatementRefused } from './refuse.ts'
import type { Part, Source } from './statement.ts'

/** One record: its code, its fields, and how many physical records (with its continuations) it is. */
export type BaiRecord = {
  readonly line: number
  readonly code: string
  readonly fields: readonly string[]
  /** The text of the last field as written, with its commas, for a transaction's. */
  readonly text: string
  readonly physical: number
}

/**
 * Reads BAI2 balance reports: files of groups (banks) of accounts. A record ends with a slash; 88 carries on the one before;
 * text keeps its commas; several records may stand on one line, and text may wrap. Every total of an account (49), a group
 * (98) and the file (99) must foot, and so must every count of records; otherwise the file is refused with the difference.
 */
export async function* readBai2(source: Source): AsyncGenerator<Part> {
  const file = new Bai2File()
  for await (const record of records(source)) yield* file.take(record)
  if (!file.isEnded)
    throw new StatementRefused(
      'cut-off',
      'The file has no file trailer (99), so it has been cut off. Ask the bank for it again.',
    )
}

const codes = new Set(['01', '02', '03', '16', '49', '88', '98', '99'])
const startsRecord = /^\s*(01|02|03|16|49|88|98|99),/

async function* records(source: Source): AsyncGenerator<BaiRecord> {
  let open: { line: number; parts: string[]; physical: number } | undefined
  for await (const { number, text } of physicalRecords(source)) {
    const code = text.slice(0, 2)
    if (code === '88') {
      if (!open)
        throw new StatementRefused('bai2', `Line ${number} carries on a record that is not there.`)
      open.parts.push(text.slice(3))
      open.physical++
      continue
    }
    if (open) yield whole(open)
    if (!codes.has(code))
      throw new StatementRefused(
        'bai2',
        `Line ${number} is not a BAI2 record: it begins “${text.slice(0, 10)}”.`,
      )
    open = { line: number, parts: [text], physical: 1 }
  }
  if (open) yield whole(open)
}

/** Lines split into the records on them; a line that begins none belongs to the text of the one before. */
async function* physicalRecords(source: Source) {
  let held: { number: number; text: string } | undefined
  for await (const { number, text } of lines(characters(source, await encodingOf(source)))) {
    for (const part of text.split(/(?<=\/)\s+(?=(?:01|02|03|16|49|88|98|99),)/)) {
      if (part.trim() === '') continue
      if (held && !startsRecord.test(part)) held.text += part
      else {
        if (held) yield held
        held = { number, text: part.trimStart() }
      }
    }
  }
  if (held) yield held
}

function whole({
  line,
  parts,
  physical,
}: {
  line: number
  parts: string[]
  physical: number
}): BaiRecord {
  const unended = parts.map(part => part.trimEnd().replace(/\/$/, ''))
  const code = parts[0]?.slice(0, 2) ?? ''
  // Fields of a balance record go on after a continuation as after a comma; text goes on as text.
  const text = unended.join(code === '16' ? ' ' : ',')
  const fields = (code === '16' ? (unended[0] ?? '') : text).split(',')
  return { line, code, fields: fields.slice(1), text, physical }
}
