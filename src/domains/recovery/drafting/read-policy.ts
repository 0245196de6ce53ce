import { z } from 'zod'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { actionKinds } from '../actions.ts'
import { isFact } from '../condition-schema.ts'
import { stages } from '../facts.ts'
import { type Policy, policySchema } from '../policy.ts'

/** A policy as a file carries it: the document, with the type of debt that it is for beside it. */
export type PolicyFile = { readonly debtType: string | undefined; readonly policy: Policy }

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A policy as somebody wrote it: JSON of the document, with `debtType` beside its name. What is not understood is
 * refused in sentences that say where: a fact that is not in the vocabulary, a step that is not an action, a stage
 * nobody knows. Nothing is guessed and nothing is left out.
 */
export function readPolicy(text: string): Outcome<PolicyFile> {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (problem) {
    return no([
      `This is no JSON: ${problem instanceof Error ? problem.message : 'it cannot be read'}`,
    ])
  }
  if (!isObject(read)) return no(['A policy has a name, holds and steps; this has none of them.'])
  const { debtType, ...document } = read
  const complaints = [
    ...(debtType === undefined || typeof debtType === 'string'
      ? []
      : ['“debtType” is not the name of a type of debt.']),
    ...rulesOf(document, 'holds').flatMap(rule => complaintsOf(rule, 'Hold')),
    ...rulesOf(document, 'steps').flatMap(rule => complaintsOf(rule, 'Step')),
  ]
  if (complaints.length > 0) return no(complaints)
  const policy = policySchema.safeParse(document)
  return policy.success
    ? done({ debtType: debtType as string | undefined, policy: policy.data })
    : no(policy.error.issues.map(issueInWords))
}

const no = (complaints: readonly string[]): Outcome<never> =>
  refused({
    code: 'not-a-policy',
    says: `${complaints.join(' ')} Nothing was kept; put the file right and read it again.`,
  })

const rulesOf = (
  document: Readonly<Record<string, unknown>>,
  part: 'holds' | 'steps',
): readonly Readonly<Record<string, unknown>>[] => {
  const rules = document[part]
  return Array.isArray(rules) ? rules.filter(isObject) : []
}

function complaintsOf(rule: Readonly<Record<string, unknown>>, kind: string): readonly string[] {
  const { name, at, then, when } = rule
  const where =
    typeof name === 'string' ? `${kind} “${name}”` : `A ${kind.toLowerCase()} without a name`
  return [
    ...factsAsked(when)
      .filter(fact => !isFact(fact))
      .map(
        fact =>
          `${where}: “${fact}” is no fact that a policy can ask about; the policy page lists those that are.`,
      ),
    ...(typeof at === 'string' && !stages.some(stage => stage === at)
      ? [`${where}: “${at}” is no recovery stage; they are ${stages.join(', ')}.`]
      : []),
    ...(typeof then === 'string' && !actionKinds.some(action => action === then)
      ? [`${where}: “${then}” is no action; they are ${actionKinds.join(', ')}.`]
      : []),
  ]
}

/** The facts that conditions name, however deep, whether or not they exist. */
function factsAsked(conditions: unknown): readonly string[] {
  if (Array.isArray(conditions)) return conditions.flatMap(factsAsked)
  if (!isObject(conditions)) return []
  const { fact, all, any, not } = conditions
  return [...(typeof fact === 'string' ? [fact] : []), ...[all, any, not].flatMap(factsAsked)]
}

const issueInWords = ({ path, message }: z.core.$ZodIssue): string =>
  `${path.length === 0 ? 'The document' : `At ${path.join(' › ')}`}: ${message}.`
