import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { sum } from '#values/money.ts'
import { ask, written } from '../calculation.ts'
import { instalmentSchedules } from './instalments.calculation.ts'
import {
  dueMonthly,
  instalmentCount,
  instalmentsOf,
  monthlyFrom,
  noneTooSmall,
} from './instalments.ts'

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

  test('a notice before its year is for ten, or twelve if asked; one after it is for none', () => {
    assert.equal(instalmentCount(day('2026-03-10'), { year: 2026 }), 10)
    assert.equal(instalmentCount(day('2026-02-10'), { year: 2026, onRequestIn: 'England' }), 12)
    for (const wrong of [
      () => instalmentCount(day('2026-04-01'), { year: 2025 }),
      () => instalmentCount(day('2026-03-10'), { onRequestIn: 'England' }),
      () => instalmentCount(day('1980-05-01')),
      () => instalmentCount(day('2026-04-01'), { of: 'business rates', onRequestIn: 'England' }),
    ])
      assert.throws(wrong, { name: 'NotAnswered' })
  })

  test('property: business rates are billed in as many as council tax', () => {
    const days = fc.integer({ min: 0, max: 4748 }).map(n => day('2020-01-01').add({ days: n }))
    fc.assert(
      fc.property(days, issued => {
        const count = instalmentCount(issued)
        assert(count >= 1 && count <= 10)
        assert.equal(instalmentCount(issued, { of: 'business rates' }), count)
      }),
    )
  })

  test('none need be too small: the second joins the first, or there are fewer', () => {
    const issuedOn = day('2025-04-01')
    for (const [charge, count, expected] of [
      [9_99n, 10, [9_99n]],
      [10_00n, 10, [5_00n, 5_00n]],
      [16_80n, 10, [10_80n, 6_00n]],
      [45_00n, 10, Array(9).fill(5_00n)],
      [49_99n, 10, [9_99n, ...Array(8).fill(5_00n)]],
      [50_00n, 10, Array(10).fill(5_00n)],
      [4_00n, 1, [4_00n]],
    ] as const)
      assert.deepEqual(noneTooSmall(instalmentsOf(charge, count), { issuedOn }), expected)
    for (const [charge, count] of [
      [49_99n, 1],
      [99_99n, 1],
      [100_00n, 2],
      [499_99n, 9],
      [480_00n, 9],
      [500_00n, 10],
    ] as const) {
      const rates = { issuedOn, of: 'business rates' } as const
      assert.equal(noneTooSmall(instalmentsOf(charge, 10), rates).length, count, `${charge}`)
    }
  })

  test('property: with none too small they still come to the charge, and only one alone is small', () => {
    const issuedOn = day('2025-04-01')
    fc.assert(
      fc.property(fc.bigInt(1n, 200_00n), fc.integer({ min: 1, max: 12 }), (charge, count) => {
        const all = noneTooSmall(instalmentsOf(charge, count), { issuedOn })
        assert.equal(sum(all), charge)
        assert(all.length <= count)
        assert(all.length === 1 || all.every(amount => amount >= 5_00n), String(all))
        const rates = noneTooSmall(instalmentsOf(charge, count), { issuedOn, of: 'business rates' })
        assert.equal(sum(rates), charge)
      }),
    )
  })

  test('the first falls due a fortnight after the notice at the soonest, and the last within the year', () => {
    const issuedOn = day('2026-03-18')
    const asked = { issuedOn, year: 2026 }
    const ten = instalmentsOf(1984_37n, 10)
    const due = dueMonthly(ten, { ...asked, firstDue: day('2026-04-01') })
    assert.deepEqual(
      [due[0], due.at(-1)].map(one => [String(one?.due), one?.amount]),
      [
        ['2026-04-01', 202_37n],
        ['2027-01-01', 198_00n],
      ],
    )
    for (const [firstDue, says] of [
      ['2026-03-31', /cannot fall due before 1 April 2026/],
      ['2026-07-01', /1 April 2027 would not be in the year/],
    ] as const)
      assert.throws(() => dueMonthly(ten, { ...asked, firstDue: day(firstDue) }), {
        name: 'NotAnswered',
        message: says,
      })
  })

  test('an officer can ask for all of it at once, and what cannot be is said', () => {
    const answer = (input: Readonly<Record<string, unknown>>) => {
      const outcome = ask(instalmentSchedules, input)
      return outcome.ok ? written(outcome.value.answer) : outcome.refusal.says
    }
    const twelve = { amount: '1984.37', notice_issued: '2026-03-10', year_begins: 2026 }
    assert.deepEqual(answer({ ...twelve, twelve_asked_for_in: 'E', first_due: '2026-04-01' }), {
      count: 12,
      first: '169.37',
      others: '165.00',
    })
    assert.deepEqual(
      answer({
        amount: '480.00',
        notice_issued: '2026-04-01',
        charge: 'business_rates',
        none_too_small: true,
      }),
      { count: 9, first: '56.00', others: '53.00' },
    )
    for (const [input, says] of [
      [{ amount: '0.00', notice_issued: '2026-04-01' }, /more than nothing/],
      [{ amount: '100.00', instalments: 0 }, /from 1 to 12/],
      [{ amount: '100.00', instalments: 13 }, /from 1 to 12/],
      [{ amount: '100.00', notice_issued: '2026-02-30' }, /a day that exists/],
      [{ ...twelve, twelve_asked_for_in: 'W' }, /Wales has not been confirmed/],
      [{ ...twelve, year_begins: 2024 }, /over when the notice was issued/],
    ] as const)
      assert.match(String(answer(input)), says)
  })
})
