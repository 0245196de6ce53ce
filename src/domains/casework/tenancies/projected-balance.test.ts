import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { plusDays } from '#values/dates.ts'
import { type Ending, payBeforeLeaving, projectedBalance } from './projected-balance.ts'

const dayOf = (text: string) => Temporal.PlainDate.from(text)

/** £312 is owed with rent of £104.20 a week charged to Monday 13 April 2026; the tenancy ends two weeks on. */
const someEnding = (differences: Partial<Ending> = {}): Ending => ({
  balance: 312_00n,
  chargedTo: dayOf('2026-04-13'),
  lastDay: dayOf('2026-04-27'),
  rent: 104_20n,
  every: 'week',
  weekBegins: 2,
  freeWeeks: [],
  expected: [],
  ...differences,
})
const projected = (differences: Partial<Ending> = {}) => {
  const outcome = projectedBalance(someEnding(differences))
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}
const linesOf = (differences: Partial<Ending> = {}) =>
  projected(differences).working.map(({ says, amount }) => `${says}: ${amount}`)

suite('what will be owed when a tenancy ends', () => {
  test('is the balance and two more weeks of rent', () => {
    assert.equal(projected().balance, 520_40n)
    assert.deepEqual(linesOf(), [
      'Owed with rent charged to 13 April 2026: 31200',
      '2 whole weeks, 14 April 2026 to 27 April 2026: 20840',
    ])
  })

  test('is right to the day: part of a week at either end is by the day, and parts of a penny are dropped', () => {
    assert.deepEqual(linesOf({ weekBegins: 1, lastDay: dayOf('2026-04-28') }), [
      'Owed with rent charged to 13 April 2026: 31200',
      '6 days of 7 of the week, 14 April 2026 to 19 April 2026: 8931',
      '1 whole week, 20 April 2026 to 26 April 2026: 10420',
      '2 days of 7 of the week, 27 April 2026 to 28 April 2026: 2977',
    ])
  })

  test('has no rent in a free week, whole or in part', () => {
    assert.deepEqual(linesOf({ freeWeeks: [dayOf('2026-04-14')], lastDay: dayOf('2026-04-24') }), [
      'Owed with rent charged to 13 April 2026: 31200',
      'No rent in the free week, 7 days to 20 April 2026: 0',
      '4 days of 7 of the week, 21 April 2026 to 24 April 2026: 5954',
    ])
  })

  test('goes by the days of each month where rent is monthly', () => {
    const ending = { every: 'month', rent: 310_00n, chargedTo: dayOf('2026-01-31') } as const
    assert.deepEqual(linesOf({ ...ending, lastDay: dayOf('2026-03-10') }), [
      'Owed with rent charged to 31 January 2026: 31200',
      '1 whole month, 1 February 2026 to 28 February 2026: 31000',
      '10 days of 31 of the month, 1 March 2026 to 10 March 2026: 10000',
    ])
  })

  test('takes off what was charged beyond the last day', () => {
    const ending = { chargedTo: dayOf('2026-04-27'), lastDay: dayOf('2026-04-24') }
    assert.deepEqual(linesOf(ending), [
      'Owed with rent charged to 27 April 2026: 31200',
      'Taken off, charged ahead: 3 days of 7 of the week, 25 April 2026 to 27 April 2026: -4465',
    ])
    assert.equal(projected({ lastDay: dayOf('2026-04-13') }).balance, 312_00n)
  })

  test('counts what will surely be paid by the last day, that day too; not after it, nor what the balance has already', () => {
    const on = (day: string) => ({ on: dayOf(day), amount: 50_00n, by: 'housing benefit' })
    const expected = ['2026-04-13', '2026-04-14', '2026-04-27', '2026-04-28'].map(on)
    assert.equal(projected({ expected }).balance, 420_40n)
    assert.equal(linesOf({ expected }).at(-1), 'Expected on 27 April 2026: housing benefit: -5000')
  })

  test('is refused, in a sentence, where the rent or how often it is charged is not known', () => {
    const codeOf = (differences: Partial<Ending>) => {
      const outcome = projectedBalance(someEnding(differences))
      return outcome.ok ? 'worked out' : outcome.refusal.code
    }
    assert.equal(codeOf({ rent: undefined }), 'rent')
    assert.equal(codeOf({ every: undefined }), 'every')
  })

  const ending = fc.record({
    balance: fc.bigInt({ min: -500_00n, max: 5_000_00n }),
    days: fc.integer({ min: -60, max: 120 }),
    rent: fc.bigInt({ min: 1n, max: 400_00n }),
    every: fc.constantFrom('week' as const, 'month' as const),
    weekBegins: fc.integer({ min: 1, max: 7 }),
    free: fc.nat({ max: 10 }),
  })
  const made = ({
    days,
    free,
    ...of
  }: typeof ending extends fc.Arbitrary<infer One> ? One : never) => {
    const first = plusDays(dayOf('2026-04-13'), free * 7)
    const begins = plusDays(first, -((first.dayOfWeek - of.weekBegins + 7) % 7))
    return { ...of, lastDay: plusDays(dayOf('2026-04-13'), days), freeWeeks: [begins] }
  }

  test('is the sum of its lines, and a day more never makes it less', () => {
    fc.assert(
      fc.property(ending, one => {
        const { balance, working } = projected(made(one))
        assert.equal(
          balance,
          working.reduce((all, { amount }) => all + amount, 0n),
        )
        const later = projected(made({ ...one, days: one.days + 1 }))
        // A part of a penny that is dropped from what is taken off comes back when there is nothing left to take off.
        assert(later.balance >= balance - 1n)
      }),
    )
  })

  test('is never more than the days at the rent come to, and less by under a penny for each part of a week', () => {
    fc.assert(
      fc.property(ending, fc.integer({ min: 1, max: 120 }), (one, days) => {
        const { balance, working } = projected({
          ...made({ ...one, days }),
          every: 'week',
          freeWeeks: [],
        })
        const exact = one.rent * BigInt(days)
        const charged = (balance - one.balance) * 7n
        assert(charged <= exact)
        assert(exact - charged < 7n * BigInt(working.length))
      }),
    )
  })
})

suite('what to pay before leaving', () => {
  const today = dayOf('2026-04-14')

  test('is the whole over the whole weeks that are left, rounded up to the penny, and at least one', () => {
    const by = (lastDay: string) => payBeforeLeaving(520_40n, today, dayOf(lastDay))
    assert.deepEqual(by('2026-04-27'), { aWeek: 260_20n, weeks: 2 })
    assert.deepEqual(by('2026-05-04'), { aWeek: 173_47n, weeks: 3 })
    assert.deepEqual(by('2026-04-14'), { aWeek: 520_40n, weeks: 1 })
    assert.equal(by('2026-04-13'), undefined)
    assert.equal(payBeforeLeaving(0n, today, dayOf('2026-04-27')), undefined)
  })

  test('paid each week it leaves nothing, and the last is no more than the others', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 9_000_00n }), fc.nat({ max: 90 }), (owed, days) => {
        const plan = payBeforeLeaving(owed, today, plusDays(today, days))
        assert(plan)
        const before = plan.aWeek * BigInt(plan.weeks - 1)
        assert(owed - before <= plan.aWeek)
        assert(plan.aWeek * BigInt(plan.weeks) - owed < BigInt(plan.weeks))
      }),
    )
  })
})
