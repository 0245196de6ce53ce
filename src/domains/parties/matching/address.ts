import { jaroWinkler } from './similarity.ts'

/** A line of an address taken apart: which home of a building, which building, and what else is said of where it is. */
type Parts = {
  /** What the home is called within its building: “b”, “12”, “annexe”. Empty where the building is one home, or it is not said. */
  readonly unit: string
  readonly isFlat: boolean
  readonly floors: readonly string[]
  /** Numbers of the building: two of them for a range, or for two doors of one. */
  readonly numbers: readonly string[]
  /** House name, street and place, each word once, in order. */
  readonly words: readonly string[]
}

const floors = [
  ...['basement', 'lower', 'ground', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'],
  ...['upper', 'top'],
]
/** What is at an address without being its home. */
const besides = new Set(['annexe', 'land', 'garage', 'site', 'rear'])
/** Words that part no two addresses. */
const saysNothing = new Set(['and', 'the', 'of', 'at', 'floor'])
/** Kinds of street: people mistake one for another more often than a name. */
const streetKinds = new Set(
  'avenue close court crescent drive gardens green grove lane mews parade park place road square street terrace view walk way'.split(
    ' ',
  ),
)

const known = new Map<string, Parts>()
const mostKnown = 500_000

/** The parts of a line in full words (`inFull`). A line is compared many times, and taken apart once. */
export function partsOf(line: string): Parts {
  const before = known.get(line)
  if (before) return before
  const parts = takeApart(line.split(' '))
  if (known.size < mostKnown) known.set(line, parts)
  return parts
}

function takeApart(all: readonly string[]): Parts {
  const numbers: string[] = []
  const said: string[] = []
  const words = new Set<string>()
  let unit = ''
  let isFlat = false
  for (let n = 0; n < all.length; n += 1) {
    const word = all[n]!
    const next = all[n + 1] ?? ''
    if (word === 'flat') {
      isFlat = true
      // “Flat first floor 29” is called after its floor: 29 is the house.
      if (/^(\d+[a-z]?|[a-z]\d*)$/.test(next)) {
        unit = next
        n += 1
      }
    } else if (floors.includes(word) && isFloor(all, n)) said.push(word)
    else if (besides.has(word)) unit ||= word
    else if (/\d/.test(word)) {
      const isHalf = /^(and )?(a )?half\b/.test(all.slice(n + 1, n + 4).join(' '))
      if (isHalf) n = all.indexOf('half', n)
      numbers.push(isHalf ? `${word} half` : word)
    } else if (!saysNothing.has(word)) words.add(word)
  }
  // “Flat 74, High Street”: the only number is the house's.
  if (numbers.length === 0 && /^\d/.test(unit) && words.size > 0)
    return { unit: '', isFlat, floors: said, numbers: [unit], words: [...words] }
  return { unit, isFlat, floors: said, numbers, words: [...words] }
}

/** “First” is a floor before “floor”, and in “first and second floor”; “basement” always. “First Avenue” is a street. */
function isFloor(all: readonly string[], n: number): boolean {
  if (all[n] === 'basement') return true
  for (let at = n + 1; at < all.length; at += 1) {
    const word = all[at]!
    if (word === 'floor') return true
    if (word !== 'and' && !floors.includes(word)) return false
  }
  return false
}

export type Likeness = {
  /** From 0 to 1. */
  readonly likeness: number
  /** One says all that the other does, and more. */
  readonly isWithin: boolean
  /** Two homes of one street or building. */
  readonly areTwoHomes: boolean
}

/** How alike two lines of addresses are, in full words. */
export function likenessOf(a: string, b: string): Likeness {
  const [one, other] = [partsOf(a), partsOf(b)]
  const [ofOne, ofOther] = [shareIn(one.words, other.words), shareIn(other.words, one.words)]
  // Church Lane and Church Close may be one street, said wrongly; mostly they are two.
  const street = ((ofOne + ofOther) / 2) * (isOfOneKind(one.words, other.words) ? 1 : 0.8)
  const number = likeNumbers(one.numbers, other.numbers)
  const home = likeHomes(one, other)
  const saysNoStreet = one.words.length === 0 || other.words.length === 0
  return {
    likeness: street * number * home,
    isWithin:
      number >= 0.5 &&
      home >= 0.5 &&
      (saysNoStreet
        ? one.unit !== '' && one.unit === other.unit
        : Math.max(ofOne, ofOther) >= 0.95),
    areTwoHomes: street >= 0.85 && (number < 0.5 || home < 0.5),
  }
}

function isOfOneKind(one: readonly string[], other: readonly string[]): boolean {
  const [kinds, others] = [one, other].map(words => words.filter(word => streetKinds.has(word)))
  return !kinds?.length || !others?.length || kinds.some(kind => others.includes(kind))
}

/** How many of the words are among the others, those that come first counting most: a house or a street before its place. */
function shareIn(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0) return other.length === 0 ? 1 : 0.5
  let all = 0
  let shared = 0
  one.forEach((word, n) => {
    const weight = (streetKinds.has(word) ? 0.5 : 1) / (n + 1)
    all += weight
    if (other.includes(word) || other.some(theirs => jaroWinkler(word, theirs, 0.9) >= 0.9))
      shared += weight
  })
  return shared / all
}

function likeNumbers(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return one.length === other.length ? 1 : 0.7
  if (!one.some(number => other.includes(number))) return 0.2
  return one.length === other.length ? 1 : 0.95
}

/** Whether two descriptions of a home within a building can be one: by what it is called, by its floor, or because one does not say. */
function likeHomes(one: Parts, other: Parts): number {
  if (one.floors.length > 0 && other.floors.length > 0) {
    if (isCalledOtherwise(one.unit, other.unit)) return 0.3
    return likeFloors(one.floors, other.floors)
  }
  if (one.unit !== '' && other.unit !== '')
    return one.unit === other.unit ? 1 : isCalledOtherwise(one.unit, other.unit) ? 0.3 : 0.8
  const says = [one, other].map(({ unit, floors }) => unit !== '' || floors.length > 0)
  if (says[0] !== says[1]) return 0.7
  return one.isFlat === other.isFlat ? 1 : 0.95
}

/** Flat B may be flat 2; it is not flat C. */
const isCalledOtherwise = (a: string, b: string): boolean =>
  a !== '' && b !== '' && a !== b && inFigures(a) !== b && a !== inFigures(b)

const inFigures = (unit: string): string =>
  /^[a-z]$/.test(unit) ? String(unit.charCodeAt(0) - 96) : unit

/** A top floor is some floor above the ground. Several floors are less likely called by one of them. */
function likeFloors(one: readonly string[], other: readonly string[]): number {
  const several = one.length === other.length ? 1 : 0.95
  if (one.some(floor => other.includes(floor))) return several
  const isAbove = (some: readonly string[], others: readonly string[]) =>
    some.includes('top') && !others.some(floor => floors.indexOf(floor) <= floors.indexOf('ground'))
  return isAbove(one, other) || isAbove(other, one) ? 0.8 * several : 0.3
}
