import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bankHolidays, isWorkingDay, workingDaysAfter } from './calendar.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('calendar', () => {
  test('bank holidays are listed once each, in order', () => {
    const days = bankHolidays.map(String)
    assert.deepEqual(days, [...new Set(days)].sort())
    assert.equal(days.length, 49)
  })

  test('Boxing Day on a Saturday is kept on the Monday', () => {
    assert.equal(isWorkingDay(day('2026-12-28')), false)
    assert.equal(isWorkingDay(day('2026-12-29')), true)
  })

  test('two working days after Maundy Thursday 2026 is the Wednesday after Easter', () => {
    assert.equal(`${workingDaysAfter(day('2026-04-02'), 2)}`, '2026-04-08')
  })

  test('a year whose holidays are not known is refused, not guessed', () => {
    assert.throws(() => isWorkingDay(day('2029-01-02')), /known for 2023 to 2028/)
  })
})
