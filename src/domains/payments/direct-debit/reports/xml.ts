import { SaxesParser } from 'saxes'
import { done, type Outcome, refused } from '#values/outcome.ts'

/** An element of a report: all its text put together, whatever comments stood within it. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
  readonly line: number
}

type Growing = Element & { children: Element[]; text: string }

const limits = { bytes: 20_000_000, elements: 400_000, depth: 24, text: 2_000 }

/** Said by the handlers below, which can only throw. */
class NotRead extends Error {}

const stop = (says: string): never => {
  throw new NotRead(says)
}

/**
 * Reads a Bacs report as XML. Refuses what no report has and mischief does: a document type (so no entity of its own),
 * more than 20 MB, 24 levels or 400,000 elements, and bytes that are not of the encoding it names. What it says names
 * the line, never the content.
 */
export function readXml(bytes: Uint8Array): Outcome<Element> {
  const refuse = (says: string) =>
    refused({ code: 'not-xml', says: `${says} Nothing was taken from it.` })
  if (bytes.length > limits.bytes) return refuse('The file is larger than any Bacs report.')
  const text = textOf(bytes)
  if (text === undefined)
    return refuse('The bytes of the file are not of the encoding that it says it has.')
  try {
    return done(tree(text))
  } catch (error) {
    if (error instanceof NotRead) return refuse(error.message)
    throw error
  }
}

const decoders: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
}

function textOf(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200))
  const declared = /^(?:ï»¿)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)
  const decoder = decoders[(declared?.[1] ?? 'utf-8').toLowerCase()]
  if (decoder === undefined) return undefined
  try {
    return new TextDecoder(decoder, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function tree(text: string): Element {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const open: Growing[] = []
  let root: Growing | undefined
  let count = 0
  // Its own sentence could repeat what is in the file.
  parser.on('error', () => stop(`The file is not well-formed XML at line ${parser.line}.`))
  parser.on('doctype', () => stop('The file has a document type, which no Bacs report has.'))
  parser.on('opentag', ({ name, attributes }) => {
    count += 1
    if (count > limits.elements) stop('The file has more elements than any Bacs report.')
    if (open.length >= limits.depth) stop('The file is nested more deeply than any Bacs report.')
    if (Object.values(attributes).some(value => value.length > limits.text))
      stop(`An attribute at line ${parser.line} is longer than any in a Bacs report.`)
    const element: Growing = { name, attributes, children: [], text: '', line: parser.line }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const add = (more: string) => {
    const element = open.at(-1)
    if (element) element.text += more
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  return root ?? stop('The file has no element.')
}

/** The elements at the end of a path of names, from this one down. */
export const all = (from: Element, ...path: readonly string[]): readonly Element[] =>
  path.reduce<readonly Element[]>(
    (found, name) => found.flatMap(({ children }) => children.filter(child => child.name === name)),
    [from],
  )

/** The one element at the end of a path; undefined where there is none. */
export const one = (from: Element, ...path: readonly string[]): Element | undefined =>
  all(from, ...path)[0]

/** A child's text without the space around it; empty where there is no such child. */
export const textIn = (from: Element, ...path: readonly string[]): string =>
  one(from, ...path)?.text.trim() ?? ''
