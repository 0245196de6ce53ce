import { candidates, personRoutes } from './blocking.ts'
import { gather } from './clusters.ts'
import { type Comparison, comparisons } from './comparisons.ts'
import { estimate, type Model, relations } from './estimate.ts'
import { levelsOf } from './patterns.ts'
import type { Person } from './person.ts'

/** Two records by their places in the list, left before right, and how sure we are that they are one person. */
export type Scored = { readonly left: number; readonly right: number; readonly probability: number }

export type Matched = {
  readonly model: Model
  /** Every pair that is at all likely, by the places of its records. */
  readonly pairs: readonly Scored[]
  /** How many pairs were worth comparing. */
  readonly compared: number
}

/** A pair less likely than this is not worth telling anybody. */
const leastProbability = 0.01

/**
 * Compares the records of a list with each other and says how likely each pair is one person, having learned from the
 * list itself how much each agreement and disagreement says. The same list always gives the same answer.
 */
export function matchPeople(people: readonly Person[]): Matched {
  const worth = candidates(people, personRoutes)
  const model = estimate(people, comparisons, worth)
  const weigh = weigher(model, people)
  const pairs: Scored[] = []
  for (const pair of worth) {
    const left = Math.floor(pair / people.length)
    const right = pair - left * people.length
    const probability = probabilityOf(weigh(left, right))
    if (probability >= leastProbability) pairs.push({ left, right, probability })
  }
  return { model, pairs, compared: worth.length }
}

/** So many bits of evidence count for everything: beyond, one sure pair would drown many doubtful ones. */
const enoughBits = 8

/** Which records are one person, each named by the first of its group. */
export function gatherPeople(people: readonly Person[], { model, pairs }: Matched): Int32Array {
  const weigh = weigher(model, people)
  return gather(
    people.length,
    pairs
      .filter(({ probability }) => probability >= 0.5)
      .map(({ left, right, probability }) => ({ left, right, weight: probability })),
    (one, other) => Math.max(-enoughBits, Math.min(enoughBits, weigh(one, other))),
  )
}

/**
 * The weight of the evidence that two records are one person rather than two of any kind, in bits, beginning with how
 * seldom two records are one. The same rare term says more than the same common one.
 */
function weigher(model: Model, people: readonly Person[]): (one: number, other: number) => number {
  const weigh = weigherOf(model)
  return (one, other) => weigh(people[one]!, people[other]!)
}

/** The same for two records that need not be of the list that was learned from. */
export function weigherOf<Of>(model: Model<Of>): (one: Of, other: Of) => number {
  const { comparisons, shares, priors } = model
  const levels = new Int8Array(comparisons.length)
  const likely = new Float64Array(relations.length)
  return (one, other) => {
    levelsOf(comparisons, one, other, levels)
    for (let r = 0; r < likely.length; r += 1) likely[r] = priors[relations[r]!]
    for (let c = 0; c < levels.length; c += 1) {
      const level = levels[c]!
      if (level < 0) continue
      const byChance = chanceOf(model, c, level, one) / shares.strangers[c]![level]!
      for (let r = 0; r < likely.length; r += 1) {
        const relation = relations[r]!
        likely[r]! *= shares[relation][c]![level]!
        if (isByChance(comparisons[c]!, relation)) likely[r]! *= byChance
      }
    }
    const person = likely[0]!
    let two = 0
    for (let r = 1; r < likely.length; r += 1) two += likely[r]!
    return Math.log2(person / two)
  }
}

const isByChance = (
  { agreesAmong }: Pick<Comparison, 'agreesAmong'>,
  relation: (typeof relations)[number],
): boolean =>
  relation !== 'one person' && (relation === 'strangers' || !agreesAmong.includes(relation))

/** However rare a term is, agreeing on it says no more than this many times what agreeing on a usual one does. */
const rarest = 50

function chanceOf<Of>(
  { comparisons, shares, terms }: Model<Of>,
  c: number,
  level: number,
  one: Of,
): number {
  const usual = shares.strangers[c]![level]!
  if (level !== 0) return usual
  // A term that is not among those learned is a rare one.
  const share = terms[c]!.get(comparisons[c]!.term(one)) ?? 0
  return Math.max(share, usual / rarest)
}

export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight)

/** What a pair's records say in each respect, with its weight in bits: what an officer is shown. */
export function evidenceOf<Of>(model: Model<Of>, one: Of, other: Of): readonly Evidence[] {
  const { comparisons, shares } = model
  const levels = new Int8Array(comparisons.length)
  levelsOf(comparisons, one, other, levels)
  return comparisons.flatMap(({ name, levels: words, term }, c) => {
    const level = levels[c]!
    if (level < 0) return []
    const bits = Math.log2(shares['one person'][c]![level]! / chanceOf(model, c, level, one))
    return [{ respect: name, level: words[level] ?? '', bits, one: term(one), other: term(other) }]
  })
}

export type Evidence = {
  readonly respect: string
  readonly level: string
  /** For one person above nothing, against it below. */
  readonly bits: number
  readonly one: string
  readonly other: string
}
