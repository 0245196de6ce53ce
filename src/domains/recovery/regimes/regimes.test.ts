import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { debtFamilies } from '#debts'
import { families } from '#law/families.ts'
import { calculatorOf, regimeOf } from './index.ts'

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

  test('is not guessed for a family that no policy can yet be written for', () => {
    assert.equal(regimeOf('parking', 'England'), undefined)
    assert.equal(calculatorOf('parking', 'England'), undefined)
  })
})
