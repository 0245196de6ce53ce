import { FileRefused } from './refuse.ts'

/** One record of a delimited file, and the line on which it begins. */
export type FileRecord = {
  readonly line: number
  readonly cells: readonly string[]
  /** A quote ended and text followed it in the same cell: nobody knows where that cell ends. */
  readonly isMisquoted?: true
}

/** A field longer than this is some other file, or a lost quote. The record is still read, and put aside. */
export const longestField = 10_000
/** A record longer than this is not read on: the file is refused. */
const longestRecord = 4_000_000

/**
 * Splits text into records, whatever the chunks: quotes may hold delimiters and line ends, lines end in LF, CR LF or a
 * lone CR, and the last needs no end. A quote that is never closed, or that closes lines later in the middle of a cell,
 * refuses the file and names the line it opened on. Spaces before a cell are of it, unless they are skipped.
 */
export async function* records(
  text: AsyncIterable<string>,
  {
    delimiter,
    quote,
    skipsSpaces = false,
  }: { readonly delimiter: string; readonly quote: string; readonly skipsSpaces?: boolean },
): AsyncGenerator<FileRecord> {
  let line = 1
  let recordLine = 1
  let quoteLine = 0
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  let wasQuoted = false
  let isMisquoted = false
  let size = 0
  /** A CR that ended a record may be followed by the LF that belongs to it; a quote inside quotes may be doubled. */
  let afterCr = false
  let afterQuote = false

  const endCell = () => {
    cells.push(cell)
    cell = ''
    wasQuoted = false
  }
  for await (const chunk of text) {
    let plainFrom = -1
    const flush = (to: number) => {
      if (plainFrom >= 0) cell += chunk.slice(plainFrom, to)
      plainFrom = -1
    }
    for (let n = 0; n < chunk.length; n++) {
      const character = chunk[n] ?? ''
      if (afterCr) {
        afterCr = false
        if (character === '\n') continue
      }
      if (afterQuote) {
        afterQuote = false
        if (character === quote) {
          cell += quote
          continue
        }
        isQuoted = false
      }
      if (isQuoted) {
        if (character === quote) {
          flush(n)
          afterQuote = true
        } else {
          if (character === '\n') line += 1
          if (plainFrom < 0) plainFrom = n
        }
        continue
      }
      if (character === delimiter) {
        flush(n)
        endCell()
      } else if (character === '\n' || character === '\r') {
        flush(n)
        endCell()
        yield { line: recordLine, cells, ...(isMisquoted && { isMisquoted }) }
        cells = []
        isMisquoted = false
        size = 0
        line += 1
        recordLine = line
        afterCr = character === '\r'
      } else if (
        character === quote &&
        quote !== '' &&
        cell === '' &&
        plainFrom < 0 &&
        !wasQuoted
      ) {
        isQuoted = true
        wasQuoted = true
        quoteLine = line
      } else if (!(skipsSpaces && character === ' ' && cell === '' && plainFrom < 0)) {
        if (wasQuoted && character !== ' ') {
          if (line !== quoteLine) throw unclosed(quoteLine)
          isMisquoted = true
        }
        if (plainFrom < 0) plainFrom = n
      }
    }
    flush(chunk.length)
    size += chunk.length
    if (
      size > longestRecord &&
      (isQuoted || cells.length > 0 || cell !== '') &&
      cell.length + cells.length > longestRecord / 2
    ) {
      throw unclosed(isQuoted ? quoteLine : recordLine)
    }
  }
  if (isQuoted && !afterQuote) throw unclosed(quoteLine)
  if (cell !== '' || cells.length > 0 || wasQuoted) {
    endCell()
    yield { line: recordLine, cells, ...(isMisquoted && { isMisquoted }) }
  }
}

const unclosed = (line: number) =>
  new FileRefused(
    'unclosed-quote',
    `A quote opens on line ${line} and is not closed where its column ends, so the rest of the file cannot be told apart. Mend that line in the source and send the file again.`,
  )
