import assert from 'node:assert/strict'
import { join, raw, type Sql, sql } from '#platform/sql.ts'
import { formatPounds, parsePounds, type Pence } from '#values/money.ts'
import { type Fact, type FactOf, type FactSheet, facts, type OptionOf } from './facts.ts'

type Money = `£${number}`
type Days = '1 day' | `${number} days`

/** One thing a rule requires. Plain data: the same in TypeScript, in the database and on the page. */
export type Condition =
  | { readonly fact: FactOf<'money'>; readonly atLeast: Money }
  | { readonly fact: FactOf<'money'>; readonly below: Money }
  | { readonly fact: FactOf<'days'>; readonly atLeast: Days }
  | { readonly fact: FactOf<'days'>; readonly below: Days }
  | { readonly fact: FactOf<'flag'>; readonly is: boolean }
  | { [F in FactOf<'choice'>]: { readonly fact: F; readonly is: OptionOf<F> } }[FactOf<'choice'>]
  | { readonly all: Conditions }
  | { readonly any: Conditions }
  | { readonly not: Condition }

export type Conditions = readonly [Condition, ...Condition[]]

/** Is it so, for this account? An event that has not happened is neither 'at least' nor 'below'. */
export function holds(condition: Condition, sheet: FactSheet): boolean {
  if ('all' in condition) return condition.all.every(part => holds(part, sheet))
  if ('any' in condition) return condition.any.some(part => holds(part, sheet))
  if ('not' in condition) return !holds(condition.not, sheet)
  if ('is' in condition) return sheet[condition.fact] === condition.is

  const found = sheet[condition.fact]
  if (found === null) return false
  return 'atLeast' in condition
    ? found >= quantity(condition.atLeast)
    : found < quantity(condition.below)
}

/** The same question in SQL, asked of every row of a fact sheet at once. */
export function toSql(condition: Condition): Sql {
  if ('all' in condition) return sql`(${join(condition.all.map(toSql), ' and ')})`
  if ('any' in condition) return sql`(${join(condition.any.map(toSql), ' or ')})`
  if ('not' in condition) return sql`not ${toSql(condition.not)}`

  const column = raw(facts[condition.fact].column)
  if ('is' in condition)
    return typeof condition.is === 'boolean'
      ? sql`(${column} = ${condition.is}::boolean)`
      : sql`(${column} = ${condition.is}::text)`
  return 'atLeast' in condition
    ? sql`coalesce(${column} >= ${quantity(condition.atLeast)}::bigint, false)`
    : sql`coalesce(${column} < ${quantity(condition.below)}::bigint, false)`
}

/** The same question in English. */
export function inWords(condition: Condition): string {
  if ('all' in condition) return condition.all.map(inWords).join(' and ')
  if ('any' in condition) return `either ${condition.any.map(inWords).join(', or ')}`
  if ('not' in condition) return `it is not so that ${inWords(condition.not)}`

  const fact = facts[condition.fact]
  if ('is' in condition) {
    if (fact.kind !== 'flag') return `${fact.says} is ${condition.is}`
    return condition.is ? fact.says : fact.saysNot
  }
  const limit =
    'atLeast' in condition ? `at least ${condition.atLeast}` : `less than ${condition.below}`
  return fact.kind === 'days' ? `it is ${limit} since ${fact.says}` : `${fact.says} is ${limit}`
}

/** What the fact was, in English, for explaining a decision. A flag needs no more than its tick or cross. */
export function foundInWords(fact: Fact, sheet: FactSheet): string | undefined {
  const found = sheet[fact]
  if (found === null) return 'it has not happened'
  if (typeof found === 'boolean') return undefined
  if (typeof found === 'number') return `it is ${found} days`
  return typeof found === 'bigint' ? formatPounds(found) : found
}

function quantity(limit: Money | Days): Pence | number {
  if (limit.includes(' day')) return Number.parseInt(limit, 10)
  const amount = parsePounds(limit)
  assert(amount !== undefined, `${limit} is an amount of money`)
  return amount
}
