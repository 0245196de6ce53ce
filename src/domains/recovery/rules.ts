import type { Sql } from '#platform/sql.ts'
import type { Citation } from '#values/citation.ts'
import { type Action, reaches, takenAt } from './actions.ts'
import {
  type Condition,
  decide as firstThatFits,
  decisionSql as firstThatFitsSql,
} from './condition.ts'
import { type FactSheet, lastNotices, type Stage } from './facts.ts'
import { placedHoldsMissingIn } from './policies/usual-holds.ts'
import type { Policy, Step } from './policy.ts'
import { asksOf, type Provision, type Regime } from './regimes/index.ts'

/** One rule, ready to apply: what it needs, who needs it, and what it leads to. */
export type Rule = {
  readonly name: string
  readonly outcome: 'hold' | Action
  readonly at?: Stage
  readonly needs: readonly Need[]
  readonly why: string
  /** It is for the whole balance, which is payable by then. */
  readonly claims?: 'balance'
}

/** `law` is present when the law requires it, absent when the council does. */
export type Need = { readonly condition: Condition; readonly law?: Citation }

/** No rule fitted: nothing is due yet. */
export const waiting = 'Wait'
/** The council has no policy for this type of debt: nothing is ever done about it here. */
export const noPolicy = 'No policy'

/** A policy with the law underneath: the law's holds, what no council may skip, its own holds, those that were placed, then its steps. */
export const rulesOf = (policy: Policy, regime: Regime): readonly Rule[] => [
  ...regime.holds.map((hold): Rule => ({
    name: hold.name,
    outcome: 'hold',
    needs: [...asksOf(hold), ...whereLettersAre(policy, hold)],
    why: hold.law ? 'the law' : 'common sense, which no policy may override',
  })),
  ...[...policy.holds, ...placedHoldsMissingIn(policy)].map((hold): Rule => ({
    name: hold.name,
    outcome: 'hold',
    needs: [...ours(hold.when), ...whereLettersAre(policy, hold)],
    why: hold.why,
  })),
  ...policy.steps.flatMap((step): readonly Rule[] => {
    const floor = regime.before[step.then]
    const earlier = floor && earlierStep(step, floor)
    // A step that the law of this debt does not know, or not at that stage, is never taken, whatever a policy says.
    if (!floor || !earlier) return []
    return [
      {
        name: step.name,
        outcome: step.then,
        at: step.at,
        needs: [
          ...ours([{ fact: 'stage', is: step.at }, ...step.when]),
          ...earlier,
          ...asksOf(floor),
        ],
        why: step.why,
        ...(floor.claims && { claims: floor.claims }),
      },
    ]
  }),
]

/** What a step comes after, where neither the stage nor the policy says it; undefined where it cannot be taken from there. */
export function earlierStep(
  { at, when, then }: Step,
  floor: Provision,
): readonly Need[] | undefined {
  const taken = takenAt(then, at)
  if (taken === 'always' || (floor.mayBeFirst && at === 'billed')) return []
  if (taken === 'never') return undefined
  const asked = floor.mayBeFirst ? [...taken, 'none'] : taken
  const [first, ...others] = lastNotices
    .filter(notice => asked.includes(notice))
    .map((is): Condition => ({ fact: 'last notice', is }))
  const isSaid = when.some(
    one => 'fact' in one && one.fact === 'last notice' && asked.includes(one.is),
  )
  return isSaid || !first ? [] : [{ condition: { any: [first, ...others] } }]
}

/**
 * A hold that stops letters waits only at the stages whose next step could be one, or a visit: somebody whom no letter can reach
 * can still be looked for, and a remedy that needs no letter still be decided on.
 */
function whereLettersAre({ steps }: Policy, { stops }: Pick<Provision, 'stops'>): readonly Need[] {
  if (stops === undefined) return []
  const stages = [...new Set(steps.filter(({ then }) => reaches(then)).map(({ at }) => at))]
  const any = stages.map((is): Condition => ({ fact: 'stage', is }))
  const [first, ...others] = any
  return first ? [{ condition: { any: [first, ...others] } }] : []
}

const ours = (conditions: readonly Condition[]): readonly Need[] =>
  conditions.map(condition => ({ condition }))

/** The first rule that fits decides; when none fits, the account waits. */
export const decide = (rules: readonly Rule[], sheet: FactSheet): Rule | undefined =>
  firstThatFits(rules, sheet)

/** The same decision for a whole set: for each row of a fact sheet, the name of the rule. */
export const decisionSql = (rules: readonly Rule[]): Sql => firstThatFitsSql(rules, waiting)
