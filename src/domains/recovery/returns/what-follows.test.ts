import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { shippedDebtTypes } from '#debts'
import { shippedPolicies } from '../policies/index.ts'
import type { Policy } from '../policy.ts'
import { regimeOf } from '../regimes/index.ts'
import { returnCodeKinds } from '../referrals/return-codes.ts'
import { rulesOf } from '../rules.ts'
import { whatFollows } from './what-follows.ts'

const on = Temporal.PlainDate.from('2026-06-01')

function rulesFor(debtType: string, policy: Policy, nation: 'England' | 'Wales' = 'England') {
  const family = shippedDebtTypes.find(({ name }) => name === debtType)?.family ?? ''
  const regime = regimeOf(family, nation)?.on(on).value
  assert(regime)
  return rulesOf(policy, regime)
}
const policyFor = (debtType: string, nation: 'England' | 'Wales' = 'England'): Policy =>
  shippedPolicies(nation)[debtType] ?? assert.fail()
const after = (policy: Policy, kind: string, code: string) =>
  whatFollows(rulesFor('council tax', policy)).find(
    one => one.kind === kind && one.code === code,
  ) ?? assert.fail(`${kind} can be opened`)
const councilTax = policyFor('council tax')

suite('what follows a return', () => {
  test('is what the policy says for that code, and from which day', () => {
    const carriedOut = after(councilTax, 'summons list', 'carried out')
    assert.deepEqual(
      carriedOut.followers.map(({ then, notBefore }) => [then, notBefore]),
      [['court outcome check', 42]],
    )
    const notSuitable = after(councilTax, 'summons list', 'not suitable')
    assert.deepEqual(
      notSuitable.followers.map(({ then, notBefore }) => [then, notBefore]),
      [
        ['summons list', 28],
        ['phone call', 28],
      ],
    )
  })

  test('says which returns put the account on hold first', () => {
    assert(after(councilTax, 'summons list', 'vulnerable').isHeld)
    assert(after(councilTax, 'summons list', 'disputed').isHeld)
    assert(!after(councilTax, 'summons list', 'paid').isHeld)
  })

  test('leaves out what the return itself says, and keeps everything else that is asked', () => {
    const [check] = after(councilTax, 'summons list', 'carried out').followers
    assert(check)
    const asked = JSON.stringify(check.needs)
    assert.doesNotMatch(asked, /"stage"|"last return"|"since return"/)
  })

  test('is nothing where the policy has no way on, and then says so', () => {
    const shortened: Policy = {
      ...councilTax,
      steps: councilTax.steps.filter(({ at }) => at !== 'summons list'),
    }
    assert.deepEqual(after(shortened, 'summons list', 'carried out').followers, [])
  })

  for (const nation of ['England', 'Wales'] as const)
    for (const [debtType, policy] of Object.entries(shippedPolicies(nation)))
      test(`${debtType} in ${nation}, as shipped, has a next step for every code of every referral`, () => {
        const found = whatFollows(rulesFor(debtType, policy, nation))
        assert.equal(found.length % returnCodeKinds.length, 0)
        assert.deepEqual(
          found
            .filter(({ followers }) => followers.length === 0)
            .map(({ kind, code }) => `${kind}: ${code}`),
          [],
        )
      })
})
