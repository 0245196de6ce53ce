import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { Pence } from '#values/money.ts'
import {
  attachmentDeduction,
  deductionsFromSeries,
  deductionsUnderOrders,
  type Pay,
  type Period,
} from './attachment-of-earnings.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const june2025 = day('2025-06-01')

const deduction = (
  nation: 'England' | 'Wales',
  net: Pence,
  {
    madeOn = june2025,
    period = 'week',
    times = 1,
  }: { madeOn?: Temporal.PlainDate; period?: Period; times?: number } = {},
): Pence =>
  attachmentDeduction({ nation, orderMadeOn: madeOn, pay: { net, period, times } }).deduction

suite('council tax attachment of earnings', () => {
  test('each threshold is the last pound of its band: weekly, in both nations', () => {
    for (const [nation, net, expected] of [
      ['England', 75_00n, 0n],
      ['England', 75_01n, 2_25n],
      ['England', 135_00n, 4_05n],
      ['England', 135_01n, 6_75n],
      ['England', 185_00n, 9_25n],
      ['England', 185_01n, 12_95n],
      ['England', 225_00n, 15_75n],
      ['England', 225_01n, 27_00n],
      ['England', 355_00n, 42_60n],
      ['England', 355_01n, 60_35n],
      ['England', 505_00n, 85_85n],
      ['England', 505_02n, 85_86n],
      ['Wales', 105_00n, 0n],
      ['Wales', 105_01n, 3_15n],
      ['Wales', 190_01n, 9_50n],
      ['Wales', 260_01n, 18_20n],
      ['Wales', 320_01n, 38_40n],
      ['Wales', 505_01n, 85_85n],
      ['Wales', 715_00n, 121_55n],
      ['Wales', 715_02n, 121_56n],
    ] as const) {
      assert.equal(deduction(nation, net), expected, `${nation} ${net}`)
    }
  })

  test('the table is that of the day the order was made', () => {
    for (const [nation, madeOn, expected] of [
      ['England', '1998-10-01', 177_90n],
      ['England', '2007-03-31', 177_90n],
      ['England', '2007-04-01', 133_35n],
      ['England', '2022-04-01', 133_35n],
      ['Wales', '2007-03-31', 177_90n],
      ['Wales', '2022-03-31', 133_35n],
      ['Wales', '2022-04-01', 102_00n],
    ] as const) {
      const madeOnDay = { madeOn: day(madeOn) }
      assert.equal(deduction(nation, 600_00n, madeOnDay), expected, `${nation} ${madeOn}`)
    }
    assert.throws(() => deduction('England', 600_00n, { madeOn: day('1998-09-30') }), {
      name: 'NotAnswered',
    })
  })

  test('several weeks are divided to find the band and multiplied back', () => {
    assert.equal(deduction('England', 500_00n, { times: 2 }), 60_00n)
    assert.equal(deduction('England', 1_010_02n, { times: 2 }), 171_71n)
    assert.equal(deduction('England', 690_00n, { period: 'day', times: 23 }), 48_30n)
  })

  test('a half-penny is dropped, or rounded up for who asks for it', () => {
    const pay: Pay = { net: 505_01n, period: 'week', times: 1 }
    const asked = { nation: 'England', orderMadeOn: june2025, pay } as const
    assert.equal(attachmentDeduction(asked).deduction, 85_85n)
    const up = attachmentDeduction({ ...asked, rounding: 'half away from zero' })
    assert.equal(up.deduction, 85_86n)
  })

  test('pay in advance is deducted from as though it came on its later pay-days', () => {
    const pay: Pay = { net: 200_00n, period: 'week', times: 1 }
    const advance = { net: 500_00n, payDays: 2 }
    const made = attachmentDeduction({ nation: 'England', orderMadeOn: june2025, pay, advance })
    assert.equal(made.deduction, 74_00n)
    assert.equal(made.withEmployersCharge, 75_00n)
  })

  test('no more than is owed under the order is taken, and nothing is kept of nothing', () => {
    const pay: Pay = { net: 600_00n, period: 'week', times: 1 }
    const asked = { nation: 'England', orderMadeOn: june2025, pay } as const
    assert.equal(attachmentDeduction({ ...asked, outstanding: 50_00n }).deduction, 50_00n)
    assert.equal(attachmentDeduction({ ...asked, outstanding: 0n }).withEmployersCharge, 0n)
  })

  test('the table applies to the shortest series, and a fifth of every other', () => {
    const made = deductionsFromSeries({
      nation: 'England',
      orderMadeOn: june2025,
      series: [
        { net: 400_00n, period: 'month', times: 1 },
        { net: 300_00n, period: 'week', times: 1 },
      ],
    })
    assert.deepEqual(
      made.map(({ deduction, byTable }) => [deduction, byTable]),
      [
        [80_00n, false],
        [36_00n, true],
      ],
    )
  })

  test('a later order takes from what an earlier one leaves; one authority has no third', () => {
    const pay: Pay = { net: 400_00n, period: 'week', times: 1 }
    const two = [june2025, day('2025-01-10')]
    const asked = { nation: 'England', sameAuthority: true, pay } as const
    const made = deductionsUnderOrders({ ...asked, ordersMadeOn: two })
    assert.deepEqual(
      made.map(({ deduction }) => deduction),
      [68_00n, 39_84n],
    )
    assert.throws(
      () => deductionsUnderOrders({ ...asked, ordersMadeOn: [...two, day('2025-09-01')] }),
      /may have 2 attachment of earnings orders/,
    )
  })

  test('Welsh pay by the day is worked out up to £16 and refused above it', () => {
    assert.equal(deduction('Wales', 160_00n, { period: 'day', times: 10 }), 0n)
    assert.throws(() => deduction('Wales', 160_01n, { period: 'day', times: 10 }), {
      name: 'NotAnswered',
      message: /more than £16 a day are not known/,
    })
    const before2022 = { madeOn: day('2022-03-31'), period: 'day', times: 10 } as const
    assert.equal(deduction('Wales', 400_00n, before2022), 48_00n)
  })

  const pays = fc.record({
    nation: fc.constantFrom('England' as const, 'Wales' as const),
    net: fc.bigInt(0n, 2_000_000n),
    period: fc.constantFrom('week' as const, 'month' as const),
    times: fc.integer({ min: 1, max: 8 }),
  })

  test('property: never more than the pay, and never less for more pay', () => {
    fc.assert(
      fc.property(pays, fc.bigInt(0n, 100_000n), ({ nation, net, period, times }, more) => {
        const asked = { period, times }
        const less = deduction(nation, net, asked)
        assert(less >= 0n && less <= net)
        assert(deduction(nation, net + more, asked) >= less)
      }),
    )
  })

  test('property: before 1 April 2022 both nations deduct alike; after it Wales never more', () => {
    fc.assert(
      fc.property(pays, ({ net, period, times }) => {
        const then = { period, times, madeOn: day('2022-03-31') }
        assert.equal(deduction('Wales', net, then), deduction('England', net, then))
        assert(
          deduction('Wales', net, { period, times }) <=
            deduction('England', net, { period, times }),
        )
      }),
    )
  })

  test('property: so many periods’ pay at once is so many times one period’s, to the penny', () => {
    fc.assert(
      fc.property(pays, ({ nation, net, period, times }) => {
        const one = deduction(nation, net, { period })
        const many = deduction(nation, net * BigInt(times), { period, times })
        const difference = many - one * BigInt(times)
        assert(difference >= 0n ? difference <= BigInt(times) : -difference <= BigInt(times))
      }),
    )
  })
})
