import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { sum } from '#values/money.ts'
import { appropriate, type Owed } from './appropriation.ts'
import { shareOut } from './pro-rata.ts'

suite('a payment shared in proportion', () => {
  test('the odd penny goes to the largest remainder, then the larger debt, then the first', () => {
    assert.deepEqual(shareOut(100_00n, [100_00n, 100_00n, 100_00n]), [33_34n, 33_33n, 33_33n])
    assert.deepEqual(shareOut(50_00n, [1_000_00n, 500_00n, 250_00n]), [28_57n, 14_29n, 7_14n])
    assert.deepEqual(shareOut(100_00n, [66_67n, 33_33n, 1n]), [66_66n, 33_33n, 1n])
    assert.deepEqual(shareOut(1n, [1_00n, 2_00n]), [0n, 1n])
    // Remainders of two quarters each, so the larger debt has it; then the same debts, so the first has.
    assert.deepEqual(shareOut(2n, [1n, 3n]), [0n, 2n])
    assert.deepEqual(shareOut(1n, [2n, 2n]), [1n, 0n])
  })

  test('less than nothing is not a payment, nor is a credit a debt', () => {
    assert.throws(() => shareOut(-1n, [1_00n]), { name: 'NotAnswered' })
    assert.throws(() => shareOut(1n, [1_00n, -1n]), { name: 'NotAnswered' })
  })

  test('nothing owed has nothing, and more than all of them pays each', () => {
    assert.deepEqual(shareOut(60_00n, [0n, 120_00n]), [0n, 60_00n])
    assert.deepEqual(shareOut(12_34n, [1_00n, 2_00n]), [1_00n, 2_00n])
    assert.deepEqual(shareOut(1_00n, [0n, 0n]), [0n, 0n])
    assert.deepEqual(shareOut(1_00n, []), [])
    assert.deepEqual(shareOut(0n, [1_00n, 2_00n]), [0n, 0n])
  })

  test('property: shares come to the payment, none above its balance, each within a penny of exact', () => {
    const balances = fc.array(fc.bigInt(0n, 1_000_000n), { maxLength: 12 })
    fc.assert(
      fc.property(fc.bigInt(0n, 5_000_000n), balances, (payment, balances) => {
        const total = sum(balances)
        const shares = shareOut(payment, balances)
        assert.equal(sum(shares), payment < total ? payment : total)
        shares.forEach((share, n) => {
          assert(share <= (balances[n] ?? 0n))
          if (payment >= total) return
          const difference = share * total - payment * (balances[n] ?? 0n)
          assert(difference < total && difference > -total)
        })
      }),
    )
  })
})

suite('which debt a payment goes to', () => {
  const day = (text: string) => Temporal.PlainDate.from(text)
  const owed: readonly Owed[] = [
    { ref: '2024', balance: 300_00n, due: day('2024-05-01') },
    { ref: '2023', balance: 200_00n, due: day('2023-05-01') },
    { ref: '2025', balance: 500_00n, due: day('2025-05-01') },
  ]
  const to = (asked: Omit<Parameters<typeof appropriate>[0], 'owed'>) =>
    appropriate({ owed, ...asked }).to.map(({ ref, amount }) => [ref, amount])

  test('oldest first, unless the payer said which, or it is exactly the current instalment', () => {
    assert.deepEqual(to({ payment: 250_00n }), [
      ['2023', 200_00n],
      ['2024', 50_00n],
    ])
    assert.deepEqual(to({ payment: 600_00n, said: '2025' }), [
      ['2025', 500_00n],
      ['2023', 100_00n],
    ])
    assert.deepEqual(to({ payment: 198_00n, currentInstalmentOf: '2025' }), [['2025', 198_00n]])
    assert.deepEqual(to({ payment: 1_00n, said: '2024', currentInstalmentOf: '2025' }), [
      ['2024', 1_00n],
    ])
  })

  test('what the payer said is paid in full before anything is paid to the oldest', () => {
    assert.deepEqual(to({ payment: 301_00n, said: '2024', currentInstalmentOf: '2025' }), [
      ['2024', 300_00n],
      ['2023', 1_00n],
    ])
  })

  test('of debts due on one day the first given is paid first, and a paid debt is passed over', () => {
    const sameDay = ['b', 'paid', 'a'].map(ref => ({
      ref,
      balance: ref === 'paid' ? 0n : 10_00n,
      due: day('2024-02-29'),
    }))
    const shared = appropriate({ payment: 15_00n, owed: sameDay, said: 'paid' })
    assert.deepEqual(
      shared.to.map(({ ref, amount }) => [ref, amount]),
      [
        ['b', 10_00n],
        ['a', 5_00n],
      ],
    )
    assert.deepEqual(appropriate({ payment: 0n, owed: sameDay }), { to: [], left: 0n })
    assert.deepEqual(appropriate({ payment: 5n, owed: [] }), { to: [], left: 5n })
  })

  test('less than nothing is not a payment, nor is a credit a debt', () => {
    assert.throws(() => to({ payment: -1n }), { name: 'NotAnswered' })
    const credit = { ref: 'credit', balance: -1n, due: day('2025-01-01') }
    assert.throws(() => appropriate({ payment: 1n, owed: [...owed, credit] }), {
      name: 'NotAnswered',
      message: /in credit/,
    })
  })

  test('what is more than all of them is left over, and a debt that is not there is refused', () => {
    assert.equal(appropriate({ payment: 1_100_00n, owed }).left, 100_00n)
    assert.throws(() => to({ payment: 1n, said: '2020' }), { name: 'NotAnswered' })
    assert.throws(() => appropriate({ payment: 1n, owed: [...owed, ...owed] }), {
      name: 'NotAnswered',
    })
  })

  test('property: nothing is lost, and nothing is paid beyond its balance', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 2_000_00n),
        fc.constantFrom(undefined, '2023', '2024'),
        (payment, said) => {
          const made = appropriate({ payment, owed, said })
          assert.equal(sum(made.to.map(({ amount }) => amount)) + made.left, payment)
          for (const { ref, amount } of made.to)
            assert(amount > 0n && amount <= (owed.find(one => one.ref === ref)?.balance ?? 0n))
        },
      ),
    )
  })
})
