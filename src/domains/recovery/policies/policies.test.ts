import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { shippedDebtTypes } from '#debts'
import { checkPolicy } from '../drafting/checks.ts'
import { policySchema } from '../policy.ts'
import { regimeOf } from '../regimes/index.ts'
import { shippedPolicies } from './index.ts'

suite('the policies that are shipped', () => {
  test('are one for each type of debt that a council may recover', () => {
    for (const nation of ['England', 'Wales'] as const) {
      assert.deepEqual(
        Object.keys(shippedPolicies(nation)).toSorted(),
        shippedDebtTypes.map(({ name }) => name).toSorted(),
      )
    }
  })

  for (const nation of ['England', 'Wales'] as const) {
    for (const [debtType, policy] of Object.entries(shippedPolicies(nation))) {
      test(`${debtType} in ${nation}: every rule can decide, no stage is a dead end, none asks for less than the law`, () => {
        assert.deepEqual(policySchema.parse(JSON.parse(JSON.stringify(policy))), policy)
        const family = shippedDebtTypes.find(({ name }) => name === debtType)?.family ?? ''
        const days = nation === 'Wales' ? ['2025-06-01', '2026-06-01'] : ['2026-06-01']
        for (const day of days) {
          const regime = regimeOf(family, nation)?.on(Temporal.PlainDate.from(day)).value
          assert(regime)
          const { findings } = checkPolicy(policy, regime)
          assert.deepEqual(
            findings.map(({ weight, where, says }) => `${weight} ${where ?? ''}: ${says}`),
            [],
            day,
          )
        }
      })
    }
  }
})
