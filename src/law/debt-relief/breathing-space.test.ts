import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { lastDayOfBreathingSpace, lastDayToAskForReview } from './breathing-space.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

suite('breathing space', () => {
  test('sixty days, the first one counted, over a leap day and a change of clocks', () => {
    for (const [start, last, ask] of [
      ['2025-01-03', '2025-03-03', '2025-01-22'],
      ['2024-01-02', '2024-03-01', '2024-01-21'],
      ['2026-03-29', '2026-05-27', '2026-04-17'],
      ['2025-12-25', '2026-02-22', '2026-01-13'],
    ] as const) {
      assert.equal(lastDayOfBreathingSpace(day(start)).toString(), last)
      assert.equal(lastDayToAskForReview(day(start)).toString(), ask)
    }
  })

  test('there was none before 4 May 2021', () => {
    assert.throws(() => lastDayOfBreathingSpace(day('2021-05-03')), /do not know/)
  })
})
