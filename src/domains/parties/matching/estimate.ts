import type { Comparison } from './comparisons.ts'
import type { Person } from './person.ts'

/** What was learned of a council's own records: for each comparison and level, how often it holds for one person and by chance. */
export type Model = {
  readonly comparisons: readonly Comparison[]
  /** How often each level holds among records of one person. */
  readonly m: readonly (readonly number[])[]
  /** How often each level holds among records of two people. */
  readonly u: readonly (readonly number[])[]
  /** How often two records taken at random are one person. */
  readonly prior: number
  /** For each comparison, the share of records that have a term. */
  readonly terms: readonly ReadonlyMap<string, number>[]
}

/** The level that a pair is at in each comparison, or -1 where one of them does not say. */
export function levelsOf(
  comparisons: readonly Comparison[],
  one: Person,
  other: Person,
  into: Int8Array,
): void {
  for (let c = 0; c < comparisons.length; c += 1) {
    const comparison = comparisons[c]!
    const a = comparison.term(one)
    const b = comparison.term(other)
    into[c] = a === '' || b === '' ? -1 : a === b ? 0 : comparison.differ(a, b, one, other)
  }
}

const rounds = 30
const sampled = 400_000

/**
 * Learns the model from the records themselves, without knowing who is who: expectation and maximisation over the pairs
 * that are worth comparing, and a sample taken at random for what happens by chance (Fellegi and Sunter).
 */
export function estimate(
  people: readonly Person[],
  wanted: readonly Comparison[],
  pairs: Float64Array,
): Model {
  const comparisons = wanted.filter(
    ({ term }) => people.filter(person => term(person) !== '').length >= people.length * 0.02,
  )
  const terms = comparisons.map(({ term }) => frequencies(people, term))
  const patterns = countPatterns(people, comparisons, pairs)
  const total = (people.length * (people.length - 1)) / 2
  const chance = countPatterns(people, comparisons, randomPairs(people.length))
  const observed = shares(comparisons, chance, () => 1)
  let u = observed
  let m = comparisons.map(({ levels }) =>
    levels.map((_, l) => (l === 0 ? 0.9 : 0.1 / (levels.length - 1))),
  )
  let prior = Math.min(0.1, 1 / people.length)
  for (let round = 0; round < rounds; round += 1) {
    const weight = (levels: Int8Array) => posterior(levels, m, u, prior)
    let matches = 0
    for (const { levels, count } of patterns) matches += weight(levels) * count
    m = shares(comparisons, patterns, weight)
    prior = Math.max(matches / total, 1 / total / 10)
    // Some of the pairs taken at random are one person after all.
    u = observed.map((row, c) =>
      row.map((share, l) =>
        Math.max((share - prior * (m[c]?.[l] ?? 0)) / (1 - prior), share * 0.02, 1e-7),
      ),
    )
  }
  return { comparisons, m, u, prior, terms }
}

function posterior(
  levels: Int8Array,
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
  prior: number,
): number {
  let odds = prior / (1 - prior)
  for (let c = 0; c < levels.length; c += 1) {
    const l = levels[c]!
    if (l >= 0) odds *= m[c]![l]! / u[c]![l]!
  }
  return odds / (1 + odds)
}

type Pattern = { readonly levels: Int8Array; count: number }

/** How many pairs show each combination of levels. There are few: what is learned, is learned from these. */
function countPatterns(
  people: readonly Person[],
  comparisons: readonly Comparison[],
  pairs: Float64Array,
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
    if (pattern) pattern.count += 1
    else found.set(key, { levels: levels.slice(), count: 1 })
  }
  return [...found.values()]
}

/** The share of each level among pairs that say, each pair counting by its weight. Never nothing: the unseen is rare. */
function shares(
  comparisons: readonly Comparison[],
  patterns: readonly Pattern[],
  weight: (levels: Int8Array) => number,
): number[][] {
  const sums = comparisons.map(({ levels }) => levels.map(() => 0.01))
  for (const { levels, count } of patterns) {
    const w = weight(levels) * count
    for (let c = 0; c < levels.length; c += 1) {
      const l = levels[c]!
      if (l >= 0) sums[c]![l]! += w
    }
  }
  return sums.map(row => {
    const all = row.reduce((a, b) => a + b, 0)
    return row.map(value => value / all)
  })
}

function frequencies(
  people: readonly Person[],
  term: (person: Person) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  let known = 0
  for (const person of people) {
    const text = term(person)
    if (text === '') continue
    known += 1
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  for (const [text, count] of counts) counts.set(text, count / known)
  return counts
}

/** The same every time: a matching that changed from run to run could not be looked into. */
function randomPairs(people: number): Float64Array {
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
