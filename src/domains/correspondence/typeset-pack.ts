import { createHash } from 'node:crypto'
import { notDrawable } from './glyphs.ts'
import { textsIn } from './typeset.ts'
import { typeset } from './typesetter.ts'

export type PackPart =
  | { readonly kind: 'text' | 'heading'; readonly text: string }
  | { readonly kind: 'list' | 'to sign'; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly columns: readonly { readonly label: string; readonly numeric: boolean }[]
      readonly rows: readonly (readonly string[])[]
    }

export type PackSection = { readonly title: string; readonly parts: readonly PackPart[] }

/** What a pack says, section by section, and the letters that follow as they went. */
export type Pack = {
  readonly title: string
  readonly council: string
  readonly madeOn: Temporal.PlainDate
  readonly footer: string
  readonly about: readonly string[]
  readonly sections: readonly PackSection[]
  readonly enclosed: readonly {
    readonly title: string
    readonly note: string
    readonly pages: number
    readonly pdf: Uint8Array
  }[]
}

/**
 * Typesets a pack as one PDF with its contents and page numbers; the same pack gives the same bytes. Each letter stands in it whole, made
 * smaller to leave room for the pack's own numbers. A character that the font cannot draw stands as its code, and the first page says so:
 * a pack is read by people, and one that is refused helps nobody.
 */
export async function typesetPack(
  pack: Pack,
): Promise<{ readonly pdf: Uint8Array; readonly pages: number; readonly sha256: string }> {
  const { madeOn, enclosed, ...said } = pack
  const words = {
    ...said,
    made: { year: madeOn.year, month: madeOn.month, day: madeOn.day },
    enclosed: enclosed.map(({ title, note, pages }) => ({ title, note, pages })),
  }
  const undrawn = notDrawable(textsIn(words).join(''))
  const answer = await typeset({
    sheet: 'pack',
    words: JSON.stringify(
      undrawn.length === 0
        ? words
        : {
            ...asCodes(words, undrawn),
            about: [
              ...said.about.map(line => asCodes(line, undrawn)),
              `The font of this pack cannot draw some characters. Each stands as its code: ${undrawn.map(codeOf).join(', ')}.`,
            ],
          },
    ).normalize('NFC'),
    letters: enclosed.map(({ pdf }) => pdf),
  })
  if (!answer.ok) throw new Error(`The pack could not be typeset: ${answer.problem}`)
  const { pdf, pages } = answer
  return { pdf, pages, sha256: createHash('sha256').update(pdf).digest('hex') }
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Every text of something, with these characters as their codes. */
function asCodes<T>(value: T, undrawn: readonly string[]): T {
  const changed: unknown =
    typeof value === 'string'
      ? Array.from(value.normalize('NFC'), one =>
          undrawn.includes(one) ? `[${codeOf(one)}]` : one,
        ).join('')
      : Array.isArray(value)
        ? value.map((one: unknown) => asCodes(one, undrawn))
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value).map(([key, one]: [string, unknown]) => [
                key,
                asCodes(one, undrawn),
              ]),
            )
          : value
  return changed as T
}
