import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  lastDayForAdviser,
  lastDayOfBreathingSpace,
  lastDayOfCrisis,
  lastDayToAskForReview,
  midwayOf,
  registeredBy,
  startOfBreathingSpace,
} from './breathing-space.ts'

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
    for (const rule of [
      lastDayOfBreathingSpace,
      lastDayOfCrisis,
      lastDayToAskForReview,
      lastDayForAdviser,
      startOfBreathingSpace,
      midwayOf,
      registeredBy,
    ])
      assert.throws(() => rule(day('2021-05-03')), /do not know/)
    assert.equal(String(lastDayOfBreathingSpace(day('2021-05-04'))), '2021-07-02')
  })

  test('it starts the day after its entry, and is looked at midway', () => {
    const start = startOfBreathingSpace(day('2025-12-24'))
    assert.equal(String(start), '2025-12-25')
    const { first, last } = midwayOf(start)
    assert.deepEqual([first, last, lastDayForAdviser(start)].map(String), [
      '2026-01-18',
      '2026-01-28',
      '2026-01-28',
    ])
  })

  test('a crisis goes on for thirty days after the treatment ends, that day not counted or counted', () => {
    assert.equal(String(lastDayOfCrisis(day('2026-12-05'))), '2027-01-04')
    assert.equal(String(lastDayOfCrisis(day('2026-12-05'), { countsThatDay: true })), '2027-01-03')
  })

  test('creditors are told by the end of the next business day', () => {
    for (const [received, by] of [
      ['2026-04-02', '2026-04-07'],
      ['2025-12-24', '2025-12-29'],
      ['2026-06-05', '2026-06-08'],
    ] as const)
      assert.equal(String(registeredBy(day(received))), by)
    assert.throws(() => registeredBy(day('2028-12-29')), /known for 2023 to 2028/)
  })

  test('property: sixty days are counted from any day, and the reviews fall within them', () => {
    const start = fc.integer({ min: 0, max: 4200 }).map(days => day('2021-05-04').add({ days }))
    fc.assert(
      fc.property(start, start => {
        const last = lastDayOfBreathingSpace(start)
        assert.equal(start.until(last).days, 59)
        const { first, last: midway } = midwayOf(start)
        const inOrder = [start, lastDayToAskForReview(start), first, midway, last]
        assert.deepEqual(inOrder.toSorted(Temporal.PlainDate.compare), inOrder)
        assert.equal(start.until(lastDayOfCrisis(start)).days, 30)
      }),
    )
  })
})
