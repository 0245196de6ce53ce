import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { smallest, withoutSmallNumbers } from './small-numbers.ts'

const shown = (...people: readonly number[]) =>
  withoutSmallNumbers(
    people.map((many, n) => ({ name: `${n}`, people: many })),
    'others',
  ).map(({ name, people }) => [name, people])

suite('small numbers', () => {
  test('stand alone from ten, and are put together below it', () => {
    assert.deepEqual(shown(10, 30), [
      ['1', 30],
      ['0', 10],
    ])
    assert.deepEqual(shown(30, 9, 1), [
      ['0', 30],
      ['others', 10],
    ])
  })

  test('take the next larger with them when they are too few together', () => {
    assert.deepEqual(shown(30, 12, 3), [
      ['0', 30],
      ['others', 15],
    ])
  })

  test('are not shown at all when there is nothing to put them with', () => {
    assert.deepEqual(shown(9), [])
    assert.deepEqual(shown(3, 4), [])
    assert.deepEqual(shown(0, 0), [])
  })

  test('of any counts: nothing shown is small, and everything shown is everything there is, or nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 12 }), counts => {
        const result = shown(...counts)
        const total = counts.reduce((sum, one) => sum + one, 0)
        for (const [, people] of result) assert(Number(people) >= smallest)
        const sum = result.reduce((so, [, people]) => so + Number(people), 0)
        assert.equal(sum, total >= smallest ? total : 0)
      }),
    )
  })
})
