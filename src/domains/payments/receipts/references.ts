/** How one source writes the references that payers quote. */
export type ReferenceScheme = {
  readonly source: string
  /** A regular expression for a whole reference, as `standardReference` writes it. */
  readonly pattern: string
  /** The weight of each character before the last, from the first; empty where there is no check character. */
  readonly weights: readonly number[]
  readonly modulus: number | null
  /** The check character for each remainder. */
  readonly characters: string
}

/** A reference without the spaces, points and slashes that payers leave out or put in. */
export const standardReference = (text: string): string =>
  text.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()

type Patterns = { readonly whole: RegExp; readonly inside: RegExp }
const compiled = new Map<string, Patterns>()

/** A scheme's pattern, made ready once: every word of every payment is held against it. */
function patternsOf({ pattern }: ReferenceScheme): Patterns {
  const known = compiled.get(pattern)
  if (known) return known
  const made = { whole: new RegExp(`^(?:${pattern})$`), inside: new RegExp(pattern, 'g') }
  compiled.set(pattern, made)
  return made
}

/** Letters count for the figures on their keys: A is 10, Z is 35. */
const valueOf = (character: string): number => Number.parseInt(character, 36)

export const hasCheck = ({ modulus }: ReferenceScheme): boolean => modulus !== null

/** Whether a standard reference is written as the scheme writes them, its check character being right where it has one. */
export function fits(scheme: ReferenceScheme, reference: string): boolean {
  // The length first: nearly all that is held against a scheme is of another.
  if (scheme.modulus !== null && reference.length !== scheme.weights.length + 1) return false
  if (!patternsOf(scheme).whole.test(reference)) return false
  if (scheme.modulus === null) return true
  const sum = scheme.weights.reduce(
    (sum, weight, n) => sum + weight * valueOf(reference.charAt(n)),
    0,
  )
  return scheme.characters.charAt(sum % scheme.modulus) === reference.at(-1)
}

/** A reference has so many characters, and figures among them: shorter ones are found in any text. */
const shortest = 6
const fewestFigures = 4
const longest = 24
const mostWords = 40

/**
 * Everything in a payer's words that could be a reference: each word, two or three that follow one another, and whatever is
 * written as one of the schemes in the middle of others. Letters that stand for the figures they look like are read as figures where a
 * check character says that it is right. Standard, each once.
 */
export function possibleReferences(
  text: string,
  schemes: readonly ReferenceScheme[],
): readonly string[] {
  const words = text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(word => word !== '')
    .slice(0, mostWords)
  const found = new Set<string>()
  const checked = schemes.filter(hasCheck)
  const add = (candidate: string) => {
    const asFigures = candidate.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
    if (asFigures !== candidate && checked.some(scheme => fits(scheme, asFigures)))
      found.add(asFigures)
    if (
      candidate.length >= shortest &&
      candidate.length <= longest &&
      candidate.replaceAll(/[^0-9]/g, '').length >= fewestFigures
    )
      found.add(candidate)
  }
  for (const n of words.keys()) {
    add(words.slice(n, n + 1).join(''))
    if (n + 2 <= words.length) add(words.slice(n, n + 2).join(''))
    if (n + 3 <= words.length) add(words.slice(n, n + 3).join(''))
  }
  for (const word of words) {
    for (const scheme of schemes) {
      for (const [part] of word.matchAll(patternsOf(scheme).inside)) add(part)
    }
  }
  return [...found]
}

const figures = '0123456789'

/**
 * What somebody may have meant who wrote this: one figure another, one left out or too many, two changed round, or a letter
 * for the figure that looks like it. Only those that fit a scheme; never the text itself.
 */
export function nearMisses(
  written: string,
  schemes: readonly ReferenceScheme[],
): readonly string[] {
  const near = new Set<string>()
  const add = (candidate: string) => {
    if (schemes.some(scheme => fits(scheme, candidate))) near.add(candidate)
  }
  const characters = [...figures.split(''), ...lettersOf(schemes)]
  for (let n = 0; n <= written.length; n += 1) {
    const [before, at, after] = [written.slice(0, n), written.charAt(n), written.slice(n + 1)]
    for (const one of characters) add(before + one + written.slice(n))
    if (at === '') continue
    add(before + after)
    for (const one of characters) add(before + one + after)
    const next = after.charAt(0)
    if (next !== '') add(before + next + at + after.slice(1))
  }
  near.delete(written)
  return [...near]
}

/** Letters that references end in or begin with: check characters, and those that a pattern names. */
const lettersOf = (schemes: readonly ReferenceScheme[]): readonly string[] => [
  ...new Set(
    schemes.flatMap(({ characters, pattern }) => [
      ...(characters + pattern).replaceAll(/[^A-Z]/g, ''),
    ]),
  ),
]
