import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { Pence } from '#values/money.ts'
import { ask, written } from '../calculation.ts'
import type { Period } from '../deduction-bands.ts'
import { directEarningsAttachment } from './direct-earnings-attachment.calculation.ts'
import {
  directEarningsDeduction,
  newestTableFrom,
  paidOverBy,
} from './direct-earnings-attachment.ts'
import type { Rate } from './direct-earnings-attachment-tables.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const june2026 = day('2026-06-12')

const made = (
  net: Pence,
  {
    rate = 'standard',
    period = 'week',
    times = 1,
    payDay = june2026,
    ...rest
  }: {
    rate?: Rate
    period?: Period
    times?: number
    payDay?: Temporal.PlainDate
    otherDeductions?: Pence
    outstanding?: Pence
  } = {},
) => directEarningsDeduction({ rate, payDay, pay: { net, period, times }, ...rest })

const answer = (input: Readonly<Record<string, unknown>>): unknown => {
  const outcome = ask(directEarningsAttachment, input)
  return outcome.ok && written(outcome.value.answer)
}

const refusal = (input: Readonly<Record<string, unknown>>): string => {
  const outcome = ask(directEarningsAttachment, input)
  return outcome.ok ? '' : outcome.refusal.says
}

suite('direct earnings attachment', () => {
  test('each threshold is the last pound of its band, at both rates', () => {
    for (const [period, threshold, standard, higher, standardAbove, higherAbove] of [
      ['week', 100_00n, 0n, 5_00n, 3_00n, 6_00n],
      ['week', 160_00n, 4_80n, 9_60n, 8_00n, 16_00n],
      ['week', 220_00n, 11_00n, 22_00n, 15_40n, 30_80n],
      ['week', 270_00n, 18_90n, 37_80n, 29_70n, 59_40n],
      ['week', 375_00n, 41_25n, 82_50n, 56_25n, 112_50n],
      ['week', 520_00n, 78_00n, 156_00n, 104_00n, 208_00n],
      ['month', 430_00n, 0n, 21_50n, 12_90n, 25_80n],
      ['month', 690_00n, 20_70n, 41_40n, 34_50n, 69_00n],
      ['month', 950_00n, 47_50n, 95_00n, 66_50n, 133_00n],
      ['month', 1_160_00n, 81_20n, 162_40n, 127_60n, 255_20n],
      ['month', 1_615_00n, 177_65n, 355_30n, 242_25n, 484_50n],
      ['month', 2_240_00n, 336_00n, 672_00n, 448_00n, 896_00n],
      ['day', 15_00n, 0n, 75n, 45n, 90n],
      ['day', 23_00n, 69n, 1_38n, 1_15n, 2_30n],
      ['day', 32_00n, 1_60n, 3_20n, 2_24n, 4_48n],
      ['day', 39_00n, 2_73n, 5_46n, 4_29n, 8_58n],
      ['day', 54_00n, 5_94n, 11_88n, 8_10n, 16_20n],
      ['day', 75_00n, 11_25n, 22_50n, 15_00n, 30_00n],
    ] as const) {
      const at = `${period} ${threshold}`
      assert.equal(made(threshold, { period }).deduction, standard, at)
      assert.equal(made(threshold, { period, rate: 'higher' }).deduction, higher, at)
      assert.equal(made(threshold + 1n, { period }).deduction, standardAbove, at)
      assert.equal(made(threshold + 1n, { period, rate: 'higher' }).deduction, higherAbove, at)
    }
  })

  test('half a penny is dropped, and more than half is a penny', () => {
    assert.equal(made(700_10n, { period: 'month' }).deduction, 35_00n)
    assert.equal(made(700_12n, { period: 'month' }).deduction, 35_01n)
  })

  test('pay for several weeks is taken by the band of one, and the rate applies to all of it', () => {
    assert.equal(made(200_00n, { times: 2 }).deduction, 0n)
    assert.equal(made(200_01n, { times: 2 }).deduction, 6_00n)
    assert.equal(made(1_000_00n, { times: 4 }).deduction, 70_00n)
    assert.equal(made(2_080_01n, { times: 4 }).deduction, 416_00n)
  })

  test('other attachments come first, and protected earnings are left', () => {
    for (const [others, left] of [
      [0n, 270_00n],
      [449_99n, 270_00n],
      [450_01n, 269_99n],
      [500_00n, 220_00n],
      [719_99n, 1n],
      [720_00n, 0n],
      [1_800_00n, 0n],
    ] as const) {
      const monthly = { period: 'month', otherDeductions: others } as const
      assert.equal(made(1_800_00n, monthly).deduction, left, `${others}`)
      assert.equal(made(1_800_00n, monthly).byTable, 270_00n)
    }
    assert.throws(() => made(100_00n, { otherDeductions: 100_01n }), { name: 'NotAnswered' })
  })

  test('no more than is owed is taken, and the employer keeps nothing of nothing', () => {
    assert.equal(made(400_00n).withEmployersCharge, 61_00n)
    assert.equal(made(400_00n, { outstanding: 20_00n }).deduction, 20_00n)
    assert.equal(made(400_00n, { outstanding: 0n }).withEmployersCharge, 0n)
    assert.equal(made(0n).deduction, 0n)
  })

  test('there was none before 8 April 2013, and no higher rate before 6 April 2015', () => {
    const at = (rate: Rate, text: string) => () => made(400_00n, { rate, payDay: day(text) })
    assert.throws(at('standard', '2013-04-07'), { name: 'NotAnswered' })
    assert.equal(at('standard', '2013-04-08')().deduction, 60_00n)
    assert.throws(at('higher', '2015-04-05'), { name: 'NotAnswered' })
    assert.equal(at('higher', '2015-04-06')().deduction, 120_00n)
    assert.equal(`${newestTableFrom}`, '2015-04-06')
  })

  test('the employer pays over by the 19th of the month after', () => {
    for (const [payDay, by] of [
      ['2026-01-31', '2026-02-19'],
      ['2026-02-01', '2026-03-19'],
      ['2026-12-24', '2027-01-19'],
    ] as const)
      assert.equal(`${paidOverBy(day(payDay))}`, by)
  })

  test('the higher rate is refused without a conviction, and a number where it does not belong', () => {
    const weekly = { rate: 'higher', pay_basis: 'weekly', net_earnings: '250.00' }
    assert.match(refusal({ ...weekly, found_guilty: false }), /found guilty of an offence/)
    assert.deepEqual(answer({ ...weekly, found_guilty: true, pay_day: '2026-06-12' }), {
      table_deduction: '35.00',
      deduction: '35.00',
      employer_pays_over_by: '2026-07-19',
    })
    assert.match(refusal({ ...weekly, number: 2 }), /choose weeks/)
    assert.match(refusal({ ...weekly, pay_basis: 'weeks' }), /Say how many weeks/)
    assert.match(refusal({ ...weekly, net_earnings: '-1.00' }), /cannot be less than nothing/)
    assert.match(refusal({ ...weekly, rate: 'punitive' }), /one of standard, higher/)
  })

  const pays = fc.record({
    net: fc.bigInt(0n, 1_000_000n),
    rate: fc.constantFrom<Rate>('standard', 'higher'),
    period: fc.constantFrom<Period>('day', 'week', 'month'),
    times: fc.integer({ min: 1, max: 8 }),
  })

  test('property: protected earnings are left after this and every other attachment', () => {
    fc.assert(
      fc.property(pays, fc.integer({ min: 0, max: 100 }), ({ net, ...rest }, share) => {
        const otherDeductions = (net * BigInt(share)) / 100n
        const { deduction, protectedEarnings, byTable } = made(net, { ...rest, otherDeductions })
        assert(deduction >= 0n && deduction <= byTable)
        assert(deduction === 0n || net - otherDeductions - deduction >= protectedEarnings)
        const off = protectedEarnings * 10n - net * 6n
        assert(off < 5n && off > -5n, 'to the nearest penny')
      }),
    )
  })

  test('property: never less for more pay, and never more at the standard rate than at the higher', () => {
    fc.assert(
      fc.property(pays, fc.bigInt(0n, 100_000n), ({ net, rate, ...rest }, more) => {
        assert(
          made(net + more, { ...rest, rate }).deduction >= made(net, { ...rest, rate }).deduction,
        )
        const higher = made(net, { ...rest, rate: 'higher' }).deduction
        assert(made(net, { ...rest, rate: 'standard' }).deduction <= higher)
      }),
    )
  })

  test('property: where nothing else is attached the table is never cut down', () => {
    fc.assert(
      fc.property(pays, ({ net, ...rest }) => {
        const { deduction, byTable } = made(net, rest)
        assert.equal(deduction, byTable)
      }),
    )
  })
})
