import assert from 'node:assert/strict'
import { join, raw, type Sql, sql } from '#platform/sql.ts'
import { formatPounds, parsePounds, type Pence } from '#values/money.ts'

/** One thing that may be asked about an account: its column, how it is said, and what kind of value it has. */
export type FactDefinition = { readonly column: string; readonly says: string } & (
  | { readonly kind: 'money' | 'days' }
  | { readonly kind: 'flag'; readonly saysNot: string }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
)
/** Everything that rules may ask, by name. A 'days' fact is null until its event happens. */
export type Vocabulary = Readonly<Record<string, FactDefinition>>

/** The names of a vocabulary's facts of a kind. */
export type FactIn<V extends Vocabulary, Kind> = {
  [F in keyof V & string]: V[F]['kind'] extends Kind ? F : never
}[keyof V & string]
export type OptionIn<V extends Vocabulary, F extends FactIn<V, 'choice'>> = V[F] extends {
  readonly options: readonly (infer Option)[]
}
  ? Option
  : never

/** What is true of one account on one day, in the words of a vocabulary. */
export type SheetIn<V extends Vocabulary> = Readonly<
  Record<FactIn<V, 'money'>, Pence> &
    Record<FactIn<V, 'days'>, number | null> &
    Record<FactIn<V, 'flag'>, boolean> & { [F in FactIn<V, 'choice'>]: OptionIn<V, F> }
>

export type Money = `£${number}`
export type Days = '1 day' | `${number} days`

/** One thing a rule requires. Plain data: the same in TypeScript, in the database and on the page. */
export type ConditionIn<V extends Vocabulary> =
  | { readonly fact: FactIn<V, 'money'>; readonly atLeast: Money }
  | { readonly fact: FactIn<V, 'money'>; readonly below: Money }
  | { readonly fact: FactIn<V, 'days'>; readonly atLeast: Days }
  | { readonly fact: FactIn<V, 'days'>; readonly below: Days }
  | { readonly fact: FactIn<V, 'flag'>; readonly is: boolean }
  | {
      [F in FactIn<V, 'choice'>]: { readonly fact: F; readonly is: OptionIn<V, F> }
    }[FactIn<V, 'choice'>]
  | { readonly all: readonly [ConditionIn<V>, ...ConditionIn<V>[]] }
  | { readonly any: readonly [ConditionIn<V>, ...ConditionIn<V>[]] }
  | { readonly not: ConditionIn<V> }

/** A rule as deciding sees it: it fits when everything it needs is so. */
export type Deciding<C> = {
  readonly name: string
  readonly needs: readonly { readonly condition: C }[]
}

/** What a condition comes to when not every fact is known: open while the others could still decide it. */
export type Answer = boolean | 'open'

/** The readings of a condition over one vocabulary, and the decision that rests on them. */
export type Language<V extends Vocabulary> = {
  /** Is it so, for this account? An event that has not happened is neither 'at least' nor 'below'. */
  readonly holds: (condition: ConditionIn<V>, sheet: SheetIn<V>) => boolean
  /** The same question where some facts are open: those are never read, nor taken to be so, nor not to be. */
  readonly answer: (
    condition: ConditionIn<V>,
    sheet: Partial<SheetIn<V>>,
    isOpen: (fact: keyof V & string) => boolean,
  ) => Answer
  /** The same question in SQL, asked of every row of a fact sheet at once. */
  readonly toSql: (condition: ConditionIn<V>) => Sql
  /** The same question in English. */
  readonly inWords: (condition: ConditionIn<V>) => string
  /** What the fact was, in English, for explaining a decision. A flag needs no more than its tick or cross. */
  readonly foundInWords: (fact: keyof V & string, sheet: SheetIn<V>) => string | undefined
  /** The first rule that fits decides; none when none fits. */
  readonly decide: <R extends Deciding<ConditionIn<V>>>(
    rules: readonly R[],
    sheet: SheetIn<V>,
  ) => R | undefined
  /** The same decision for a whole set: for each row of a fact sheet, the name of the rule, or `otherwise`. */
  readonly decisionSql: (rules: readonly Deciding<ConditionIn<V>>[], otherwise: string) => Sql
}

/** A condition over a vocabulary that is not known until it is read. */
type Condition =
  | { readonly fact: string; readonly is: string | boolean }
  | { readonly fact: string; readonly atLeast: Money | Days }
  | { readonly fact: string; readonly below: Money | Days }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
type Sheet = Readonly<Record<string, Pence | number | boolean | string | null>>

/**
 * The language that policies are written in, over a vocabulary: which rules are in force is a council's, what a rule
 * can say is this. Throws when a condition asks for a fact that the vocabulary lacks: such a policy is refused by its
 * schema long before.
 */
export function language<V extends Vocabulary>(vocabulary: V): Language<V> {
  const definitionOf = (fact: string): FactDefinition => {
    const definition = vocabulary[fact]
    assert(definition, `“${fact}” is a fact of this vocabulary`)
    return definition
  }

  function holds(condition: Condition, sheet: Sheet): boolean {
    if ('all' in condition) return condition.all.every(part => holds(part, sheet))
    if ('any' in condition) return condition.any.some(part => holds(part, sheet))
    if ('not' in condition) return !holds(condition.not, sheet)
    const found = sheet[condition.fact]
    if ('is' in condition) return found === condition.is
    if (typeof found !== 'bigint' && typeof found !== 'number') return false
    return 'atLeast' in condition
      ? found >= quantity(condition.atLeast)
      : found < quantity(condition.below)
  }

  function answer(condition: Condition, sheet: Sheet, isOpen: (fact: string) => boolean): Answer {
    const of = (part: Condition): Answer => answer(part, sheet, isOpen)
    if ('all' in condition) return every(condition.all.map(of))
    if ('any' in condition) return not(every(condition.any.map(part => not(of(part)))))
    if ('not' in condition) return not(of(condition.not))
    return isOpen(condition.fact) ? 'open' : holds(condition, sheet)
  }

  function toSql(condition: Condition): Sql {
    if ('all' in condition) return sql`(${join(condition.all.map(toSql), ' and ')})`
    if ('any' in condition) return sql`(${join(condition.any.map(toSql), ' or ')})`
    if ('not' in condition) return sql`not ${toSql(condition.not)}`
    const column = raw(definitionOf(condition.fact).column)
    if ('is' in condition) {
      return typeof condition.is === 'boolean'
        ? sql`(${column} = ${condition.is}::boolean)`
        : sql`(${column} = ${condition.is}::text)`
    }
    return 'atLeast' in condition
      ? sql`coalesce(${column} >= ${quantity(condition.atLeast)}::bigint, false)`
      : sql`coalesce(${column} < ${quantity(condition.below)}::bigint, false)`
  }

  function inWords(condition: Condition): string {
    if ('all' in condition) return several(condition.all, ' and ')
    if ('any' in condition)
      return `${condition.any.length > 1 ? 'either ' : ''}${several(condition.any, ', or ')}`
    if ('not' in condition) return `it is not so that ${within(condition.not)}`
    const fact = definitionOf(condition.fact)
    if ('is' in condition) {
      if (fact.kind !== 'flag') return `${fact.says} is ${condition.is}`
      return condition.is === true ? fact.says : fact.saysNot
    }
    const limit =
      'atLeast' in condition ? `at least ${condition.atLeast}` : `less than ${condition.below}`
    return fact.kind === 'days' ? `it is ${limit} since ${fact.says}` : `${fact.says} is ${limit}`
  }

  const several = (parts: readonly Condition[], between: string): string =>
    (parts.length > 1 ? parts.map(within) : parts.map(inWords)).join(between)

  /** In brackets where it would not be clear how far it reaches: different conditions never read the same. */
  const within = (part: Condition): string =>
    'fact' in part ? inWords(part) : `(${inWords(part)})`

  function foundInWords(fact: string, sheet: Sheet): string | undefined {
    const found = sheet[fact]
    if (found === null || found === undefined) return 'it has not happened'
    if (typeof found === 'boolean') return undefined
    if (typeof found === 'number') return `it is ${found} days`
    return typeof found === 'bigint' ? formatPounds(found) : found
  }

  const decide = (
    rules: readonly Deciding<Condition>[],
    sheet: Sheet,
  ): Deciding<Condition> | undefined =>
    rules.find(({ needs }) => needs.every(({ condition }) => holds(condition, sheet)))

  function decisionSql(rules: readonly Deciding<Condition>[], otherwise: string): Sql {
    if (rules.length === 0) return sql`${otherwise}::text`
    const cases = rules.map(({ name, needs }) => {
      const conditions = needs.map(({ condition }) => toSql(condition))
      return sql`when ${conditions.length === 0 ? raw('true') : join(conditions, ' and ')} then ${name}::text`
    })
    return sql`case ${join(cases, ' ')} else ${otherwise}::text end`
  }

  return {
    holds,
    answer,
    toSql,
    inWords,
    foundInWords,
    decide,
    decisionSql,
  } as unknown as Language<V>
}

const not = (answer: Answer): Answer => (answer === 'open' ? 'open' : !answer)
const every = (answers: readonly Answer[]): Answer => {
  if (answers.includes(false)) return false
  return answers.includes('open') ? 'open' : true
}

function quantity(limit: Money | Days): Pence | number {
  if (limit.includes(' day')) return Number.parseInt(limit, 10)
  const amount = parsePounds(limit)
  assert(amount !== undefined, `${limit} is an amount of money`)
  return amount
}
