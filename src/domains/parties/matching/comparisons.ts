import { sameFamiliarName } from './diminutives.ts'
import type { Person } from './person.ts'
import { edits, jaroWinkler } from './similarity.ts'

/**
 * One respect in which two records are compared. `levels` go from the same to unlike; the first is exact agreement, whose
 * weight depends on how common the term is.
 */
export type Comparison = {
  readonly name: string
  readonly levels: readonly string[]
  /** What is compared; empty where it is not known, and then the comparison says nothing. */
  readonly term: (person: Person) => string
  /** Which level, for terms that differ and are both known. Never 0. */
  readonly differ: (a: string, b: string, one: Person, other: Person) => number
}

const likeName =
  (swapped: (a: string, b: string, one: Person, other: Person) => boolean) =>
  (a: string, b: string, one: Person, other: Person): number => {
    if (swapped(a, b, one, other)) return 1
    if (isPart(a, b) || sameFamiliarName(a, b)) return 2
    const like = jaroWinkler(a, b)
    return like >= 0.92 ? 3 : like >= 0.8 ? 4 : 5
  }

/** One is the other's initial, or a word of it. */
function isPart(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length === 1 ? long.startsWith(short) : ` ${long} `.includes(` ${short} `)
}

const nameLevels = ['same', 'exchanged', 'part or familiar', 'very like', 'like', 'other']

const byEdits =
  (...mosts: readonly number[]) =>
  (a: string, b: string): number => {
    const found = edits(a, b, mosts.at(-1) ?? 0)
    const level = mosts.findIndex(most => found <= most)
    return level === -1 ? mosts.length + 1 : level + 1
  }

/** How much of the shorter line's words the longer has. */
function likeLine(a: string, b: string): number {
  if (jaroWinkler(a, b) >= 0.93) return 1
  const first = new Set(a.split(' '))
  const second = new Set(b.split(' '))
  let shared = 0
  for (const word of first) if (second.has(word)) shared += 1
  const share = shared / Math.min(first.size, second.size)
  return share >= 0.99 ? 2 : share >= 0.5 || jaroWinkler(a, b) >= 0.85 ? 3 : 4
}

/** Every respect, in the order that a record shows them. */
export const comparisons: readonly Comparison[] = [
  {
    name: 'given name',
    levels: nameLevels,
    term: ({ given }) => given,
    differ: likeName((a, b, one, other) => a === other.family && b === one.family),
  },
  {
    name: 'family name',
    levels: nameLevels,
    term: ({ family }) => family,
    differ: likeName((a, b, one, other) => a === other.given && b === one.given),
  },
  {
    name: 'date of birth',
    levels: ['same', 'one mistake', 'two mistakes', 'same year', 'other'],
    term: ({ birth }) => birth,
    differ: (a, b) => {
      const found = edits(a, b, 2)
      return found <= 2 ? found : a.slice(0, 4) === b.slice(0, 4) ? 3 : 4
    },
  },
  {
    name: 'identifier',
    levels: ['same', 'one mistake', 'two mistakes', 'other'],
    term: ({ identifier }) => identifier,
    differ: byEdits(1, 2),
  },
  {
    name: 'address',
    levels: ['same', 'very like', 'within the other', 'partly', 'other'],
    term: ({ line1 }) => line1,
    differ: (a, b, one, other) => (a === other.line2 || b === one.line2 ? 1 : likeLine(a, b)),
  },
  {
    name: 'second line of address',
    levels: ['same', 'very like', 'within the other', 'partly', 'other'],
    term: ({ line2 }) => line2,
    differ: likeLine,
  },
  {
    name: 'town',
    levels: ['same', 'very like', 'like', 'other'],
    term: ({ town }) => town,
    differ: (a, b) => {
      const like = jaroWinkler(a, b)
      return like >= 0.92 ? 1 : like >= 0.8 ? 2 : 3
    },
  },
  {
    name: 'region',
    levels: ['same', 'one mistake', 'other'],
    term: ({ region }) => region,
    differ: byEdits(1),
  },
  {
    name: 'postcode',
    levels: ['same', 'one mistake', 'same area', 'other'],
    term: ({ postcode }) => postcode,
    differ: (a, b) => (edits(a, b, 1) <= 1 ? 1 : a.slice(0, 2) === b.slice(0, 2) ? 2 : 3),
  },
  {
    name: 'telephone',
    levels: ['same', 'one mistake', 'other'],
    term: ({ phone }) => phone,
    differ: byEdits(1),
  },
  {
    name: 'e-mail',
    levels: ['same', 'same name at another place', 'very like', 'like', 'other'],
    term: ({ email }) => email,
    differ: (a, b) => {
      const [nameA = '', nameB = ''] = [a.split('@')[0], b.split('@')[0]]
      if (nameA === nameB) return 1
      const like = jaroWinkler(nameA, nameB)
      return edits(a, b, 2) <= 2 ? 2 : like >= 0.88 ? 3 : 4
    },
  },
  {
    name: 'occupation',
    levels: ['same', 'other'],
    term: ({ occupation }) => occupation,
    differ: () => 1,
  },
  {
    name: 'place of birth',
    levels: ['same', 'like', 'other'],
    term: ({ birthPlace }) => birthPlace,
    differ: (a, b) => (jaroWinkler(a, b) >= 0.88 ? 1 : 2),
  },
]
