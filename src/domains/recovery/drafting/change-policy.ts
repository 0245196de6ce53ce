import type { Conditions } from '../condition.ts'
import type { Example } from '../example.ts'
import type { Hold, Policy, Step } from '../policy.ts'

/** Where a rule is in a policy: “hold-2” is the third hold, “new-step” a step that is not there yet. */
export type Place =
  | { readonly kind: 'hold' | 'step'; readonly n: number }
  | { readonly kind: 'hold' | 'step'; readonly n: 'new' }

export function placeOf(text: string): Place | undefined {
  const [, added, fresh, kind, n] = /^(new)-(hold|step)$|^(hold|step)-(\d{1,3})$/.exec(text) ?? []
  if (added !== undefined) return { kind: fresh === 'hold' ? 'hold' : 'step', n: 'new' }
  return n === undefined ? undefined : { kind: kind === 'hold' ? 'hold' : 'step', n: Number(n) }
}

/** The rule at a place; undefined when there is none, or not yet. */
export function ruleAt(policy: Policy, { kind, n }: Place): Hold | Step | undefined {
  if (n === 'new') return undefined
  return kind === 'hold' ? policy.holds[n] : policy.steps[n]
}

const put = <T>(all: readonly T[], n: number | 'new', one: T): readonly T[] =>
  n === 'new' ? [...all, one] : all.map((was, at) => (at === n ? one : was))
const without = <T>(all: readonly T[], n: number): readonly T[] => all.filter((_, at) => at !== n)

function moved<T>(all: readonly T[], n: number, by: -1 | 1): readonly T[] {
  const [one, other] = [all[n], all[n + by]]
  if (one === undefined || other === undefined) return all
  return all.map((was, at) => (at === n ? other : at === n + by ? one : was))
}

/** A policy with a hold in place of another, or with one more. */
export const withHold = (policy: Policy, n: number | 'new', hold: Hold): Policy =>
  renamed(policy.holds, n, hold, { ...policy, holds: put(policy.holds, n, hold) })

/** A policy with a step in place of another, or with one more. */
export const withStep = (policy: Policy, n: number | 'new', step: Step): Policy =>
  renamed(policy.steps, n, step, { ...policy, steps: put(policy.steps, n, step) })

/** An example that expects a rule goes on expecting it under its new name. */
function renamed(
  rules: readonly { readonly name: string }[],
  n: number | 'new',
  { name }: { readonly name: string },
  policy: Policy,
): Policy {
  const was = n === 'new' ? undefined : rules[n]?.name
  if (was === undefined || was === name || policy.examples === undefined) return policy
  return {
    ...policy,
    examples: policy.examples.map(example =>
      example.expect === was ? { ...example, expect: name } : example,
    ),
  }
}

/** A policy without the rule at a place. */
export const withoutRule = (policy: Policy, { kind, n }: Place): Policy => {
  if (n === 'new') return policy
  return kind === 'hold'
    ? { ...policy, holds: without(policy.holds, n) }
    : { ...policy, steps: without(policy.steps, n) }
}

/** A policy whose rule at a place is one earlier or one later among its kind: the first that fits decides. */
export const withRuleMoved = (policy: Policy, { kind, n }: Place, by: -1 | 1): Policy => {
  if (n === 'new') return policy
  return kind === 'hold'
    ? { ...policy, holds: moved(policy.holds, n, by) }
    : { ...policy, steps: moved(policy.steps, n, by) }
}

/** A policy with an example in place of another, or with one more. */
export const withExample = (policy: Policy, n: number | 'new', example: Example): Policy => ({
  ...policy,
  examples: put(policy.examples ?? [], n, example),
})

/** A policy without an example; without any, it has no list of them, as before it had one. */
export function withoutExample({ examples = [], ...policy }: Policy, n: number): Policy {
  const left = without(examples, n)
  return left.length === 0 ? policy : { ...policy, examples: left }
}

/** A hold needs at least one condition; undefined when there is none. */
export const asConditions = (conditions: readonly Conditions[number][]): Conditions | undefined => {
  const [first, ...rest] = conditions
  return first ? [first, ...rest] : undefined
}
