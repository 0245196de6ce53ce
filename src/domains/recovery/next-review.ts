import { figure } from '#administration'
import { join, raw, type Sql, sql } from '#platform/sql.ts'
import { type Condition, toSql } from './condition.ts'
import { type Fact, facts } from './facts.ts'
import type { PolicyInForce } from './policies-in-force.ts'
import type { Rule } from './rules.ts'
import { countsFrom } from './sheet.ts'

/** Every comparison in a condition, however deep. */
export const comparisons = (
  condition: Condition,
): readonly Extract<Condition, { fact: unknown }>[] => {
  if ('all' in condition) return condition.all.flatMap(comparisons)
  if ('any' in condition) return condition.any.flatMap(comparisons)
  if ('not' in condition) return comparisons(condition.not)
  return [condition]
}

/** The numbers of days at which anything in these policies could change its mind, for each days fact. */
export function thresholds(
  policies: readonly PolicyInForce[],
): ReadonlyMap<Fact, readonly number[]> {
  const found = new Map<Fact, Set<number>>()
  const conditions = policies.flatMap(({ rules }) =>
    rules.flatMap(({ needs }) => needs.map(need => need.condition)),
  )
  for (const comparison of conditions.flatMap(comparisons)) {
    if (facts[comparison.fact].kind !== 'days' || 'is' in comparison) continue
    const limit = 'atLeast' in comparison ? comparison.atLeast : comparison.below
    const known = found.get(comparison.fact) ?? new Set()
    found.set(comparison.fact, known.add(Number.parseInt(limit, 10)))
  }
  return new Map([...found].map(([fact, days]) => [fact, [...days].sort((a, b) => a - b)]))
}

/**
 * For each row of a fact sheet, the first day after `asAt` on which time alone could change what should happen:
 * a count of days reaches a number that a rule asks about, an instalment falls due, a hold begins or ends, the source's
 * figures grow stale, or the rules themselves change. Null when only an event can. This is what makes a night cost
 * what is due.
 */
export function nextReviewSql({
  councilId,
  policies,
  asAt,
  rulesChangeOn,
}: {
  readonly councilId: number
  readonly policies: readonly PolicyInForce[]
  readonly asAt: Temporal.PlainDate
  readonly rulesChangeOn: Temporal.PlainDate | undefined
}): Sql {
  const future = (day: Sql) => sql`case when ${day} > ${asAt}::date then ${day} end`
  const fromOf: Partial<Readonly<Record<Fact, string>>> = countsFrom
  const crossings = [...thresholds(policies)].flatMap(([fact, days]) => {
    const from = fromOf[fact]
    return from === undefined ? [] : days.map(n => future(sql`${raw(from)} + ${n}::int`))
  })
  return sql`least(
    ${join(
      [
        ...crossings,
        sql`next_due_on + 1`,
        future(sql`source_as_at + ${figure(councilId, 'figures-old')} + 1`),
        // Fresh figures may arrive any day, and leave no mark of their own.
        sql`case when is_stale and balance > 0 then ${asAt}::date + 1 end`,
        sql`case when changes_at is not null
          then greatest((changes_at at time zone 'Europe/London')::date, ${asAt}::date + 1) end`,
        sql`${rulesChangeOn ?? null}::date`,
      ],
      ',\n    ',
    )})`
}

/**
 * For each row of a fact sheet named `sheet` on which no rule fits: whether one of these policies' steps may yet come by time alone, its days
 * reached or an instalment due. Of each thing that a step asks it is said by itself, so what can never be so together is taken to
 * come; what is said to lead nowhere does.
 */
export const mayComeSql = (policies: readonly Pick<PolicyInForce, 'debtType' | 'rules'>[]): Sql =>
  policies.length === 0
    ? sql`false`
    : sql`case sheet.debt_type ${join(
        policies.map(({ debtType, rules }) => {
          const steps = rules.filter(({ at }) => at !== undefined).map(stepMayCome)
          return sql`when ${debtType}::text then ${steps.length === 0 ? sql`false` : sql`(${join(steps, ' or ')})`}`
        }),
        ' ',
      )} else false end`

const stepMayCome = ({ needs }: Rule): Sql =>
  sql`(${join(
    needs.map(({ condition }) => mayCome(condition, true)),
    ' and ',
  )})`

/** What an instalment that falls due changes. Anything else but days takes an event. */
const changedByAnInstalment: readonly Fact[] = [
  'overdue',
  'since due',
  'new default since notice',
  'whole amount due',
]

/** Whether time alone may bring it about that a condition is so or, of `so` false, that it is not. */
function mayCome(condition: Condition, so: boolean): Sql {
  if ('not' in condition) return mayCome(condition.not, !so)
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any
    return sql`(${join(
      parts.map(part => mayCome(part, so)),
      'all' in condition === so ? ' and ' : ' or ',
    )})`
  }
  const { fact } = condition
  const now = so ? toSql(condition) : sql`not ${toSql(condition)}`
  const instalment = changedByAnInstalment.includes(fact)
    ? sql`next_due_on is not null`
    : sql`false`
  const fromOf: Partial<Readonly<Record<Fact, string>>> = countsFrom
  const from = fromOf[fact]
  if (from === undefined) return sql`(${now} or ${instalment})`
  const days = raw(facts[fact].column)
  // Days go up: what asks for so many comes once they are counted, and what asks for fewer than there are never does.
  return 'atLeast' in condition === so
    ? sql`(${now} or ${raw(from)} is not null or ${instalment})`
    : sql`(${now} or ${days} is null and ${raw(from)} is not null or ${instalment})`
}
