import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { edits, jaroWinkler } from './similarity.ts'

suite('how alike two strings are', () => {
  test('the examples that Winkler published', () => {
    for (const [a, b, expected] of [
      ['martha', 'marhta', 0.961],
      ['dwayne', 'duane', 0.84],
      ['dixon', 'dicksonx', 0.813],
      ['abc', 'xyz', 0],
    ] as const) {
      assert(Math.abs(jaroWinkler(a, b) - expected) < 0.001, `${a} ${b} ${jaroWinkler(a, b)}`)
    }
  })

  test('a swap of neighbours is one edit, and no more is counted than is asked', () => {
    assert.equal(edits('19710524', '19710542', 2), 1)
    assert.equal(edits('19710524', '19710625', 2), 2)
    assert.equal(edits('kitten', 'sitting', 5), 3)
    assert.equal(edits('abcdef', 'ghijkl', 2), 3)
  })

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 9 })

  test('property: the same both ways, whole for the same, and within bounds', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const like = jaroWinkler(a, b)
        assert(like >= 0 && like <= 1)
        assert.equal(jaroWinkler(b, a), like)
        assert.equal(jaroWinkler(a, a), 1)
        // What is given up early is what could not be as alike as was asked.
        for (const least of [0.5, 0.8, 0.92]) {
          const found = jaroWinkler(a, b, least)
          assert(found === like || (found === 0 && like < least), `${a} ${b} ${least}`)
        }
        assert.equal(edits(a, b, 9), edits(b, a, 9))
        assert.equal(edits(a, b, 9) === 0, a === b)
      }),
    )
  })
})
