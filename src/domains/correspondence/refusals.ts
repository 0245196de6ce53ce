import type { Refusal } from '#values/outcome.ts'

/** A letter that is refused goes to nobody: a person writes it, or mends what is wrong and it is tried again. */
export const noTemplate = (notice: string): Refusal => ({
  code: 'no-letter-for-this',
  says: `There is no letter for a ${notice}.`,
})

export const missing = (what: string): Refusal => ({
  code: 'letter-lacks-something',
  says: `The letter lacks ${what}. Add it, and it goes with the next run.`,
})

export const notDrawable = (characters: readonly string[]): Refusal => ({
  code: 'letter-not-drawable',
  says: `The letters’ font cannot write ${characters
    .slice(0, 5)
    .map(inWords)
    .join(', ')}. Write this letter by hand.`,
})

export const tooLong: Refusal = {
  code: 'letter-too-long',
  says: 'A name or an address line is too long for the envelope’s window. Write this letter by hand.',
}

export const noAddress: Refusal = {
  code: 'no-address-today',
  says: 'There is no address that is theirs today.',
}

/** “李 (U+674E)”; of one that shows nothing by itself, the code alone. */
function inWords(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return /[\p{C}\p{M}\p{Z}]/u.test(character) ? code : `${character} (${code})`
}
