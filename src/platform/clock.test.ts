import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { londonDate } from './clock.ts'

suite('the business date', () => {
  test('every moment from 2024 to 2032 is of exactly one, and every London day is one, short and long ones too', () => {
    let moment = Temporal.Instant.from('2024-01-01T00:00:00Z')
    const end = Temporal.Instant.from('2033-01-01T00:00:00Z')
    const hours = new Map<string, number>()
    let last = ''
    while (Temporal.Instant.compare(moment, end) < 0) {
      const day = londonDate(moment).toString()
      assert(day >= last, `${day} comes after ${last}`)
      last = day
      hours.set(day, (hours.get(day) ?? 0) + 0.5)
      moment = moment.add({ minutes: 30 })
    }
    let day = Temporal.PlainDate.from('2024-01-01')
    for (; day.year < 2033; day = day.add({ days: 1 })) {
      const lasts = day.toZonedDateTime('Europe/London').hoursInDay
      assert.equal(hours.get(day.toString()), lasts, day.toString())
    }
    const odd = [...hours].filter(([, lasts]) => lasts !== 24)
    assert.equal(odd.length, 18)
    assert.deepEqual(
      odd.filter(([on]) => on.startsWith('2026')),
      [
        ['2026-03-29', 23],
        ['2026-10-25', 25],
      ],
    )
  })
})
