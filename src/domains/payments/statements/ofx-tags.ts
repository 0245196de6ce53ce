import { readable } from './characters.ts'
import { StatementRefused } from './refuse.ts'

export type OfxTag =
  | { readonly is: 'opens'; readonly name: string }
  | { readonly is: 'value'; readonly name: string; readonly value: string }
  | { readonly is: 'closes'; readonly name: string }

const deepest = 60
const longest = 20_000
const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/**
 * The tags of OFX as SGML and as XML alike: a tag with text after it is a value, one without opens an aggregate (or is a
 * value that is empty, where its end follows at once). A document type refuses the file.
 */
export async function* ofxTags(text: AsyncIterable<string>): AsyncGenerator<OfxTag> {
  let depth = 0
  let isBody = false
  for await (const { name, isEnd, text: after } of pieces(text)) {
    isBody ||= name === 'OFX'
    if (!isBody || name.startsWith('?')) continue
    if (isEnd) {
      depth--
      yield { is: 'closes', name }
      continue
    }
    const value = readable(after)
    if (value === '') {
      if (++depth > deepest)
        throw new StatementRefused('deep', 'OFX elements are nested deeper than in any statement.')
      yield { is: 'opens', name }
    } else yield { is: 'value', name, value }
  }
}

type Piece = { readonly name: string; readonly isEnd: boolean; readonly text: string }

/** One tag at a time with the text that follows it. An end tag of a value is passed over by whoever reads. */
async function* pieces(text: AsyncIterable<string>): AsyncGenerator<Piece> {
  let rest = ''
  const open: string[] = []
  for await (const chunk of text) {
    rest += chunk
    let from = 0
    while (true) {
      const found = piece(rest, from)
      if (!found) break
      from = found.to
      yield* settle(open, found)
    }
    rest = rest.slice(from)
    if (rest.length > longest)
      throw new StatementRefused(
        'long-text',
        `A value is longer than ${longest} characters, which none in a statement is.`,
      )
  }
  const found = piece(`${rest}<`, 0)
  if (found) yield* settle(open, found)
}

/** Ends of values say nothing new: only those that end something opened without text are told. */
function* settle(open: string[], found: Piece): Generator<Piece> {
  if (found.isEnd) {
    const at = open.lastIndexOf(found.name)
    if (at < 0) return
    open.splice(at)
  } else if (readable(found.text) === '') open.push(found.name)
  yield found
}

function piece(text: string, from: number): (Piece & { readonly to: number }) | undefined {
  const start = text.indexOf('<', from)
  if (start < 0) return undefined
  const end = text.indexOf('>', start)
  if (end < 0) return undefined
  const tag = text.slice(start + 1, end)
  if (/^!DOCTYPE|^!ENTITY/i.test(tag))
    throw new StatementRefused(
      'doctype',
      'The file has a document type (DOCTYPE), which no bank statement has. Ask the bank why.',
    )
  let next = text.indexOf('<', end)
  let value = ''
  while (next >= 0 && text.startsWith('<![CDATA[', next)) {
    const close = text.indexOf(']]>', next)
    if (close < 0) return undefined
    value += text.slice(end + 1, next) + text.slice(next + 9, close)
    next = text.indexOf('<', close)
  }
  if (next < 0) return undefined
  value ||= text
    .slice(end + 1, next)
    .replaceAll(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]+);/gi, (whole, name: string) =>
      entity(whole, name),
    )
  return {
    name: tag.replace(/^\//, '').trim().split(/\s/)[0]?.toUpperCase() ?? '',
    isEnd: tag.startsWith('/'),
    text: value,
    to: next,
  }
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole
  const code =
    name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}
