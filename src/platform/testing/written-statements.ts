/** A piece of SQL as it stands in a file: its parts, and what is inserted between them. */
export type Written = {
  readonly file: string
  readonly line: number
  /** What it is called, when it is kept under a name: `const theirs = sql…`. */
  readonly name: string | undefined
  /** Other files may mean it by its name. */
  readonly isExported: boolean
  readonly text: string
}

/** The templates of a source file that are SQL: after `sql`, or given to `script(…)`. */
export function writtenIn(file: string, source: string): readonly Written[] {
  const found: Written[] = []
  for (const match of source.matchAll(/\bsql`|\bscript\(\s*[`']/g)) {
    const start = match.index + match[0].length
    const before = source.slice(0, match.index)
    // const name = sql…, const name = (some: thing) => sql…, and the same with a type between.
    const named =
      /(?<exported>export )?(?:const|let) (?<name>\w+)\s*(?::[^=;]*)?=\s*(?:(?:<[^>]*>)?\([^()]*\)(?:\s*:\s*\w+)?\s*=>\s*)?$/.exec(
        before,
      )?.groups
    const end = endOf(source, start, match[0].at(-1) ?? '`')
    found.push({
      file,
      line: before.split('\n').length,
      name: named?.['name'],
      isExported: named?.['exported'] !== undefined,
      text: source.slice(start, end),
    })
  }
  return found
}

/** Where the template that begins at `start` ends, whatever templates its inserts hold. */
function endOf(source: string, start: number, quote: string): number {
  for (let n = start; n < source.length; n++) {
    if (source[n] === '\\') n++
    else if (source[n] === quote) return n
    else if (quote === '`' && source.startsWith('${', n)) n = endOfInsert(source, n + 2)
  }
  return source.length
}

function endOfInsert(source: string, start: number): number {
  let depth = 0
  for (let n = start; n < source.length; n++) {
    const character = source[n] ?? ''
    if (character === '}' && depth === 0) return n
    if (character === '{') depth++
    else if (character === '}') depth--
    else if ('`\'"'.includes(character)) n = endOf(source, n + 1, character)
  }
  return source.length
}

/** What stands for an insert whose SQL comes from elsewhere, when a parameter cannot stand there. */
export const standIns = ['$1', 'piece', ''] as const

/**
 * The statement as PostgreSQL would get it: each insert that is SQL of its own, written in place or kept under a name
 * in `pieces`, put in; every other a parameter or what `standIn` says.
 */
export function assembled(
  written: Written,
  pieces: readonly Written[],
  standIn: string,
  depth = 0,
): string {
  const { text: source } = written
  let text = ''
  for (let n = 0; n < source.length; n++) {
    if (!source.startsWith('${', n)) {
      text += source[n]
      continue
    }
    const end = endOfInsert(source, n + 2)
    const insert = source.slice(n + 2, end)
    n = end
    // What is given a type is a value.
    if (source.startsWith('::', end + 1)) {
      text += '$1'
      continue
    }
    const before = text.trimEnd()
    const isWhole = before.endsWith('(') && /^\s*(offset 0\s*)?\)/.test(source.slice(end + 1))
    const piece = depth > 6 ? undefined : pieceIn(insert, written, pieces)
    if (piece) text += assembled(piece, pieces, standIn, depth + 1)
    else if (isWhole && /\b(from|join|in|exists|as( materialized)?)\s*\($/.test(before))
      text += 'select'
    else text += before.endsWith('.') ? 'piece' : standIn
  }
  return text
}

function pieceIn(
  insert: string,
  { file }: Written,
  pieces: readonly Written[],
): Written | undefined {
  const inner = writtenIn(file, insert)[0]
  if (inner) return inner
  const name = /^\s*(\w+)\s*(?:\(|$)/.exec(insert)?.[1]
  const named = pieces.filter(piece => piece.name !== undefined && piece.name === name)
  return named.find(piece => piece.file === file) ?? named.find(piece => piece.isExported)
}
