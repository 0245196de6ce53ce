import { type Citation, formatCitation } from '#values/citation.ts'
import { actionKinds, actions } from '../actions.ts'
import { type Condition, inWords } from '../condition.ts'
import { aStep } from '../gate/judge.ts'
import { namesOfPlacedHolds } from '../policies/usual-holds.ts'
import type { Policy, Step } from '../policy.ts'
import { asksOf, type Provision, type Regime } from '../regimes/index.ts'
import { earlierStep, noPolicy, rulesOf, waiting } from '../rules.ts'
import { type ExampleResult, runExamples } from './run-examples.ts'
import { unreachableRules } from './reachable.ts'

/**
 * One thing that checking found, in a sentence. `must` be put right before the policy can be submitted; what only
 * `ask`s for a reason is shown to whoever approves, with the reason.
 */
export type Finding = {
  readonly weight: 'must' | 'ask'
  /** The name of the rule or example it is about; undefined for the policy as a whole. */
  readonly where: string | undefined
  readonly says: string
}

export type Checked = {
  readonly findings: readonly Finding[]
  readonly examples: readonly ExampleResult[]
}

/** Everything that is asked of a policy at every save and before it is submitted, against the law of a day. */
export function checkPolicy(policy: Policy, regime: Regime): Checked {
  const examples = runExamples(policy, regime)
  return {
    findings: [
      ...emptiness(policy),
      ...namesTwice(policy, regime),
      ...policy.steps.flatMap(step => lawfulness(step, regime)),
      ...unreachable(policy, regime),
      ...deadEnds(policy, regime),
      ...examples.filter(({ passes }) => !passes).map(failed),
    ],
    examples,
  }
}

/** Whether a policy may be submitted: nothing that must be put right. */
export const isSound = ({ findings }: Checked): boolean =>
  findings.every(({ weight }) => weight !== 'must')

const emptiness = ({ steps }: Policy): readonly Finding[] =>
  steps.length > 0
    ? []
    : [
        {
          weight: 'must',
          where: undefined,
          says: 'The policy has no step, so nothing would ever be done. Add a step.',
        },
      ]

function namesTwice(policy: Policy, regime: Regime): readonly Finding[] {
  const everyPolicys = new Set([
    ...regime.holds.map(({ name }) => name),
    ...namesOfPlacedHolds,
    waiting,
    noPolicy,
  ])
  const seen = new Set<string>()
  const examples = (policy.examples ?? []).map(({ name }) => name)
  return [
    ...[...policy.holds, ...policy.steps].flatMap(({ name }): readonly Finding[] => {
      if (everyPolicys.has(name))
        return [
          {
            weight: 'must',
            where: name,
            says: `“${name}” is the name of a rule that every policy has. Give this one another name.`,
          },
        ]
      if (!seen.has(name)) {
        seen.add(name)
        return []
      }
      return [
        {
          weight: 'must',
          where: name,
          says: `Two rules are called “${name}”, so nobody could tell which decided. Give each its own name.`,
        },
      ]
    }),
    ...examples
      .filter((name, n) => examples.indexOf(name) !== n)
      .map((name): Finding => ({
        weight: 'must',
        where: name,
        says: `Two examples are called “${name}”. Give each its own name.`,
      })),
  ]
}

const comesAfter = ({ then }: Step): string => {
  const { follows } = actions[then]
  const stages: readonly string[] = typeof follows === 'string' ? [] : follows
  return stages.length === 0 ? 'it comes first' : `it comes after ${stages.join(' or ')}`
}

/** A step the law of this debt does not know, or not at that stage, or that asks for less than the law gives. */
function lawfulness(step: Step, regime: Regime): readonly Finding[] {
  const floor = regime.before[step.then]
  if (!floor)
    return [
      {
        weight: 'must',
        where: step.name,
        says: `The law of this debt knows no ${step.then}, so the step could never be taken. Choose another step or take it out.`,
      },
    ]
  if (!earlierStep(step, floor))
    return [
      {
        weight: 'must',
        where: step.name,
        says: `${aStep(step.then)} cannot be taken at the stage “${step.at}”: ${comesAfter(step)}. Choose another stage or step.`,
      },
    ]
  return step.when.flatMap(part => shorterThan(part, floor)).map(short => shortOf(step, short))
}

type Short = {
  readonly asked: Condition
  readonly floor: Condition
  readonly law: Citation | undefined
}

const shortOf = (step: Step, { asked, floor, law }: Short): Finding => ({
  weight: 'ask',
  where: step.name,
  says: `It asks only that ${inWords(asked)}. ${law ? `The law asks that ${inWords(floor)} (${formatCitation(law)})` : `What no policy may skip is that ${inWords(floor)}`}, and that applies all the same.`,
})

/** Where a condition asks for fewer days of a fact than the floor does. */
function shorterThan(condition: Condition, law: Provision): readonly Short[] {
  if ('all' in condition) return condition.all.flatMap(part => shorterThan(part, law))
  if ('any' in condition) return condition.any.flatMap(part => shorterThan(part, law))
  if ('not' in condition || !('atLeast' in condition)) return []
  return asksOf(law).flatMap(({ condition: floor, law: of }) => {
    const isShorter =
      'atLeast' in floor &&
      floor.fact === condition.fact &&
      Number.parseInt(condition.atLeast, 10) < Number.parseInt(floor.atLeast, 10)
    return isShorter ? [{ asked: condition, floor, law: of }] : []
  })
}

function unreachable(policy: Policy, regime: Regime): readonly Finding[] {
  const rules = rulesOf(policy, regime)
  return [...unreachableRules(rules)].flatMap(([n, why]): readonly Finding[] => {
    const rule = rules[n]
    // What is under every policy is not the council's to put right.
    if (!rule || n < regime.holds.length || namesOfPlacedHolds.includes(rule.name)) return []
    const because =
      why.because === 'contradicts itself'
        ? 'what it asks cannot all be so at once, the law’s part included'
        : why.by === undefined
          ? 'the rules before it take every account that it would'
          : `“${why.by}” comes before it and takes every account that it would`
    return [
      {
        weight: 'must',
        where: rule.name,
        says: `“${rule.name}” can never decide anything: ${because}. Change it, move it up or take it out.`,
      },
    ]
  })
}

/** A stage that the policy leads to, from which the law has a step and the policy none. */
function deadEnds({ steps }: Policy, regime: Regime): readonly Finding[] {
  const reached: ReadonlySet<string> = new Set(['billed', ...steps.map(({ then }) => then)])
  const left: ReadonlySet<string> = new Set(steps.map(({ at }) => at))
  return [...reached]
    .filter(stage => !left.has(stage))
    .flatMap((stage): readonly Finding[] => {
      const onwards = waysOn(stage, regime)
      return onwards.length === 0
        ? []
        : [
            {
              weight: 'ask',
              where: undefined,
              says: `Nothing follows the stage “${stage}”: accounts stay there for good. The law would allow ${onwards.join(' or ')}.`,
            },
          ]
    })
}

const waysOn = (stage: string, regime: Regime): readonly string[] =>
  actionKinds.filter(action => {
    const follows: readonly string[] | 'anything' = actions[action].follows
    return (
      regime.before[action] !== undefined &&
      follows !== 'anything' &&
      (follows.length === 0 ? stage === 'billed' : follows.some(before => before === stage))
    )
  })

const failed = ({ example, got }: ExampleResult): Finding => ({
  weight: 'must',
  where: example.name,
  says: `The example “${example.name}” expects “${example.expect}”, and the policy decides “${got}”.`,
})
