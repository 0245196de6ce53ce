import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { agreedDays, isTakenOn } from './agreed-days.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('the days of a card agreement', () => {
  test('are the same day of each month, or the last of a shorter one', () => {
    const days = agreedDays({ first: day('2026-12-31'), every: 'month', times: 4 })
    assert.deepEqual(days.map(String), ['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31'])
  })

  test('are a week apart where it is weekly', () => {
    const days = agreedDays({ first: day('2026-06-05'), every: 'week', times: 3 })
    assert.deepEqual(days.map(String), ['2026-06-05', '2026-06-12', '2026-06-19'])
  })

  test('are as many as were agreed, each later than the one before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.constantFrom('week' as const, 'month' as const),
        fc.integer({ min: 1, max: 60 }),
        (after, every, times) => {
          const days = agreedDays({ first: day('2026-01-01').add({ days: after }), every, times })
          assert.equal(new Set(days.map(String)).size, times)
          assert.deepEqual(days, days.toSorted(Temporal.PlainDate.compare))
        },
      ),
    )
  })

  test('are kept on the day, or up to three days after, and never before', () => {
    const on = (today: string) => isTakenOn(day('2026-06-05'), day(today))
    assert.deepEqual(['2026-06-04', '2026-06-05', '2026-06-08', '2026-06-09'].map(on), [
      false,
      true,
      true,
      false,
    ])
  })
})
