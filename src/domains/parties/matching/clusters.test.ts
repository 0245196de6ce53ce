import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { gather } from './clusters.ts'

suite('gathering records into people', () => {
  test('a chain of doubtful pairs does not make one person of many', () => {
    const weights = [
      [0, 3, -6, -6],
      [3, 0, 3, -6],
      [-6, 3, 0, 3],
      [-6, -6, 3, 0],
    ]
    const edges = [
      { left: 0, right: 1, weight: 3 },
      { left: 1, right: 2, weight: 2.9 },
      { left: 2, right: 3, weight: 2.8 },
    ]
    const groups = gather(4, edges, (a, b) => weights[a]?.[b] ?? 0)
    assert.deepEqual([...groups], [0, 0, 2, 2])
  })

  test('property: every record is in one group, named by its first, whatever the order of the pairs', () => {
    const pair = fc.record({
      left: fc.integer({ min: 0, max: 9 }),
      right: fc.integer({ min: 0, max: 9 }),
      weight: fc.double({ min: 0.1, max: 8, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(pair, { selector: ({ weight }) => weight }), edges => {
        const always = () => 1
        const groups = gather(10, edges, always)
        assert.deepEqual([...groups], [...gather(10, edges.toReversed(), always)])
        for (const [n, group] of groups.entries()) {
          assert(group <= n)
          assert.equal(groups[group], group)
        }
        for (const { left, right } of edges) assert.equal(groups[left], groups[right])
      }),
    )
  })
})
