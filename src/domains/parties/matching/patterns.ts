import type { Comparison } from './comparisons.ts'

/** The level that a pair is at in each comparison, or -1 where one of them does not say. */
export function levelsOf<Of>(
  comparisons: readonly Comparison<Of>[],
  one: Of,
  other: Of,
  into: Int8Array,
): void {
  for (let c = 0; c < comparisons.length; c += 1) {
    const comparison = comparisons[c]!
    const a = comparison.term(one)
    const b = comparison.term(other)
    into[c] = a === '' || b === '' ? -1 : a === b ? 0 : comparison.differ(a, b, one, other)
  }
}

export type Pattern = { readonly levels: Int8Array; count: number }

/** How many pairs show each combination of levels, each standing for so many. There are few: what is learned, is learned from these. */
export function countPatterns<Of>(
  people: readonly Of[],
  comparisons: readonly Comparison<Of>[],
  pairs: Float64Array,
  each = 1,
): readonly Pattern[] {
  const found = new Map<number, Pattern>()
  const levels = new Int8Array(comparisons.length)
  const sizes = comparisons.map(({ levels }) => levels.length + 1)
  for (const pair of pairs) {
    const left = Math.floor(pair / people.length)
    levelsOf(comparisons, people[left]!, people[pair - left * people.length]!, levels)
    let key = 0
    for (let c = 0; c < levels.length; c += 1) key = key * sizes[c]! + levels[c]! + 1
    const pattern = found.get(key)
    if (pattern) pattern.count += each
    else found.set(key, { levels: levels.slice(), count: each })
  }
  return [...found.values()]
}

const sampled = 400_000

/** The same every time: a matching that changed from run to run could not be looked into. */
export function randomPairs(people: number): Float64Array {
  const all = (people * (people - 1)) / 2
  const pairs = new Float64Array(Math.min(sampled, all * 2))
  let seed = 20260401
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 4294967296) * people)
  }
  for (let n = 0; n < pairs.length; n += 1) {
    const a = next()
    let b = next()
    while (b === a) b = next()
    pairs[n] = Math.min(a, b) * people + Math.max(a, b)
  }
  return pairs
}
