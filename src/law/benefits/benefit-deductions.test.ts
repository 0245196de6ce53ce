import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ask, written } from '../calculation.ts'
import { type Claimant, fromOlderBenefits } from './benefit-deduction-rates.ts'
import { benefitDeductions } from './benefit-deductions.calculation.ts'
import { councilTaxFromOlderBenefits, councilTaxFromUniversalCredit } from './benefit-deductions.ts'
import { fivePercentOfAllowance } from './housing-benefit-overpayment-rates.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

const fromCredit = (claimant: Claimant, text: string, payable?: bigint) =>
  councilTaxFromUniversalCredit({ claimant, periodBegan: day(text), payable })

const answer = (input: Readonly<Record<string, unknown>>): unknown => {
  const outcome = ask(benefitDeductions, input)
  return outcome.ok && written(outcome.value.answer)
}

const refusal = (input: Readonly<Record<string, unknown>>): string => {
  const outcome = ask(benefitDeductions, input)
  return outcome.ok ? '' : outcome.refusal.says
}

suite('council tax from benefits', () => {
  test('universal credit: five per cent of each allowance in each year, half a penny a penny', () => {
    for (const [text, singleUnder25, single, coupleUnder25, couple] of [
      ['2024-04-08', 15_58n, 19_67n, 24_46n, 30_88n],
      ['2025-04-06', 15_58n, 19_67n, 24_46n, 30_88n],
      ['2025-04-07', 15_85n, 20_01n, 24_88n, 31_41n],
      ['2026-04-05', 15_85n, 20_01n, 24_88n, 31_41n],
      ['2026-04-06', 16_93n, 21_25n, 26_42n, 33_35n],
    ] as const) {
      assert.equal(fromCredit('single under 25', text).deduction, singleUnder25, text)
      assert.equal(fromCredit('single 25 or over', text).deduction, single, text)
      assert.equal(fromCredit('couple under 25', text).deduction, coupleUnder25, text)
      assert.equal(fromCredit('couple 25 or over', text).deduction, couple, text)
    }
    assert.throws(() => fromCredit('single under 25', '2024-04-07'), { name: 'NotAnswered' })
  })

  test('the cap on all deductions is 25% until 29 April 2025 and 15% from the next day', () => {
    assert.deepEqual(
      ['2025-04-29', '2025-04-30'].map(text => fromCredit('single 25 or over', text).cap),
      [100_04n, 60_02n],
    )
    assert.equal(fromCredit('single 25 or over', '2026-06-01').cap, 63_74n)
    assert.equal(fromCredit('couple 25 or over', '2025-06-01').cap, 94_22n)
  })

  test('nothing is taken where less than a penny would be left', () => {
    assert.equal(fromCredit('single 25 or over', '2026-06-01', 21_26n).deduction, 21_25n)
    assert.equal(fromCredit('single 25 or over', '2026-06-01', 21_25n).deduction, 0n)
    assert.equal(fromCredit('single 25 or over', '2026-06-01', 0n).deduction, 0n)
  })

  test('the older benefits: five per cent rounded up to 5p, as for housing benefit', () => {
    assert.equal(councilTaxFromOlderBenefits(day('2025-04-06')), 4_55n)
    assert.equal(councilTaxFromOlderBenefits(day('2025-04-07')), 4_65n)
    assert.deepEqual(
      fromOlderBenefits.history.map(({ from, value }) => [`${from}`, value]),
      fivePercentOfAllowance.history.map(({ from, value }) => [`${from}`, value]),
    )
  })

  test('an answer that there was no cap of 15% is none, and not an amount', () => {
    const question = { benefit: 'universal_credit', claimant: 'single_25' }
    assert.deepEqual(answer({ ...question, date: '2025-04-29' }), {
      council_tax_deduction_per_assessment_period: '20.01',
      overall_cap_15pct: null,
    })
    assert.deepEqual(
      answer({ ...question, date: '2025-04-30', universal_credit_payable: '30.00' }),
      {
        council_tax_deduction_per_assessment_period: '20.01',
        overall_cap_15pct: '60.02',
        universal_credit_paid: '9.99',
      },
    )
  })

  test('who claims goes with universal credit, and is needed for it', () => {
    const date = '2026-06-01'
    assert.match(refusal({ date, benefit: 'universal_credit' }), /Say who claims/)
    const other = { date, benefit: 'income_support_etc' }
    assert.deepEqual(answer(other), { weekly_deduction: '4.80' })
    assert.match(refusal({ ...other, claimant: 'single_25' }), /one rate for everybody/)
    assert.match(refusal({ date, benefit: 'child_benefit' }), /one of universal_credit/)
  })

  test('housing benefit is asked with its kind of overpayment, and answered to the penny', () => {
    assert.deepEqual(
      answer({ date: '2024-06-01', category: 'fraud', earnings_disregard: '20.00' }),
      {
        max_weekly_deduction: '32.75',
      },
    )
    assert.deepEqual(
      answer({
        date: '2025-06-01',
        category: 'standard',
        weekly_hb: '100.00',
        outstanding: '5.00',
      }),
      { deduction: '5.00', hb_paid: '95.00' },
    )
    assert.match(refusal({ date: '2025-06-01', category: 'error' }), /one of standard, fraud/)
    assert.match(refusal({ date: '2025-02-30', category: 'fraud' }), /a day that exists/)
  })
})
