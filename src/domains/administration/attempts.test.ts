import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { secondsToWait } from './attempts.ts'

const last = Temporal.Instant.from('2026-03-27T12:00:00Z')
const slowing = { free: 5, longest: 300 }

suite('slowing down', () => {
  test('five wrong tries are free; after them each costs twice the one before, to a limit', () => {
    const wait = (wrong: number) => secondsToWait({ wrong, last }, slowing, last)
    assert.deepEqual([4, 5, 6, 7, 8].map(wait), [0, 2, 4, 8, 16])
    assert.equal(wait(1000), 300)
  })

  test('the wait runs out by itself', () => {
    const after = (seconds: number) =>
      secondsToWait({ wrong: 8, last }, slowing, last.add({ seconds }))
    assert.deepEqual([0, 1, 15, 16, 17].map(after), [16, 15, 1, 0, 0])
  })

  test('property: nobody waits for longer than the limit, whatever strangers or clocks do', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -1e6, max: 1e6 }), (wrong, seconds) => {
        const wait = secondsToWait({ wrong, last }, slowing, last.add({ seconds }))
        assert(wait >= 0 && wait <= slowing.longest && Number.isInteger(wait))
      }),
    )
  })
})
