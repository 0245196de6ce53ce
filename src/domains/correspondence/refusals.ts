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

/** Why a letter may go nowhere, as parties.where_letters_go says it, and what an officer does about it. */
const nowhere: Readonly<Record<string, string>> = {
  'no address': 'There is no address that is theirs today.',
  'gone away':
    'The address it would go to is marked as gone away. Find out where they are, under their contact details.',
  'not theirs':
    'The address it would go to is marked as not theirs. Find out where they are, under their contact details.',
  confidential:
    'Their address is confidential and is not the safe way to reach them. Say the safe way, under their contact details.',
  'safe route':
    'They are not to be reached by post at their own address. Their contact details say how they may be.',
}

export const noLetter = (stoppedBy: string | null): Refusal => {
  const why = stoppedBy ?? 'no address'
  return {
    code: why === 'no address' ? 'no-address-today' : `no-letter-${why.replaceAll(' ', '-')}`,
    says: nowhere[why] ?? `No letter may go to them: ${why}.`,
  }
}

/** “李 (U+674E)”; of one that shows nothing by itself, the code alone. */
function inWords(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return /[\p{C}\p{M}\p{Z}]/u.test(character) ? code : `${character} (${code})`
}
