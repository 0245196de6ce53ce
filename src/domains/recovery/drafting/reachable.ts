import { answer, type Condition } from '../condition.ts'
import { definitionOf } from '../condition-schema.ts'
import { type Fact, type FactSheet, factList } from '../facts.ts'
import { unremarkable } from '../example.ts'
import type { Answer } from '../language.ts'
import type { Rule } from '../rules.ts'
import { parsePounds } from '#values/money.ts'

/*
 * Whether a rule can ever decide anything. Every comparison of a policy is with a constant, so the values of a fact fall
 * into finitely many classes within which no condition can tell one from another: below the first constant asked about,
 * from each to the next, and "has not happened" for days. One value of each class stands for all. What is left is a
 * search for one sheet over those values, which either finds one or has tried all: exact, but for facts that cannot be
 * true together in life (an arrangement over nothing owed), which are taken to be possible. So a rule that an account
 * can reach is never called unreachable.
 */

/** Why a rule can never decide: by itself, or because of rules before it. */
export type Unreachable = {
  readonly because: 'contradicts itself' | 'always taken before'
  /** The rules that take whatever it would, when one alone does. */
  readonly by?: string
}

type Values = Partial<Record<Fact, unknown>>

/** After so many tries a search is given up, and nothing is said: no policy that a person reads comes near. */
const mostTries = 200_000

/** Each rule that no account can reach, by its name's place among the rules. */
export function unreachableRules(rules: readonly Rule[]): ReadonlyMap<number, Unreachable> {
  const values = valuesOf(rules)
  const found = new Map<number, Unreachable>()
  rules.forEach((rule, n) => {
    const before = rules.slice(0, n)
    if (search(rule, before, values) !== 'none') return
    if (search(rule, [], values) === 'none') {
      found.set(n, { because: 'contradicts itself' })
      return
    }
    const one = before.find(earlier => search(rule, [earlier], values) === 'none')
    found.set(n, { because: 'always taken before', ...(one && { by: one.name }) })
  })
  return found
}

/** A fact sheet that a rule decides, as near to an unremarkable account as the search comes on; undefined when there is none. */
export function accountFor(rules: readonly Rule[], n: number): FactSheet | undefined {
  const rule = rules[n]
  if (!rule) return undefined
  const found = search(rule, rules.slice(0, n), valuesOf(rules))
  return typeof found === 'string' ? undefined : ({ ...unremarkable, ...found } as FactSheet)
}

/**
 * Whether a rule can decide an account of which these conditions are so besides. When the search is given up it is said that it
 * can: what is possible is never hidden.
 */
export function canDecide(
  rules: readonly Rule[],
  n: number,
  besides: readonly Condition[],
): boolean {
  const rule = rules[n]
  if (!rule) return false
  const narrowed: Rule = {
    ...rule,
    needs: [...rule.needs, ...besides.map(condition => ({ condition }))],
  }
  return search(narrowed, rules.slice(0, n), valuesOf([...rules, narrowed])) !== 'none'
}

/** One value of each class that these rules can tell apart, for each fact that they ask about; the usual one first. */
function valuesOf(rules: readonly Rule[]): ReadonlyMap<Fact, readonly unknown[]> {
  const asked = Map.groupBy(
    rules.flatMap(rule => rule.needs.flatMap(({ condition }) => comparedIn(condition))),
    ({ fact }) => fact,
  )
  return new Map(
    factList.flatMap(([fact, definition]) => {
      const constants = [...new Set((asked.get(fact) ?? []).map(({ constant }) => constant))]
      if (constants.length === 0) return []
      const usual = unremarkable[fact]
      if (definition.kind === 'flag') return [[fact, [usual, !usual]]]
      if (definition.kind === 'choice') {
        const named = definition.options.filter(option => constants.includes(option))
        // Of the options that nobody asks about one stands for all.
        const other = definition.options.find(option => option !== usual && !named.includes(option))
        return [[fact, [...new Set([usual, ...named, ...(other === undefined ? [] : [other])])]]]
      }
      const limits = constants
        .filter(limit => typeof limit === 'bigint' || typeof limit === 'number')
        .sort((a, b) => (a < b ? -1 : 1))
      const [first] = limits
      const below = first === undefined ? [] : [typeof first === 'bigint' ? first - 1n : first - 1]
      const all = [...below, ...limits]
      return [[fact, definition.kind === 'days' ? [null, ...all] : all]]
    }),
  )
}

function comparedIn(
  condition: Condition,
): readonly { readonly fact: Fact; readonly constant: unknown }[] {
  if ('all' in condition) return condition.all.flatMap(comparedIn)
  if ('any' in condition) return condition.any.flatMap(comparedIn)
  if ('not' in condition) return comparedIn(condition.not)
  if ('is' in condition) return [{ fact: condition.fact, constant: condition.is }]
  const limit = 'atLeast' in condition ? condition.atLeast : condition.below
  return [
    {
      fact: condition.fact,
      constant:
        definitionOf(condition.fact).kind === 'money'
          ? parsePounds(limit)
          : Number.parseInt(limit, 10),
    },
  ]
}

/**
 * Looks for values under which a rule fits and none of those before it does. Undecided facts are given values one after
 * another, first where the fewest are undecided, and first the values that settle it; a branch is left as soon as something in it
 * cannot come true any more.
 */
function search(
  rule: Rule,
  before: readonly Rule[],
  values: ReadonlyMap<Fact, readonly unknown[]>,
): Values | 'none' | 'given up' {
  let tries = 0
  const wanted = rule.needs.map(({ condition }) => settled(condition, true))
  const unwanted = before.map(({ needs }) =>
    needs.map(({ condition }) => settled(condition, false)),
  )
  const given: Values = {}

  const next = (): boolean | 'given up' => {
    tries += 1
    if (tries > mostTries) return 'given up'
    const open = nearest(wanted, unwanted, given)
    if (typeof open === 'boolean') return open
    const { fact, condition, as } = open
    // What settles it first; among equals the usual one, so that what is found is as unremarkable as it can be.
    const ranked = (values.get(fact) ?? []).map(value => {
      given[fact] = value
      const answer = judge(condition, given)
      return { value, rank: answer === as ? 0 : answer === 'open' ? 1 : 2 }
    })
    for (const { value } of ranked.sort((a, b) => a.rank - b.rank)) {
      given[fact] = value
      const found = next()
      if (found !== false) return found
    }
    delete given[fact]
    return false
  }
  const found = next()
  if (found === 'given up') return 'given up'
  return found ? given : 'none'
}

/** A condition that is to come out so, and the facts it asks about. */
type Settled = {
  readonly condition: Condition
  readonly as: boolean
  readonly facts: readonly Fact[]
}
const settled = (condition: Condition, as: boolean): Settled => ({
  condition,
  as,
  facts: [...new Set(comparedIn(condition).map(({ fact }) => fact))],
})

/**
 * The fact to decide next: of the condition that has the fewest undecided. True when everything that is wanted is so and each
 * group of the unwanted has something that is not so; false when that cannot come about any more.
 */
function nearest(
  wanted: readonly Settled[],
  unwanted: readonly (readonly Settled[])[],
  given: Values,
): boolean | (Settled & { readonly fact: Fact }) {
  const open: Settled[] = []
  for (const one of wanted) {
    const answer = judge(one.condition, given)
    if (answer === false) return false
    if (answer === 'open') open.push(one)
  }
  for (const group of unwanted) {
    const answers = group.map(({ condition }) => judge(condition, given))
    if (answers.includes(false)) continue
    const undecided = group.filter((_, n) => answers[n] === 'open')
    if (undecided.length === 0) return false
    open.push(...undecided)
  }
  const left = ({ facts }: Settled) => facts.filter(fact => !(fact in given))
  const [first] = open.sort((a, b) => left(a).length - left(b).length)
  if (!first) return true
  const [fact] = left(first)
  return fact === undefined ? false : { ...first, fact }
}

/** What a condition comes to when only some facts have a value. */
const judge = (condition: Condition, given: Values): Answer =>
  answer(condition, given as Partial<FactSheet>, fact => !(fact in given))
