import { SaxesParser } from 'saxes'
import { StatementRefused } from './refuse.ts'

/** An element with everything in it. Names are without their prefix. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

type Open = { name: string; attributes: Record<string, string>; children: Element[]; text: string }

const deepest = 60
const longestText = 20_000
const mostElements = 500_000

export type XmlPart =
  | { readonly is: 'start'; readonly path: readonly string[] }
  | { readonly is: 'whole'; readonly element: Element; readonly parent: string }
  | { readonly is: 'end'; readonly path: readonly string[] }

/**
 * Streams XML: the elements named in `containers` are said when they start and end, and every other element directly in
 * one of them arrives whole. So memory holds one entry, not one file.
 *
 * Refused with a sentence: a document type (and with it every entity but the five of XML and numbered characters),
 * anything not well-formed, deep nesting, and an element with too much in it. Nothing outside the file is ever read.
 */
export async function* xmlParts(
  text: AsyncIterable<string>,
  containers: ReadonlySet<string>,
): AsyncGenerator<XmlPart> {
  const parts: XmlPart[] = []
  const path: string[] = []
  let building: Open[] = []
  let size = 0
  const parser = new SaxesParser({ xmlns: false, position: true })
  const refuse = (code: string, says: string): never => {
    throw new StatementRefused(code, `Line ${parser.line}: ${says}`)
  }
  parser.on('error', error =>
    refuse(
      'not-xml',
      `this is not well-formed XML (${error.message.replace(/^\d+:\d+: /, '').replace(/\.?$/, '')}). It may be cut off; ask the bank for the file again.`,
    ),
  )
  parser.on('doctype', () =>
    refuse(
      'doctype',
      'it has a document type (DOCTYPE), which no bank statement has and which can be used to read other files. Ask the bank why.',
    ),
  )
  parser.on('opentag', tag => {
    const name = tag.name.replace(/^.*:/, '')
    if (path.length + building.length >= deepest)
      refuse('deep', 'elements are nested deeper than in any statement.')
    if (building.length === 0 && (containers.has(name) || path.length === 0)) {
      path.push(name)
      parts.push({ is: 'start', path: [...path] })
      return
    }
    size = building.length === 0 ? 0 : size + 1
    if (size > mostElements)
      refuse(
        'large',
        `the element ${building[0]?.name ?? name} has more in it than can be read at once.`,
      )
    building.push({ name, attributes: { ...tag.attributes }, children: [], text: '' })
  })
  const onText = (text: string) => {
    const open = building.at(-1)
    if (!open) return
    open.text += text
    if (open.text.length > longestText)
      refuse('long-text', `the text of ${open.name} is longer than ${longestText} characters.`)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    const done = building.pop()
    if (!done) {
      parts.push({ is: 'end', path: [...path] })
      path.pop()
    } else if (building.length > 0) building.at(-1)?.children.push(done)
    else {
      parts.push({ is: 'whole', element: done, parent: path.at(-1) ?? '' })
      building = []
    }
  })
  for await (const chunk of text) {
    parser.write(chunk)
    yield* parts.splice(0)
  }
  parser.close()
  yield* parts.splice(0)
}

/** The first element down a path of names: `at(entry, 'BookgDt', 'Dt')`. */
export function at(element: Element | undefined, ...names: readonly string[]): Element | undefined {
  let found = element
  for (const name of names) found = found?.children.find(child => child.name === name)
  return found
}

/** The text down a path, trimmed; undefined where it is not there or empty. */
export const textAt = (
  element: Element | undefined,
  ...names: readonly string[]
): string | undefined => at(element, ...names)?.text.trim() || undefined

/** Every element of a name directly in another. */
export const allOf = (element: Element | undefined, name: string): readonly Element[] =>
  element?.children.filter(child => child.name === name) ?? []
