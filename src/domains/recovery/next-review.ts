import { figure } from '#administration'
import { join, raw, type Sql, sql } from '#platform/sql.ts'
import type { Condition } from './condition.ts'
import { type Fact, facts } from './facts.ts'
import type { PolicyInForce } from './policies-in-force.ts'
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
