import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { sum } from '#values/money.ts'
import { instalmentCount, instalmentsOf, monthlyFrom, noneTooSmall } from './instalments.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('instalments', () => {
  test('each is the nearest whole pound, and the first takes what is left over', () => {
    assert.deepEqual(instalmentsOf(1984_37n, 10), [202_37n, ...Array(9).fill(198_00n)])
    assert.deepEqual(instalmentsOf(999_99n, 10), [99_99n, ...Array(9).fill(100_00n)])
    assert.deepEqual(instalmentsOf(25_905_00n, 10), [2_586_00n, ...Array(9).fill(2_591_00n)])
  })

  test('one instalment is the whole charge; none is refused', () => {
    assert.deepEqual(instalmentsOf(123_45n, 1), [123_45n])
    assert.throws(() => instalmentsOf(123_45n, 0), /at least one/)
  })

  test('property: they come to the charge exactly, and none is less than nothing', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 9_999_999n), fc.integer({ min: 1, max: 12 }), (charge, count) => {
        const all = instalmentsOf(charge, count)
        return all.length === count && sum(all) === charge && all.every(amount => amount >= 0n)
      }),
    )
  })

  test('monthly on the 31st is the last day of a shorter month, and the 31st again after it', () => {
    assert.deepEqual(monthlyFrom(day('2027-01-31'), 3).map(String), [
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
    ])
  })

  test('how many, by the day of the bill', () => {
    for (const [issued, count] of [
      ['2025-04-01', 10],
      ['2025-04-30', 10],
      ['2025-05-01', 9],
      ['2025-07-15', 7],
      ['2025-12-31', 2],
      ['2026-01-05', 1],
      ['2026-03-31', 1],
    ] as const)
      assert.equal(instalmentCount(day(issued)), count, issued)
  })

  test('twelve for whoever asks in time in England; what is not confirmed in Wales is refused', () => {
    assert.equal(instalmentCount(day('2026-04-15'), { onRequestIn: 'England' }), 12)
    for (const [issued, nation] of [
      ['2026-04-16', 'England'],
      ['2026-04-01', 'Wales'],
    ] as const)
      assert.throws(() => instalmentCount(day(issued), { onRequestIn: nation }), {
        name: 'NotAnswered',
      })
  })

  test('none need be too small', () => {
    const issued = day('2025-04-01')
    assert.equal(noneTooSmall(9_99n, 10, issued), 1)
    assert.equal(noneTooSmall(10_00n, 10, issued), 2)
    assert.equal(noneTooSmall(49_99n, 10, issued), 9)
    assert.equal(noneTooSmall(50_00n, 10, issued), 10)
  })
})
