import { type Action, isReferral, type ReferralKind } from '../actions.ts'
import type { Condition } from '../condition.ts'
import { canDecide } from '../drafting/reachable.ts'
import { holdsAs, type ReturnCode, returnCodeKinds } from '../referrals/return-codes.ts'
import type { Need, Rule } from '../rules.ts'

/** A step that can be next after a return, and what must be so for it. */
export type Follower = {
  readonly rule: string
  readonly then: Action
  /** Days after the referral was closed before which it cannot be; 0 where the policy names none. */
  readonly notBefore: number
  /** What it asks besides, but for the return itself. */
  readonly needs: readonly Need[]
}

/** What comes after a referral of a kind came back with a code. */
export type AfterReturn = {
  readonly kind: ReferralKind
  readonly code: ReturnCode
  /** In the order in which they are asked. None: nothing would ever move the account again. */
  readonly followers: readonly Follower[]
  /** It puts the account on hold first, until somebody ends that. */
  readonly isHeld: boolean
}

/**
 * What each return leads to under these rules, for every kind of referral that they can open: each step that some account could
 * take next, and the soonest day. It is worked out from the rules, so that it is never another list to keep: whoever wants it
 * otherwise changes the policy.
 */
export function whatFollows(rules: readonly Rule[]): readonly AfterReturn[] {
  const kinds = new Set(rules.flatMap(({ outcome }) => (isKind(outcome) ? [outcome] : [])))
  return [...kinds].flatMap(kind =>
    returnCodeKinds.map(code => ({
      kind,
      code,
      isHeld: holdsAs[code] !== undefined,
      followers: followersOf(rules, [
        { fact: 'stage', is: kind },
        { fact: 'last return', is: code },
      ]),
    })),
  )
}

const isKind = (outcome: Rule['outcome']): outcome is ReferralKind => isReferral(outcome)

const followersOf = (rules: readonly Rule[], returned: readonly [Condition, Condition]) =>
  rules.flatMap((rule, n): readonly Follower[] => {
    const { outcome } = rule
    if (outcome === 'hold' || rule.at !== stageOf(returned) || !canDecide(rules, n, returned))
      return []
    return [
      {
        rule: rule.name,
        then: outcome,
        notBefore: Math.max(0, ...rule.needs.flatMap(({ condition }) => soonest(condition))),
        needs: rule.needs.filter(({ condition }) => !isOfTheReturn(condition)),
      },
    ]
  })

const stageOf = ([stage]: readonly [Condition, Condition]): unknown =>
  'is' in stage ? stage.is : undefined

/** The days since the return that a condition asks for, where it asks for some whatever else is so. */
function soonest(condition: Condition): readonly number[] {
  if ('all' in condition) return condition.all.flatMap(soonest)
  return 'fact' in condition && condition.fact === 'since return' && 'atLeast' in condition
    ? [Number.parseInt(condition.atLeast, 10)]
    : []
}

const isOfTheReturn = (condition: Condition): boolean => {
  if ('not' in condition) return isOfTheReturn(condition.not)
  return (
    'fact' in condition &&
    ['stage', 'last return', 'since return'].includes(condition.fact) &&
    !('below' in condition)
  )
}
