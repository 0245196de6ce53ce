import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { debtFamilies } from '#debts'
import { families } from '#law/families.ts'
import { actionKinds } from '../actions.ts'
import { formatCitation } from '#values/citation.ts'
import { asksOf, calculatorOf, regimeOf } from './index.ts'

const known = new Set(
  families.flatMap(({ name, calculations }) => calculations.map(({ slug }) => `${name}/${slug}`)),
)

suite('the law under each family of debts', () => {
  test('has a calculator on the law pages that works out the same days', () => {
    for (const nation of ['England', 'Wales'] as const) {
      for (const family of debtFamilies) {
        assert(regimeOf(family, nation), `${family} in ${nation}`)
        assert(known.has(calculatorOf(family, nation) ?? 'none'), `${family} in ${nation}`)
      }
    }
  })

  test('names a statute for what the statute says, and for no number of days of ours', () => {
    const found = new Set<string>()
    for (const nation of ['England', 'Wales'] as const)
      for (const family of [
        'sundry',
        'adult social care',
        'benefit overpayment',
        'housing',
        'leasehold',
      ]) {
        const regime = regimeOf(family, nation)?.on(Temporal.PlainDate.from('2026-06-01')).value
        assert(regime)
        for (const action of actionKinds) {
          const floor = regime.before[action]
          for (const { condition, law } of floor ? asksOf(floor) : [])
            if ('fact' in condition && 'atLeast' in condition && condition.fact !== 'since due')
              found.add(
                `${condition.fact} ${condition.atLeast}: ${law ? formatCitation(law) : 'ours'}`,
              )
        }
      }
    assert.deepEqual([...found].toSorted(), [
      'since decision 32 days: ours',
      'since notice 14 days: ours',
      'since return 31 days: Pre-Action Protocol for Debt Claims para 3.4',
    ])
  })

  test('cites for each thing that it asks the law of that thing', () => {
    const on = Temporal.PlainDate.from('2026-06-01')
    const lease = regimeOf('leasehold', 'England')?.on(on).value.before['letter before claim']
    assert(lease)
    assert.deepEqual(
      asksOf(lease).map(({ law }) => law && formatCitation(law)),
      [
        'Landlord and Tenant Act 1985 s21B',
        'Landlord and Tenant Act 1985 s20B',
        'Pre-Action Protocol for Debt Claims para 3.1',
        undefined,
        'Limitation Act 1980 s19',
      ],
    )
  })

  test('is not guessed for a family that no policy can yet be written for', () => {
    assert.equal(regimeOf('parking', 'England'), undefined)
    assert.equal(calculatorOf('parking', 'England'), undefined)
  })
})
