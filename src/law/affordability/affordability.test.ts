import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
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
