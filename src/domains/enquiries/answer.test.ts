import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { answer, bandOf, type Debt, type Found, inWords } from './answer.ts'

const asAt = Temporal.PlainDate.from('2026-11-25')
const gateway = {
  debtTypes: ['former tenant arrears', 'garage'],
  tellsAmount: true,
  tellsPlan: true,
  bands: [100_00n, 500_00n],
}
const aDebt = (differences: Partial<Debt> = {}): Debt => ({
  debtType: 'garage',
  late: 50_00n,
  isKeptBack: false,
  isArranged: false,
  ...differences,
})
const found = (...debts: readonly Debt[]): Found => ({ whom: 'one', debts, asAt })

const someDebt = fc.record({
  debtType: fc.constantFrom('former tenant arrears', 'garage', 'council tax', 'business rates'),
  late: fc.bigInt({ min: 0n, max: 5_000_00n }),
  isKeptBack: fc.boolean(),
  isArranged: fc.boolean(),
})
const someDebts = fc.array(someDebt, { maxLength: 6 })
const otherDebts = fc.array(
  someDebt.map(debt => ({ ...debt, debtType: 'council tax' })),
  { maxLength: 6 },
)

suite('what a debt check answers', () => {
  test('never depends on debts outside the gateway', () => {
    fc.assert(
      fc.property(someDebts, otherDebts, (debts, others) => {
        assert.deepEqual(
          answer(gateway, found(...others, ...debts)),
          answer(gateway, found(...debts.filter(one => gateway.debtTypes.includes(one.debtType)))),
        )
      }),
    )
  })

  test('says a kept-back debt in the words in which nobody is found, whatever else is owed', () => {
    fc.assert(
      fc.property(someDebts, debts => {
        const kept = answer(gateway, found(...debts, aDebt({ isKeptBack: true })))
        const nobody = answer(gateway, { whom: 'nobody fits', debts: [], asAt: undefined })
        assert.deepEqual(inWords(kept), inWords(nobody))
      }),
    )
  })

  test('never says an amount, only its band, and neither where the purpose tells none', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 5_000_00n }), late => {
        const one = { ...gateway, tellsAmount: false, tellsPlan: false }
        const other = answer(one, found(aDebt({ late })))
        assert.deepEqual(other, answer(one, found(aDebt({ late: late + 1n, isArranged: true }))))
        const said = inWords(answer(gateway, found(aDebt({ late })))).join(' ')
        for (const [, pounds] of said.matchAll(/£([\d,.]+\d)/g))
          assert(['100.00', '500.00'].includes(pounds ?? ''), said)
      }),
    )
  })

  test('is one sentence for every reason why it is not answered', () => {
    const whys = ['nobody fits', 'several fit', 'restricted', 'died'] as const
    const said = whys.map(whom =>
      inWords(answer(gateway, { whom, debts: [aDebt()], asAt })).join(' '),
    )
    const noFigures = answer(gateway, { whom: 'one', debts: [], asAt: undefined })
    assert.equal(new Set([...said, inWords(noFigures).join(' ')]).size, 1)
    assert.doesNotMatch(said.join(' '), /hold|space|dispute|restrict|died|several|found/i)
  })

  test('a band ends with its upper figure', () => {
    for (const [amount, band] of [
      [1n, 'up to £100.00'],
      [100_00n, 'up to £100.00'],
      [100_01n, 'more than £100.00, up to £500.00'],
      [500_00n, 'more than £100.00, up to £500.00'],
      [500_01n, 'more than £500.00'],
    ] as const)
      assert.equal(bandOf(amount, gateway.bands), band)
  })

  test('adds what is late, says what is known of an arrangement, and no where nothing is late', () => {
    const both = found(aDebt({ late: 60_00n, isArranged: true }), aDebt({ isArranged: true }))
    assert.deepEqual(inWords(answer(gateway, both)), [
      'Yes: more than £100.00, up to £500.00 is late.',
      'An arrangement to pay is recorded. Whether it is kept is not known here: ask the recovery team.',
      'The figures are those of 25 November 2026 or later.',
    ])
    const half = answer(gateway, found(aDebt({ isArranged: true }), aDebt()))
    assert(half.is === 'yes' && half.plan === 'not known')
    assert.equal(answer(gateway, found(aDebt({ late: 0n, isKeptBack: true }))).is, 'no')
  })
})
