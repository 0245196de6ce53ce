import type { Refusal } from '#values/outcome.ts'

/** What Bacs carries: capital letters, figures, full stop, ampersand, stroke, hyphen and space. */
const notCarried = /[^A-Z0-9.&/\- ]/g

/** A name as Bacs carries it, at most 18 characters: without accents, in capitals, a space for what it does not carry. */
export const bacsText = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toUpperCase()
    .replaceAll(notCarried, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, 18)
    .trimEnd()

/**
 * What is wrong with an instruction's reference, if anything. Never mended: the bank knows the instruction by it, so one
 * that was changed on the way would be another's. Rules of AUDDIS: 6 to 18 characters, beginning with a letter or figure,
 * not all the same, not beginning with DDIC, which is for indemnity claims.
 */
export function whyNotReference(reference: string): Refusal | undefined {
  const isShaped =
    /^[A-Z0-9][A-Z0-9.&/\- ]{5,17}$/.test(reference) && reference.trim() === reference
  if (isShaped && new Set(reference).size > 1 && !reference.startsWith('DDIC')) return undefined
  return {
    code: 'not-a-reference',
    says: 'A direct debit reference has 6 to 18 capital letters and figures, not all the same, and does not begin with DDIC.',
  }
}
