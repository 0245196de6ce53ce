import { soundKeys } from './matching/keys.ts'

/** What an officer typed, as what people are found by. */
export type Asked = {
  /** Whole keys, any of which is somebody: a number, a telephone, an e-mail address, a postcode. */
  readonly whole: readonly string[]
  /** How keys of words begin, all of which somebody has. */
  readonly beginnings: readonly string[]
  /** Patterns that what is known of somebody fits, word by word. */
  readonly fits: readonly string[]
  /** Keys of names that sound the same. */
  readonly sounds: readonly string[]
}

const marked = 'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿŵŷ'
const plain = 'aaaaaaceeeeiiiinoooooouuuuyywy'

/** The words of what was typed, exactly as `parties.words_of` makes them of a name or an address. */
export const wordsOf = (text: string): readonly string[] =>
  [...text.toLowerCase()]
    .map(letter => plain[marked.indexOf(letter)] ?? letter)
    .join('')
    .replaceAll(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')

/** Reads what was typed in every way in which it can be meant: a number is not looked for among names. */
export function readTyped(typed: string): Asked {
  const words = wordsOf(typed)
  const code = typed.toUpperCase().replaceAll(/\s/g, '')
  const digits = typed.replaceAll(/\D/g, '').slice(-10)
  const postcode = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(code)
  const whole = [
    digits.length >= 9 && /^[\d\s()+-]+$/.test(typed) && `telephone ${digits}`,
    typed.includes('@') && `email ${typed.trim().toLowerCase()}`,
    /^[A-Z]{2}\d{6}[A-D]?$/.test(code) && `insurance ${code}`,
    /^\d{3}[A-D]$/.test(code) && `insurance end ${code}`,
    /\d/.test(code) && `number ${code}`,
    /^([A-Z]{2})?\d{6,8}$/.test(code) && `company ${code}`,
    postcode && `postcode ${code}`,
  ].filter(key => key !== false)
  if (postcode || typed.includes('@')) return { whole, beginnings: [], fits: [], sounds: [] }
  return {
    whole,
    beginnings: words.flatMap((word, n) => beginningsOf(word, words[n + 1])),
    // A number is a whole word; anything else may go on.
    fits: words.map(word => (/^\d+$/.test(word) ? `% ${word} %` : `% ${word}%`)),
    sounds: /\d/.test(typed) ? [] : soundKeys(words.filter(word => word.length >= 2)),
  }
}

/** A house number is kept with the word after it, a single letter not at all; a first part of a postcode is also one. */
const beginningsOf = (word: string, next: string | undefined): readonly string[] =>
  /^\d/.test(word)
    ? next === undefined
      ? []
      : [`${word} ${next}`]
    : word.length >= 2
      ? [word]
      : []
