import { type Condition, holds } from '../condition.ts'
import { definitionOf } from '../condition-schema.ts'
import { type Fact, type FactSheet, factList } from '../facts.ts'
import { unremarkable } from '../example.ts'
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
type Answer = boolean | 'open'

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
  const limits = new Map<Fact, Set<bigint | number>>()
  for (const { fact, limit } of rules.flatMap(rule =>
    rule.needs.flatMap(({ condition }) => comparedIn(condition)),
  )) {
    const known = limits.get(fact) ?? new Set()
    if (limit !== undefined) known.add(limit)
    limits.set(fact, known)
  }
  return new Map(
    factList
      .filter(([fact]) => limits.has(fact))
      .map(([fact, definition]) => {
        const usual = unremarkable[fact]
        if (definition.kind === 'flag') return [fact, [usual, !usual]]
        if (definition.kind === 'choice')
          return [fact, [usual, ...definition.options.filter(option => option !== usual)]]
        const asked = [...(limits.get(fact) ?? [])].sort((a, b) => (a < b ? -1 : 1))
        const [first] = asked
        const below =
          first === undefined ? [] : [typeof first === 'bigint' ? first - 1n : first - 1]
        return [
          fact,
          definition.kind === 'days' ? [null, ...below, ...asked] : [...below, ...asked],
        ]
      }),
  )
}

function comparedIn(
  condition: Condition,
): readonly { readonly fact: Fact; readonly limit?: bigint | number | undefined }[] {
  if ('all' in condition) return condition.all.flatMap(comparedIn)
  if ('any' in condition) return condition.any.flatMap(comparedIn)
  if ('not' in condition) return comparedIn(condition.not)
  if ('is' in condition) return [{ fact: condition.fact }]
  const limit = 'atLeast' in condition ? condition.atLeast : condition.below
  return [
    {
      fact: condition.fact,
      limit:
        definitionOf(condition.fact).kind === 'money'
          ? parsePounds(limit)
          : Number.parseInt(limit, 10),
    },
  ]
}

/**
 * Looks for values under which a rule fits and none of those before it does. Undecided facts are given values one after
 * another; a branch is left as soon as something in it cannot come true any more.
 */
function search(
  rule: Rule,
  before: readonly Rule[],
  values: ReadonlyMap<Fact, readonly unknown[]>,
): Values | 'none' | 'given up' {
  let tries = 0
  const wanted = rule.needs.map(({ condition }) => condition)
  const unwanted = before.map(({ needs }) => needs.map(({ condition }) => condition))
  const given: Values = {}

  const next = (): boolean | 'given up' => {
    tries += 1
    if (tries > mostTries) return 'given up'
    let open: Condition | undefined
    for (const condition of wanted) {
      const answer = judge(condition, given)
      if (answer === false) return false
      if (answer === 'open') open ??= condition
    }
    for (const conditions of unwanted) {
      const answers = conditions.map(condition => judge(condition, given))
      if (answers.includes(false)) continue
      if (!answers.includes('open')) return false
      open ??= conditions[answers.indexOf('open')]
    }
    if (!open) return true
    const fact = comparedIn(open)
      .map(({ fact }) => fact)
      .find(fact => !(fact in given))
    if (fact === undefined) return false
    for (const value of values.get(fact) ?? []) {
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

/** What a condition comes to when only some facts are known: open while the others could still decide it. */
function judge(condition: Condition, given: Values): Answer {
  if ('all' in condition) return every(condition.all.map(part => judge(part, given)))
  if ('any' in condition) return not(every(condition.any.map(part => not(judge(part, given)))))
  if ('not' in condition) return not(judge(condition.not, given))
  return condition.fact in given ? holds(condition, given as FactSheet) : 'open'
}

const not = (answer: Answer): Answer => (answer === 'open' ? 'open' : !answer)
const every = (answers: readonly Answer[]): Answer => {
  if (answers.includes(false)) return false
  return answers.includes('open') ? 'open' : true
}
