import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Ended, measure } from './measures.ts'

const dayOf = (text: string) => Temporal.PlainDate.from(text)
const today = dayOf('2026-05-10')
const ended = (differences: Partial<Ended> = {}): Ended => ({
  lastDay: dayOf('2026-05-01'),
  hasForwarding: true,
  hasTelephone: true,
  projected: 100_00n,
  owedOnLastDay: 100_00n,
  ...differences,
})

suite('tenancies that ended, in numbers', () => {
  test('a share is rounded down, and of none there is none', () => {
    const three = [ended(), ended(), ended({ hasForwarding: false })]
    assert.equal(measure(three, today).forwarding, 66)
    assert.equal(measure([], today).forwarding, undefined)
    assert.equal(measure([], today).medianOff, undefined)
  })

  test('a projection is right to the penny on the last day, and is off by what it is off either way', () => {
    const { compared, right, medianOff, mostOff } = measure(
      [ended(), ended({ owedOnLastDay: 99_99n }), ended({ owedOnLastDay: 130_00n })],
      today,
    )
    assert.deepEqual([compared, right, medianOff, mostOff], [3, 1, 1n, 30_00n])
  })

  test('what is not over by the end of its last day, or was never projected, is compared with nothing', () => {
    const those = [ended({ lastDay: today }), ended({ projected: null })]
    assert.deepEqual([measure(those, today).notices, measure(those, today).compared], [2, 0])
  })
})
