import { type Explanation, explain } from '../explain.ts'
import { type Example, sheetOf } from '../example.ts'
import type { Policy } from '../policy.ts'
import type { Regime } from '../regimes/index.ts'
import { decide, rulesOf, waiting } from '../rules.ts'

/** An example as the policy decides it now. */
export type ExampleResult = {
  readonly example: Example
  /** The name of the rule that decides it, or “Wait”. */
  readonly got: string
  readonly passes: boolean
  readonly explanation: Explanation
}

/** Decides every example of a policy under the law of a day. */
export function runExamples(policy: Policy, regime: Regime): readonly ExampleResult[] {
  const rules = rulesOf(policy, regime)
  return (policy.examples ?? []).map(example => {
    const sheet = sheetOf(example)
    const got = decide(rules, sheet)?.name ?? waiting
    return { example, got, passes: got === example.expect, explanation: explain(rules, sheet) }
  })
}
