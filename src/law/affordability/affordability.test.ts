import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { ask } from '../calculation.ts'
import { affordability } from './affordability.calculation.ts'
import { affordable, frequencies, type Item } from './affordability.ts'

const on = Temporal.PlainDate.from('2026-06-01')
const monthly = (amount: bigint): Item => ({ amount, frequency: 'monthly' })

suite('what somebody can afford', () => {
  test('each frequency is made monthly exactly, and rounded only to be shown', () => {
    for (const [frequency, expected] of [
      ['weekly', 433_33n],
      ['fortnightly', 216_67n],
      ['four_weekly', 108_33n],
      ['monthly', 100_00n],
      ['quarterly', 33_33n],
      ['annual', 8_33n],
    ] as const) {
      const income: readonly Item[] = [{ amount: 100_00n, frequency }]
      assert.equal(
        affordable({ income, expenditure: [], debt: 0n, on }).income,
        expected,
        frequency,
      )
    }
  })

  test('savings are a tenth of the surplus and no more than £20', () => {
    const savings = (surplus: bigint) =>
      affordable({ income: [monthly(surplus)], expenditure: [], debt: 1_00n, on }).savings
    assert.deepEqual(
      [savings(5_00n), savings(199_99n), savings(200_00n), savings(500_00n)],
      [50n, 19_99n, 20_00n, 20_00n],
    )
  })

  test('where nothing is left nothing is asked, and there is no last payment', () => {
    for (const expenditure of [850_00n, 910_00n]) {
      const made = affordable({
        income: [monthly(850_00n)],
        expenditure: [monthly(expenditure)],
        debt: 1_00n,
        on,
      })
      assert.deepEqual([made.available, made.months, made.finalPayment], [0n, undefined, undefined])
    }
  })

  test('the last payment is what is left of the debt', () => {
    for (const [debt, months, last] of [
      [0n, 0, 0n],
      [1n, 1, 1n],
      [90_00n, 1, 90_00n],
      [90_01n, 2, 1n],
      [180_00n, 2, 90_00n],
    ] as const) {
      const made = affordable({ income: [monthly(100_00n)], expenditure: [], debt, on })
      assert.deepEqual([made.available, made.months, made.finalPayment], [90_00n, months, last])
    }
  })

  test('less than nothing, and a day before the convention, are refused', () => {
    const asked = { income: [monthly(1n)], expenditure: [], debt: 1n, on }
    for (const wrong of [
      { ...asked, debt: -1n },
      { ...asked, income: [monthly(-1n)] },
      { ...asked, expenditure: [monthly(-1n)] },
      { ...asked, on: Temporal.PlainDate.from('2017-02-28') },
    ])
      assert.throws(() => affordable(wrong), { name: 'NotAnswered' })
  })

  test('a household with nothing coming in is answered', () => {
    const asked = { income: [], expenditure: [], debt: '12.00' }
    const outcome = ask(affordability, asked)
    assert(outcome.ok)
    assert.equal(outcome.value.answer['months_to_clear'], null)
  })

  test('every line is shown as it was made monthly', () => {
    const outcome = ask(affordability, {
      income: [{ item: 'Wages', amount: '400.00', frequency: 'weekly' }],
      expenditure: [{ item: 'Rent', amount: '600.00', frequency: 'monthly' }],
      debt: '100.00',
    })
    assert(outcome.ok)
    assert.deepEqual(outcome.value.working, [
      'Wages: £400.00 weekly, 52 times a year, is £1,733.33 a month.',
      'Income is £1,733.33 a month.',
      'Rent: £600.00 a month.',
      'Expenditure is £600.00 a month.',
      'That leaves £1,133.33 a month.',
      '10% of it, at most £20.00, is savings: £20.00. £1,113.33 is left for debts.',
      '£100.00 takes 1 payment, the last of £100.00.',
    ])
  })

  test('property: never more than the surplus, and the payments come to the debt exactly', () => {
    const item = fc.record({
      amount: fc.bigInt(0n, 300_000n),
      frequency: fc.constantFrom(...frequencies),
    })
    const items = fc.array(item, { maxLength: 5 })
    fc.assert(
      fc.property(items, items, fc.bigInt(0n, 1_000_000n), (income, expenditure, debt) => {
        const made = affordable({ income, expenditure, debt, on })
        assert(made.available >= 0n && made.savings >= 0n)
        assert(made.available === 0n || made.available + made.savings <= made.surplus + 1n)
        if (made.months === undefined || made.months === 0) return
        const last = made.finalPayment ?? 0n
        assert.equal(made.available * BigInt(made.months - 1) + last, debt)
        assert(last > 0n && last <= made.available)
      }),
    )
  })
})
