import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Action, actionKinds } from './actions.ts'
import type { Condition, Conditions } from './condition.ts'
import { type Fact, facts, type Stage, stages } from './facts.ts'

/** How a council recovers one type of debt. Plain data, read from top to bottom. */
export type Policy = {
  readonly name: string
  /** The council's reasons to leave an account alone. The law's are not its to change. */
  readonly holds: readonly Hold[]
  /** What to do next: the first that fits. */
  readonly steps: readonly Step[]
}

export type Hold = { readonly name: string; readonly when: Conditions; readonly why: string }

export type Step = {
  readonly name: string
  readonly at: Stage
  readonly when: readonly Condition[]
  readonly then: Action
  readonly why: string
}

/** Identifies exactly this policy. Stored with every decision, so that any decision can be replayed. */
export const fingerprint = (policy: Policy): string =>
  createHash('sha256').update(JSON.stringify(policy)).digest('hex')

const fact = z.enum(Object.keys(facts) as [Fact, ...Fact[]])
const money = z.templateLiteral(['£', z.number()])
const days = z.union([z.literal('1 day'), z.templateLiteral([z.number(), ' days'])])
const limit = z.union([money, days])

/** A condition as it was stored. Checks that the fact exists and that the comparison suits its kind. */
const condition: z.ZodType<Condition> = z.lazy(() => {
  const one = z
    .strictObject({
      fact,
      is: z.union([z.boolean(), z.enum(stages)]).optional(),
      atLeast: limit.optional(),
      below: limit.optional(),
    })
    .refine(({ fact, is, atLeast, below }) => {
      const given = [is, atLeast, below].filter(value => value !== undefined)
      const { kind } = facts[fact]
      if (given.length !== 1) return false
      if (kind === 'flag') return typeof is === 'boolean'
      if (kind === 'choice') return typeof is === 'string'
      const quantity = atLeast ?? below
      return quantity !== undefined && quantity.startsWith('£') === (kind === 'money')
    }, 'a fact is compared once, with a value of its own kind')
  const many = z.array(condition).min(1)
  return z.union([
    one,
    z.strictObject({ all: many }),
    z.strictObject({ any: many }),
    z.strictObject({ not: condition }),
  ]) as unknown as z.ZodType<Condition>
})

/** A policy as it was stored or as somebody wrote it. Strict: what is not understood is refused. */
export const policySchema: z.ZodType<Policy> = z.strictObject({
  name: z.string().min(1),
  holds: z.array(
    z.strictObject({
      name: z.string().min(1),
      when: z.array(condition).min(1) as unknown as z.ZodType<Conditions>,
      why: z.string(),
    }),
  ),
  steps: z.array(
    z.strictObject({
      name: z.string().min(1),
      at: z.enum(stages),
      when: z.array(condition),
      then: z.enum(actionKinds as [Action, ...Action[]]),
      why: z.string(),
    }),
  ),
})
