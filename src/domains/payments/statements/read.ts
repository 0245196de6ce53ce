import { readBai2 } from './bai2.ts'
import { readCamt } from './camt.ts'
import { startOf } from './characters.ts'
import { readBankCsv } from './csv.ts'
import type { BankCsvProfile } from './csv-profile.ts'
import { type CheckedPart, type Closed, footed } from './foot.ts'
import { readMt940 } from './mt940.ts'
import { readOfx } from './ofx.ts'
import { StatementRefused } from './refuse.ts'
import type { Entry, Format, Opens, Part, Source } from './statement.ts'

/** What a file is, from its first bytes; undefined when it is none that says so itself. */
export function formatOf(start: Uint8Array): Format | undefined {
  const isWide =
    (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
  const text = Buffer.from(start)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf|^\u00ff\u00fe|^\u00fe\u00ff/, '')
    .replaceAll(isWide ? '\0' : /(?!)/g, '')
    .trimStart()
  if (/^OFXHEADER:|<\?OFX\s|^<OFX>/i.test(text)) return 'OFX'
  if (text.startsWith('<')) return 'camt'
  if (text.startsWith('01,')) return 'BAI2'
  if (/^:20:|\n:20:|\{4:\s*:20:|^:940:/.test(text)) return 'MT940'
  return undefined
}

/**
 * The statements of a file, as they are read and checked: what it is is told from its bytes, or it is a CSV that `profile`
 * describes. Throws `StatementRefused` at the first thing that makes the whole file unusable, wherever it stands, so whoever
 * uses what comes before must be able to undo it. Holds one entry in memory, whatever the size of the file.
 */
export async function* readStatements(
  source: Source,
  { profile }: { readonly profile?: BankCsvProfile | undefined } = {},
): AsyncGenerator<CheckedPart> {
  const format = profile ? 'CSV' : formatOf(await startOf(source, 4096))
  yield* footed(reader(source, format, profile))
}

function reader(
  source: Source,
  format: Format | undefined,
  profile: BankCsvProfile | undefined,
): AsyncIterable<Part> {
  if (profile) return readBankCsv(source, profile)
  switch (format) {
    case 'camt':
      return readCamt(source)
    case 'MT940':
      return readMt940(source)
    case 'BAI2':
      return readBai2(source)
    case 'OFX':
      return readOfx(source)
    default:
      throw new StatementRefused(
        'unknown-format',
        'This is not a statement that says what it is (camt.053, MT940, BAI2 or OFX). If it is a CSV download from the bank’s own pages, say which bank’s.',
      )
  }
}

/** A statement whole, for files that are small. */
export type Statement = {
  readonly opens: Opens
  readonly entries: readonly Entry[]
  readonly closes: Closed
}

/** The same with everything in memory: for tests and tools, and never for a file that a bank sends. */
export async function wholeStatements(
  source: Source,
  how: { readonly profile?: BankCsvProfile | undefined } = {},
): Promise<readonly Statement[]> {
  const all: Statement[] = []
  let opens: Opens | undefined
  let entries: Entry[] = []
  for await (const part of readStatements(source, how)) {
    if (part.is === 'opens') {
      opens = part
      entries = []
    } else if (part.is === 'entry') entries.push(part)
    else if (opens) all.push({ opens, entries, closes: part })
  }
  return all
}
