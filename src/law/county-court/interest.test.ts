import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { ask, type Family, written } from '../calculation.ts'
import { interestOnClaims, lateCommercialPayment } from './interest.calculation.ts'
import { judgmentInterest, latePayment, type Reading, section69Interest } from './interest.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

const onClaim = (
  principal: bigint,
  from: string,
  to: string,
  { payments = [], reading }: { payments?: [string, bigint][]; reading?: Reading } = {},
) =>
  section69Interest({
    principal,
    from: day(from),
    to: day(to),
    payments: payments.map(([on, amount]) => ({ on: day(on), amount })),
    reading,
  })

const late = (debt: bigint, due: string, paid: string) =>
  latePayment({ debt, dueOn: day(due), paidOn: day(paid) })

const answer = (family: Family, input: Readonly<Record<string, unknown>>): unknown => {
  const outcome = ask(family, input)
  return outcome.ok && written(outcome.value.answer)
}

const refusal = (family: Family, input: Readonly<Record<string, unknown>>): string => {
  const outcome = ask(family, input)
  return outcome.ok ? '' : outcome.refusal.says
}

suite('interest on a claim', () => {
  test('is eight per cent of a year of 365 days, to the nearest penny at the end', () => {
    for (const [principal, from, to, days, interest, daily] of [
      [1_000_00n, '2025-01-01', '2025-01-01', 0, 0n, 22n],
      [1_000_00n, '2025-01-01', '2025-01-02', 1, 22n, 22n],
      [1_000_00n, '2025-01-01', '2026-01-01', 365, 80_00n, 22n],
      [1_000_00n, '2024-01-01', '2025-01-01', 366, 80_22n, 22n],
      [2_500_00n, '2024-02-28', '2024-03-01', 2, 1_10n, 55n],
      [2_500_00n, '2025-02-28', '2025-03-01', 1, 55n, 55n],
      [36_500_00n, '2026-01-01', '2026-01-02', 1, 8_00n, 8_00n],
      [0n, '2026-01-01', '2026-02-01', 31, 0n, 0n],
    ] as const) {
      const made = onClaim(principal, from, to)
      assert.deepEqual([made.days, made.interest, made.daily], [days, interest, daily], from)
    }
  })

  test('a half-penny is a penny', () => {
    assert.equal(onClaim(22_81n, '2026-01-01', '2026-01-02').interest, 0n)
    assert.equal(onClaim(22_82n, '2026-01-01', '2026-01-02').interest, 1n)
    assert.equal(onClaim(1_000_06n, '2025-01-01', '2026-01-01').interest, 80_00n)
    assert.equal(onClaim(1_000_07n, '2025-01-01', '2026-01-01').interest, 80_01n)
  })

  test('a part payment takes off what is owed from its day, in whatever order it is told', () => {
    const whole = ['2025-01-01', '2025-07-01'] as const
    for (const [payments, interest, daily] of [
      [[['2025-04-01', 400_00n]], 39_63n, 18n],
      [[['2025-01-01', 400_00n]], 31_74n, 18n],
      [[['2025-07-01', 400_00n]], 47_61n, 18n],
      [[['2025-04-01', 1_200_00n]], 23_67n, 0n],
      [
        [
          ['2025-05-01', 300_00n],
          ['2025-03-01', 500_00n],
        ],
        30_22n,
        9n,
      ],
      [
        [
          ['2025-04-01', 100_00n],
          ['2025-04-01', 300_00n],
        ],
        39_63n,
        18n,
      ],
    ] as [[string, bigint][], bigint, bigint][]) {
      const made = onClaim(1_200_00n, ...whole, { payments })
      assert.deepEqual([made.days, made.interest, made.daily], [181, interest, daily])
    }
    for (const [on, amount, says] of [
      ['2024-12-31', 1n, /take one that was made before/],
      ['2025-07-02', 1n, /is from 1 January 2025 to 1 July 2025/],
      ['2025-04-01', 1_200_01n, /only £1,200.00 was owed/],
    ] as const)
      assert.throws(() => onClaim(1_200_00n, ...whole, { payments: [[on, amount]] }), says)
  })

  test('the law is silent on days, so the other readings may be asked for', () => {
    const first = { reading: 'daily rate rounded first' } as const
    assert.equal(onClaim(1_000_00n, '2025-01-01', '2025-02-20', first).interest, 11_00n)
    const leap = { reading: 'leap years by 366' } as const
    for (const [from, to, interest] of [
      ['2023-12-31', '2024-12-31', 80_00n],
      ['2024-12-31', '2025-12-31', 80_00n],
      ['2024-06-30', '2025-06-30', 79_89n],
      ['2023-06-30', '2025-06-30', 160_00n],
    ] as const)
      assert.equal(onClaim(1_000_00n, from, to, leap).interest, interest, from)
  })

  test('a judgment carries it from £5,000, and any between businesses', () => {
    const year = { from: day('2025-01-01'), to: day('2026-01-01') }
    assert.equal(judgmentInterest({ judgment: 5_000_00n, ...year }).interest, 400_00n)
    const small = { judgment: 4_999_99n, ...year }
    assert.throws(() => judgmentInterest(small), /only from £5,000.00/)
    assert.equal(judgmentInterest({ ...small, isLatePaymentDebt: true }).interest, 400_00n)
  })

  test('is asked of a claim or of a judgment, with days in order', () => {
    const claim = { principal: '1200.00', interest_from: '2025-01-01', to: '2025-07-01' }
    const payments = [{ date: '2025-04-01', amount: '400.00' }]
    assert.deepEqual(answer(interestOnClaims, { ...claim, part_payments: payments }), {
      days: 181,
      interest: '39.63',
      daily_rate_from_end: '0.18',
    })
    assert.match(refusal(interestOnClaims, { ...claim, to: '2024-12-31' }), /before interest/)
    assert.match(refusal(interestOnClaims, { ...claim, principal: '-5.00' }), /less than noth/)
    const judgment = { judgment: '8000.00', judgment_date: '2025-01-01', to: '2025-01-31' }
    assert.deepEqual(answer(interestOnClaims, judgment), {
      days: 30,
      interest: '52.60',
      daily_rate_from_end: '1.75',
    })
  })

  const first = day('2020-01-01')
  const spans = fc.record({
    from: fc.integer({ min: 0, max: 4000 }).map(days => first.add({ days })),
    days: fc.integer({ min: 0, max: 2000 }),
    principal: fc.bigInt(0n, 10_000_000n),
    reading: fc.constantFrom<Reading>(
      'total rounded',
      'daily rate rounded first',
      'leap years by 366',
    ),
  })

  test('property: never less for a day more or a pound more, and never more for a part payment', () => {
    fc.assert(
      fc.property(spans, ({ from, days, principal, reading }) => {
        const to = from.add({ days })
        const base = section69Interest({ principal, from, to, reading })
        assert.equal(base.days, days)
        const longer = section69Interest({ principal, from, to: to.add({ days: 1 }), reading })
        assert(longer.interest >= base.interest)
        const larger = section69Interest({ principal: principal + 100n, from, to, reading })
        assert(larger.interest >= base.interest)
        const payments = [{ on: from, amount: principal / 2n }]
        const paid = section69Interest({ principal, from, to, reading, payments })
        assert(paid.interest <= base.interest)
      }),
    )
  })

  test('property: a leap year by 366 is never more, and exact where there is none', () => {
    fc.assert(
      fc.property(spans, ({ from, days, principal }) => {
        const to = from.add({ days })
        const by365 = section69Interest({ principal, from, to })
        const by366 = section69Interest({ principal, from, to, reading: 'leap years by 366' })
        assert(by366.interest <= by365.interest)
        const isPlain = from.year === to.year && !from.inLeapYear
        if (isPlain) assert.equal(by366.interest, by365.interest)
      }),
    )
  })
})

suite('late payment between businesses', () => {
  test('the rate is that of the half-year in which interest starts', () => {
    for (const [due, starts, percent] of [
      ['2019-12-31', '2020-01-01', 8.75],
      ['2020-06-29', '2020-06-30', 8.75],
      ['2020-06-30', '2020-07-01', 8.1],
      ['2021-12-30', '2021-12-31', 8.1],
      ['2021-12-31', '2022-01-01', 8.25],
      ['2022-06-30', '2022-07-01', 9.25],
      ['2022-12-31', '2023-01-01', 11.5],
      ['2023-06-30', '2023-07-01', 13],
      ['2023-12-31', '2024-01-01', 13.25],
      ['2024-06-30', '2024-07-01', 13.25],
      ['2024-12-31', '2025-01-01', 12.75],
      ['2025-06-29', '2025-06-30', 12.75],
      ['2025-06-30', '2025-07-01', 12.25],
      ['2025-12-31', '2026-01-01', 11.75],
      ['2026-06-30', '2026-07-01', 11.75],
      ['2026-12-30', '2026-12-31', 11.75],
    ] as const) {
      const made = late(100_00n, due, '2027-02-01')
      assert.deepEqual([`${made.starts}`, made.percent], [starts, percent])
    }
    assert.throws(() => late(100_00n, '2019-12-30', '2020-02-01'), { name: 'NotAnswered' })
    assert.throws(() => late(100_00n, '2026-12-31', '2027-02-01'), /not known to us/)
  })

  test('the fixed sum goes up at £1,000 and at £10,000', () => {
    for (const [debt, compensation] of [
      [1n, 40_00n],
      [999_99n, 40_00n],
      [1_000_00n, 70_00n],
      [9_999_99n, 70_00n],
      [10_000_00n, 100_00n],
    ] as const)
      assert.equal(late(debt, '2026-03-31', '2026-04-30').compensation, compensation)
  })

  test('the day of payment counts, and payment on the day it was due costs nothing more', () => {
    assert.deepEqual(
      answer(lateCommercialPayment, {
        debt_inc_vat: '365.00',
        due_date: '2026-01-01',
        paid_date: '2026-01-02',
        between_businesses: true,
      }),
      {
        interest_starts: '2026-01-02',
        reference_rate: '0.0375',
        rate: '0.1175',
        days: 1,
        interest: '0.12',
        compensation: '40.00',
        total_claim: '405.12',
      },
    )
    const onTime = late(365_00n, '2026-01-01', '2026-01-01')
    assert.deepEqual([onTime.days, onTime.interest, onTime.compensation], [0, 0n, 0n])
    assert.equal(onTime.total, 365_00n)
    assert.throws(() => late(365_00n, '2026-01-01', '2025-12-31'), /nothing was late/)
  })

  test('a rate is written as a fraction, and nobody but a business owes it', () => {
    const debt = { debt_inc_vat: '100.00', due_date: '2020-06-30', paid_date: '2020-07-31' }
    assert.deepEqual(answer(lateCommercialPayment, debt), {
      interest_starts: '2020-07-01',
      reference_rate: '0.001',
      rate: '0.081',
      days: 31,
      interest: '0.69',
      compensation: '40.00',
      total_claim: '140.69',
    })
    assert.match(
      refusal(lateCommercialPayment, { ...debt, between_businesses: false }),
      /only between businesses/,
    )
    assert.match(refusal(lateCommercialPayment, { ...debt, debt_inc_vat: '0.00' }), /more than/)
  })

  test('property: the parts are the total', () => {
    const debts = fc.bigInt(1n, 10_000_000n)
    fc.assert(
      fc.property(debts, fc.integer({ min: 0, max: 900 }), (debt, days) => {
        const dueOn = day('2024-02-28')
        const made = latePayment({ debt, dueOn, paidOn: dueOn.add({ days }) })
        assert.equal(made.days, days)
        assert.equal(made.total, debt + made.interest + made.compensation)
      }),
    )
  })
})
