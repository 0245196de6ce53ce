import { faces } from './fonts.ts'

/** The characters the letters' font can draw, from its own table (cmap, format 4: the basic plane). */
function readCharacters(font: Buffer): ReadonlySet<number> {
  const tables = font.readUInt16BE(4)
  const entry = Array.from({ length: tables }, (_, n) => 12 + n * 16).find(
    at => font.toString('latin1', at, at + 4) === 'cmap',
  )
  if (entry === undefined) throw new Error('The letters’ font has no table of characters.')
  const cmap = font.readUInt32BE(entry + 8)
  const found = new Set<number>()
  for (let n = 0; n < font.readUInt16BE(cmap + 2); n++) {
    const table = cmap + font.readUInt32BE(cmap + 4 + n * 8 + 4)
    if (font.readUInt16BE(table) === 4) readSegments(font, table, found)
  }
  return found
}

function readSegments(font: Buffer, table: number, found: Set<number>): void {
  const twice = font.readUInt16BE(table + 6)
  const [ends, starts] = [table + 14, table + 16 + twice]
  const [deltas, offsets] = [starts + twice, starts + 2 * twice]
  for (let at = 0; at < twice; at += 2) {
    const [end, start] = [font.readUInt16BE(ends + at), font.readUInt16BE(starts + at)]
    const offset = font.readUInt16BE(offsets + at)
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const glyph =
        offset === 0
          ? (code + font.readUInt16BE(deltas + at)) & 0xffff
          : font.readUInt16BE(offsets + at + offset + (code - start) * 2)
      if (glyph !== 0) found.add(code)
    }
  }
}

const inEveryFace = faces.map(readCharacters)

/**
 * The characters of a text that the letters' font cannot draw, or that draw nothing and could turn or break what stands
 * beside them (controls, marks of direction). A letter with any is kept for a person, never sent with boxes.
 */
export const notDrawable = (text: string): readonly string[] => [
  ...new Set(
    Array.from(text.normalize('NFC')).filter(
      character =>
        /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ||
        inEveryFace.some(face => !face.has(character.codePointAt(0) ?? 0)),
    ),
  ),
]
