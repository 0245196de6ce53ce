import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { afterFurtherNotice, afterRatesReminder, lastDayToApplyForRates } from './recovery-dates.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('business rates recovery dates', () => {
  test('periods begin with service', () => {
    const further = afterFurtherNotice(day('2025-12-15'))
    assert.deepEqual(
      [further.payBy, further.balancePayableEndOf, further.earliestComplaint].map(String),
      ['2025-12-21', '2025-12-28', '2025-12-29'],
    )
    const literal = afterFurtherNotice(day('2025-12-15'), 'the last day')
    assert.equal(String(literal.balancePayableEndOf), '2025-12-27')
    const reminder = afterRatesReminder(day('2025-07-01'))
    assert.deepEqual([reminder.payBy, reminder.earliestComplaint].map(String), [
      '2025-07-07',
      '2025-07-08',
    ])
  })

  test('six years that begin with the day end the day before it', () => {
    for (const [due, last] of [
      ['2020-05-20', '2026-05-19'],
      ['2019-12-31', '2025-12-30'],
      ['2020-02-29', '2026-02-28'],
    ] as const)
      assert.equal(String(lastDayToApplyForRates(day(due))), last)
  })

  test('before there were such rates nothing is answered', () => {
    assert.throws(() => afterRatesReminder(day('1990-03-31')), { name: 'NotAnswered' })
  })
})
