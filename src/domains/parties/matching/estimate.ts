import { type Comparison, type TwoPeople, twoPeople } from './comparisons.ts'
import { countPatterns, type Pattern, randomPairs } from './patterns.ts'
import type { Person } from './person.ts'

/** How often each level of each comparison holds among some pairs. */
type Shares = readonly (readonly number[])[]

/** What two records can be to each other. */
export const relations = ['one person', ...twoPeople, 'strangers'] as const
type Relation = (typeof relations)[number]

/** What was learned of a list's own records. */
export type Model<Of = Person> = {
  readonly comparisons: readonly Comparison<Of>[]
  /** How often each level holds, for each relation. */
  readonly shares: Readonly<Record<Relation, Shares>>
  /** How often two records taken at random are in each relation. */
  readonly priors: Readonly<Record<Relation, number>>
  /** For each comparison, the share of records that have a term. */
  readonly terms: readonly ReadonlyMap<string, number>[]
}

const rounds = 40
/** So many pairs teach as much as all: of more, every second one is looked at, or every third. */
const mostTaught = 1_000_000

/**
 * Learns the model from the records themselves, without knowing who is who: expectation and maximisation over the pairs
 * that are worth comparing, and a sample taken at random for what happens by chance (Fellegi and Sunter). Housemates,
 * neighbours and namesakes agree in some respects, and in all others only as strangers do: that is how they are told
 * from one person.
 */
export function estimate<Of>(
  people: readonly Of[],
  wanted: readonly Comparison<Of>[],
  pairs: Float64Array,
): Model<Of> {
  const comparisons = wanted.filter(
    ({ term }) => people.filter(person => term(person) !== '').length >= people.length * 0.02,
  )
  const terms = comparisons.map(({ term }) => frequencies(people, term))
  const every = Math.ceil(pairs.length / mostTaught)
  const taught = every > 1 ? pairs.filter((_, n) => n % every === 0) : pairs
  const patterns = countPatterns(people, comparisons, taught, every)
  const total = (people.length * (people.length - 1)) / 2
  const chance = sharesOf(
    comparisons,
    countPatterns(people, comparisons, randomPairs(people.length)),
    () => 1,
  )
  const alike = (agreeing: number) =>
    comparisons.map(({ levels }) =>
      levels.map((_, l) => (l === 0 ? agreeing : (1 - agreeing) / (levels.length - 1))),
    )
  let model: Model<Of> = {
    comparisons,
    terms,
    shares: sharesWith(comparisons, alike(0.9), chance, () => alike(0.8)),
    priors: priorsWith(relation =>
      canBeTold(relation, comparisons) ? firstPriors[relation] / people.length : 0,
    ),
  }
  for (let round = 0; round < rounds; round += 1) model = better(model, patterns, chance, total)
  return model
}

/** How many of each there are for each record, before anything is learned. */
const firstPriors = {
  'one person': 1,
  'one household': 4,
  neighbours: 4,
  namesakes: 4,
  twins: 0.05,
  'kin of one name': 0.05,
} as const

/** Twins are told from one person by their given names, and kin of one name by their births: a list without those cannot learn of them. */
const toldBy: Readonly<Partial<Record<Relation, string>>> = {
  twins: 'given name',
  'kin of one name': 'date of birth',
}

const canBeTold = (
  relation: Relation,
  comparisons: readonly { readonly name: string }[],
): boolean => {
  const by = toldBy[relation]
  return by === undefined || comparisons.some(({ name }) => name === by)
}

function better<Of>(
  model: Model<Of>,
  patterns: readonly Pattern[],
  chance: Shares,
  total: number,
): Model<Of> {
  const { comparisons } = model
  const found = patterns.map(({ levels }) => posterior(model, levels))
  const among = (relation: Relation) => {
    const at = relations.indexOf(relation)
    return (n: number) => found[n]![at]!
  }
  const priors = priorsWith(relation => {
    const weight = among(relation)
    return patterns.reduce((sum, { count }, n) => sum + weight(n) * count, 0) / total
  })
  const persons = sharesOf(comparisons, patterns, among('one person')).map((row, c) =>
    isOwn(comparisons[c]!) ? mostlyAlike(row) : row,
  )
  // Some of the pairs taken at random are one person after all.
  const prior = priors['one person']
  const strangers = chance.map((row, c) =>
    row.map((share, l) =>
      Math.max((share - prior * persons[c]![l]!) / (1 - prior), share * 0.02, 1e-7),
    ),
  )
  return {
    ...model,
    priors,
    shares: sharesWith(comparisons, persons, strangers, relation =>
      sharesOf(comparisons, patterns, among(relation)),
    ),
  }
}

/** What those who live together do not share: it tells one of them from another. */
const isOwn = ({ agreesAmong }: Pick<Comparison, 'agreesAmong'>): boolean =>
  !agreesAmong.includes('one household')

/** One person's own things are written alike most times, however badly: whoever mostly differs in them is somebody else. */
const mostUnlike = 0.25

function mostlyAlike(row: readonly number[]): readonly number[] {
  const unlike = row.at(-1) ?? 0
  if (unlike <= mostUnlike) return row
  const scale = (1 - mostUnlike) / (1 - unlike)
  return row.map((share, l) => (l === row.length - 1 ? mostUnlike : share * scale))
}

function sharesWith(
  comparisons: readonly Pick<Comparison, 'name' | 'agreesAmong' | 'levels'>[],
  persons: Shares,
  strangers: Shares,
  of: (relation: TwoPeople) => Shares,
): Model['shares'] {
  const household = of('one household')
  const two = (relation: TwoPeople): Shares => {
    const theirs = relation in toldBy ? undefined : of(relation)
    return comparisons.map(({ name, agreesAmong, levels }, c) => {
      if (name === toldBy[relation]) return hardlySame(strangers[c]!)
      if (!agreesAmong.includes(relation)) return strangers[c]!
      // Twins and kin of one name are too few to learn from: they live as others do, and what they share is the same.
      if (theirs === undefined)
        return agreesAmong.includes('one household') ? household[c]! : mostlySame(levels.length)
      return theirs[c]!
    })
  }
  return {
    'one person': persons,
    'one household': two('one household'),
    neighbours: two('neighbours'),
    namesakes: two('namesakes'),
    twins: two('twins'),
    'kin of one name': two('kin of one name'),
    strangers,
  }
}

/** Nobody gives twins one name, and no father is born with his son: less than chance. */
const hardlySame = ([same = 0, ...rest]: readonly number[]): readonly number[] => [
  same / 50,
  ...rest,
]

const mostlySame = (levels: number): readonly number[] =>
  Array.from({ length: levels }, (_, l) => (l === 0 ? 0.9 : 0.1 / (levels - 1)))

function priorsWith(of: (relation: Exclude<Relation, 'strangers'>) => number): Model['priors'] {
  const prior = (relation: Exclude<Relation, 'strangers'>) => {
    const found = of(relation)
    return found === 0 ? 0 : Math.max(found, 1e-12)
  }
  const known = {
    'one person': prior('one person'),
    'one household': prior('one household'),
    neighbours: prior('neighbours'),
    namesakes: prior('namesakes'),
    twins: prior('twins'),
    'kin of one name': prior('kin of one name'),
  }
  return { ...known, strangers: 1 - Object.values(known).reduce((a, b) => a + b, 0) }
}

/** How likely each relation is for a pair at these levels, in the order of `relations`. */
function posterior(
  { shares, priors }: Pick<Model, 'shares' | 'priors'>,
  levels: Int8Array,
): readonly number[] {
  const likely = relations.map(relation => {
    let product = priors[relation]
    const of = shares[relation]
    for (let c = 0; c < levels.length; c += 1) {
      const l = levels[c]!
      if (l >= 0) product *= of[c]![l]!
    }
    return product
  })
  const all = likely.reduce((a, b) => a + b, 0)
  return likely.map(value => value / all)
}

/** The share of each level among pairs that say, each pair counting by its weight. Never nothing: the unseen is rare. */
function sharesOf(
  comparisons: readonly Pick<Comparison, 'levels'>[],
  patterns: readonly Pattern[],
  weight: (n: number) => number,
): Shares {
  const sums = comparisons.map(({ levels }) => levels.map(() => 0.01))
  patterns.forEach(({ levels, count }, n) => {
    const w = weight(n) * count
    for (let c = 0; c < levels.length; c += 1) {
      const l = levels[c]!
      if (l >= 0) sums[c]![l]! += w
    }
  })
  return sums.map(row => {
    const all = row.reduce((a, b) => a + b, 0)
    return row.map(value => value / all)
  })
}

function frequencies<Of>(
  people: readonly Of[],
  term: (record: Of) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  let known = 0
  for (const person of people) {
    const text = term(person)
    if (text === '') continue
    known += 1
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  for (const [text, count] of counts) {
    // What one record alone says, two never agree on.
    if (count === 1) counts.delete(text)
    else counts.set(text, count / known)
  }
  return counts
}
