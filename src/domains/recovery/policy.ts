import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Action, actionKinds } from './actions.ts'
import type { Condition, Conditions } from './condition.ts'
import { condition } from './condition-schema.ts'
import { type Example, exampleSchema } from './example.ts'
import { type Stage, stages } from './facts.ts'

/** How a council recovers one type of debt. Plain data, read from top to bottom. */
export type Policy = {
  readonly name: string
  /** The council's reasons to leave an account alone. The law's are not its to change. */
  readonly holds: readonly Hold[]
  /** What to do next: the first that fits. */
  readonly steps: readonly Step[]
  /** Named cases whose outcome must stay as it is: tests that the policy carries with it. Left out where there are none. */
  readonly examples?: readonly Example[] | undefined
}

export type Hold = {
  readonly name: string
  readonly when: Conditions
  readonly why: string
  /** It stops letters, and what else goes to where letters go: what needs none goes on. */
  readonly stops?: 'letters' | undefined
}

export type Step = {
  readonly name: string
  readonly at: Stage
  readonly when: readonly Condition[]
  readonly then: Action
  readonly why: string
}

/**
 * Identifies exactly this policy, its examples included: those of a policy without any are the same as they were before
 * policies had examples. Stored with every decision, so that any decision can be replayed. */
export const fingerprint = (policy: Policy): string =>
  createHash('sha256').update(JSON.stringify(policy)).digest('hex')

/** A policy as it was stored or as somebody wrote it. Strict: what is not understood is refused. */
export const policySchema: z.ZodType<Policy> = z.strictObject({
  name: z.string().min(1),
  holds: z.array(
    z.strictObject({
      name: z.string().min(1),
      when: z.array(condition).min(1) as unknown as z.ZodType<Conditions>,
      why: z.string(),
      stops: z.literal('letters').optional(),
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
  examples: z.array(exampleSchema).min(1).optional(),
})
