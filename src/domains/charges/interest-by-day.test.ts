import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { section69Interest } from '#law/county-court/interest.ts'
import { daysBetween, isBefore, plusDays } from '#values/dates.ts'
import { sum } from '#values/money.ts'
import {
  type Bearing,
  interestByMonth,
  interestThrough,
  owedOn,
  type StoppedDays,
} from './interest-by-day.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

const bearing = (differences: Partial<Bearing> = {}): Bearing => ({
  startsOn: day('2025-01-02'),
  endsOn: null,
  basisPoints: 8_00,
  principal: null,
  cap: null,
  ...differences,
})
const owing = (amount: bigint) => [{ on: day('2024-12-01'), amount, isCharge: true }]

suite('interest by day', () => {
  test('is what the calculators of the law say, with payments on their days', () => {
    const from = day('2025-01-01')
    for (const [to, payments] of [
      ['2025-02-20', []],
      ['2026-01-01', [['2025-04-01', 400_00n]]],
      [
        '2025-07-01',
        [
          ['2025-03-01', 500_00n],
          ['2025-05-01', 300_00n],
        ],
      ],
    ] as [string, [string, bigint][]][]) {
      const made = interestThrough(
        day(to),
        bearing(),
        [
          ...owing(1_200_00n),
          ...payments.map(([on, amount]) => ({ on: day(on), amount: -amount, isCharge: false })),
        ],
        [],
      )
      const law = section69Interest({
        principal: 1_200_00n,
        from,
        to: day(to),
        payments: payments.map(([on, amount]) => ({ on: day(on), amount })),
      })
      assert.deepEqual([made.interest, made.days, made.daily], [law.interest, law.days, law.daily])
    }
  })

  test('ends with its last day, and never comes to more than its cap', () => {
    const year = (differences: Partial<Bearing>) =>
      interestThrough(day('2026-01-01'), bearing(differences), owing(1_000_00n), []).interest
    assert.equal(year({}), 80_00n)
    assert.equal(year({ endsOn: day('2025-01-03') }), 44n)
    assert.equal(year({ endsOn: day('2025-01-01') }), 0n)
    assert.equal(year({ cap: 79_99n }), 79_99n)
    assert.equal(year({ cap: 80_01n }), 80_00n)
  })

  test('adds nothing for one more day once it is stopped, has ended or has come to its cap', () => {
    const daily = (differences: Partial<Bearing>, stopped: readonly StoppedDays[] = []) =>
      interestThrough(day('2026-01-01'), bearing(differences), owing(1_000_00n), stopped).daily
    assert.equal(daily({}), 22n)
    assert.equal(daily({ endsOn: day('2025-06-01') }), 0n)
    assert.equal(daily({ cap: 79_99n }), 0n)
    assert.equal(daily({}, [{ from: day('2026-01-02'), until: undefined }]), 0n)
    assert.equal(daily({}, [{ from: day('2025-06-01'), until: day('2026-01-02') }]), 22n)
  })

  test('on a judgment goes down with what was paid since its day, and not up with what was charged', () => {
    const judgment = bearing({ principal: 6_000_00n })
    const moved = [
      ...owing(9_000_00n),
      { on: day('2025-01-01'), amount: -1_000_00n, isCharge: false },
      { on: day('2025-02-01'), amount: 500_00n, isCharge: true },
    ]
    assert.equal(owedOn(day('2025-01-02'), judgment, moved), 5_000_00n)
    assert.equal(owedOn(day('2025-03-01'), judgment, moved), 5_000_00n)
  })

  const first = day('2024-01-01')
  const someDay = fc.integer({ min: 0, max: 500 }).map(days => plusDays(first, days))
  const movements = fc.array(
    fc.record({ on: someDay, amount: fc.bigInt(-900_00n, 900_00n), isCharge: fc.boolean() }),
    { maxLength: 6 },
  )
  const stops = fc.array(
    fc
      .tuple(someDay, fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }))
      .map(([from, days]) => ({
        from,
        until: days === undefined ? undefined : plusDays(from, days),
      })),
    { maxLength: 3 },
  )
  const histories = fc.record({
    startsOn: someDay,
    through: someDay,
    movements,
    stops,
    basisPoints: fc.integer({ min: 1, max: 15_00 }),
  })

  test('property: the months, and the days, are the whole to the penny', () => {
    fc.assert(
      fc.property(
        histories,
        ({ startsOn, through, movements: moved, stops: stopped, basisPoints }) => {
          const of = bearing({ startsOn, basisPoints })
          const all = [...owing(1_000_00n), ...moved]
          const whole = interestThrough(through, of, all, stopped)
          const months = interestByMonth(through, of, all, stopped)
          assert.equal(sum(months.map(({ interest }) => interest)), whole.interest)
          let before = 0n
          let days = 0n
          for (let at = startsOn; !isBefore(through, at); at = plusDays(at, 1)) {
            const now = interestThrough(at, of, all, stopped).interest
            days += now - before
            before = now
          }
          assert.equal(days, whole.interest)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('property: a stopped day bears nothing, and a day that is not stopped is counted once', () => {
    fc.assert(
      fc.property(
        histories,
        ({ startsOn, through, movements: moved, stops: stopped, basisPoints }) => {
          const of = bearing({ startsOn, basisPoints })
          const made = interestThrough(through, of, [...owing(1_000_00n), ...moved], stopped)
          const isStopped = (at: Temporal.PlainDate) =>
            stopped.some(
              ({ from, until }) => !isBefore(at, from) && (!until || isBefore(at, until)),
            )
          let bears = 0
          for (let at = startsOn; !isBefore(through, at); at = plusDays(at, 1)) {
            const inOne = made.stretches.filter(
              ({ from, to }) => isBefore(from, at) && !isBefore(to, at),
            )
            assert.equal(inOne.length, isStopped(at) ? 0 : 1, at.toString())
            bears += inOne.length
          }
          assert.equal(made.days, bears)
          for (const { from, to, days } of made.stretches) assert.equal(days, daysBetween(from, to))
        },
      ),
      { numRuns: 100 },
    )
  })
})
