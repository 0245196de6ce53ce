import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { divide } from '#values/money.ts'
import { fromHousingBenefit, mostFromHousingBenefit } from './housing-benefit-overpayments.ts'
import { singleAllowances } from './single-allowance.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const june2025 = day('2025-06-02')

const most = (
  text: string,
  category: 'standard' | 'fraud' = 'standard',
  disregard?: bigint,
): bigint => mostFromHousingBenefit({ category, week: day(text), disregard }).most

suite('housing benefit overpayments', () => {
  test('the most is that of the benefit week, on both sides of every uprating', () => {
    for (const [text, standard, fraud] of [
      ['2015-04-06', 11_10n, 18_50n],
      ['2020-04-05', 11_10n, 18_50n],
      ['2020-04-06', 11_25n, 18_75n],
      ['2021-04-05', 11_25n, 18_75n],
      ['2022-04-03', 11_25n, 18_75n],
      ['2022-04-04', 11_55n, 19_25n],
      ['2023-04-02', 11_55n, 19_25n],
      ['2023-04-03', 12_75n, 21_25n],
      ['2024-03-31', 12_75n, 21_25n],
      ['2024-04-01', 13_65n, 22_75n],
      ['2025-04-06', 13_65n, 22_75n],
      ['2025-04-07', 13_95n, 23_25n],
      ['2026-04-05', 13_95n, 23_25n],
      ['2026-04-06', 14_40n, 24_00n],
    ] as const) {
      assert.equal(most(text), standard, text)
      assert.equal(most(text, 'fraud'), fraud, text)
    }
    assert.throws(() => most('2015-04-05'), { name: 'NotAnswered' })
  })

  test('every line is five per cent, rounded up to 5p, and three and five times that', () => {
    for (const { allowance, fivePercent, three, five } of singleAllowances) {
      assert.equal(divide(allowance * 5n, 500n, 'away from zero') * 5n, fivePercent)
      assert.equal(three, fivePercent * 3n)
      assert.equal(five, fivePercent * 5n)
    }
  })

  test('half of the earnings disregard is added, and an odd half-penny is not', () => {
    for (const [disregard, expected] of [
      [5_00n, 16_45n],
      [10_00n, 18_95n],
      [20_00n, 23_95n],
      [25_00n, 26_45n],
      [17_11n, 22_50n],
      [0n, 13_95n],
    ] as const)
      assert.equal(most('2025-06-02', 'standard', disregard), expected)
    assert.equal(most('2024-06-01', 'fraud', 20_00n), 32_75n)
  })

  test('fifty pence of housing benefit is left, and less than that is not touched', () => {
    for (const [weekly, deduction] of [
      [0n, 0n],
      [30n, 0n],
      [50n, 0n],
      [51n, 1n],
      [14_44n, 13_94n],
      [14_45n, 13_95n],
      [14_46n, 13_95n],
      [100_00n, 13_95n],
    ] as const) {
      const made = fromHousingBenefit({ weekly, most: 13_95n, week: june2025 })
      assert.deepEqual(made, { deduction, paid: weekly - deduction })
    }
  })

  test('no more than is owed is taken', () => {
    const asked = { weekly: 100_00n, most: 13_95n, week: june2025 }
    assert.equal(fromHousingBenefit({ ...asked, outstanding: 4_00n }).deduction, 4_00n)
    assert.equal(fromHousingBenefit({ ...asked, outstanding: 0n }).deduction, 0n)
  })

  test('property: what is deducted and what is paid are the whole, and fraud is never less', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 100_000n), fc.bigInt(0n, 100_00n), (weekly, disregard) => {
        const standard = most('2026-06-01', 'standard', disregard)
        assert(most('2026-06-01', 'fraud', disregard) > standard)
        const { deduction, paid } = fromHousingBenefit({ weekly, most: standard, week: june2025 })
        assert.equal(deduction + paid, weekly)
        assert(deduction >= 0n && deduction <= standard)
        assert(deduction === 0n || paid >= 50n)
      }),
    )
  })
})
