import fc from 'fast-check'
import { actionKinds } from '../actions.ts'
import type { Condition } from '../condition.ts'
import { type FactSheet, factList, stages } from '../facts.ts'
import type { Policy } from '../policy.ts'

// Random policies and fact sheets, of whatever is in the vocabulary.

const pounds = fc.constantFrom('£0.01', '£5.00', '£10.00', '£100.00', '£250.00', '£700.00')
const days = fc.constantFrom('1 day', '7 days', '14 days', '30 days', '41 days', '60 days')

const comparisons: fc.Arbitrary<Condition> = fc.constantFrom(...factList).chain(([fact, of]) => {
  const asked: fc.Arbitrary<unknown> =
    of.kind === 'flag'
      ? fc.boolean().map(is => ({ fact, is }))
      : of.kind === 'choice'
        ? fc.constantFrom(...of.options).map(is => ({ fact, is }))
        : fc
            .tuple(fc.constantFrom('atLeast', 'below'), of.kind === 'money' ? pounds : days)
            .map(([how, limit]) => ({ fact, [how]: limit }))
  return asked as fc.Arbitrary<Condition>
})

/** Any condition, nested three deep at most. */
export const someConditions: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'condition', withCrossShrink: true },
    comparisons,
    fc.tuple(tie('condition'), tie('condition')).map(all => ({ all })),
    fc.tuple(tie('condition'), tie('condition')).map(any => ({ any })),
    tie('condition').map(not => ({ not })),
  ),
})).condition

const named = <Rule extends object>(rules: readonly Rule[], kind: string) =>
  rules.map((rule, n) => ({ ...rule, name: `${kind} ${n + 1}`, why: 'a test' }))

/** Any policy of a few holds and steps, each rule under a name of its own. */
export const somePolicies: fc.Arbitrary<Policy> = fc.record({
  name: fc.constant('A policy of a test'),
  holds: fc
    .array(fc.record({ when: fc.array(someConditions, { minLength: 1, maxLength: 3 }) }), {
      maxLength: 4,
    })
    .map(holds => named(holds, 'Hold') as unknown as Policy['holds']),
  steps: fc
    .array(
      fc.record({
        at: fc.constantFrom(...stages),
        when: fc.array(someConditions, { maxLength: 3 }),
        then: fc.constantFrom(...actionKinds),
      }),
      { maxLength: 5 },
    )
    .map(steps => named(steps, 'Step') as Policy['steps']),
})

/** Any fact sheet, its amounts and days around those that policies ask about. */
export const someSheets: fc.Arbitrary<FactSheet> = fc.record(
  Object.fromEntries(
    factList.map(([fact, of]) => [
      fact,
      of.kind === 'flag'
        ? fc.boolean()
        : of.kind === 'choice'
          ? fc.constantFrom(...of.options)
          : of.kind === 'money'
            ? fc.constantFrom(-1n, 0n, 1n, 4_99n, 5_00n, 9_99n, 10_00n, 100_00n, 250_00n, 1_000_00n)
            : fc.constantFrom(null, 0, 1, 6, 7, 13, 14, 20, 21, 30, 40, 41, 60),
    ]),
  ),
) as unknown as fc.Arbitrary<FactSheet>
