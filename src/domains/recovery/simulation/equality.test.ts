import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { withoutSmallNumbers } from './equality.ts'
import type { Group } from './result.ts'
import { smallest } from '#values/small-numbers.ts'

const group = (name: string, accounts: number, sooner = 0, later = 0, anotherStep = 0): Group => ({
  group: name,
  accounts,
  sooner,
  later,
  anotherStep,
})

suite('small numbers of the equality table', () => {
  test('numbers of ten and more, and noughts, are shown as they are', () => {
    const groups = [group('Under 25', 40, 10), group('25 to 34', 50)]
    assert.deepEqual(withoutSmallNumbers(groups), groups)
  })

  test('a group of nine goes with its smaller neighbour', () => {
    assert.deepEqual(
      withoutSmallNumbers([group('a', 900), group('b', 9), group('c', 100), group('d', 50)]),
      [group('a', 900), group('b; c', 109), group('d', 50)],
    )
  })

  test('a number that is left over from the others counts: all but nine', () => {
    assert.deepEqual(withoutSmallNumbers([group('a', 100, 91), group('b', 100, 20)]), [
      group('a; b', 200, 111),
    ])
  })

  test('nine in the whole book: nothing is shown', () => {
    assert.deepEqual(withoutSmallNumbers([group('a', 1000, 9), group('b', 1000)]), [])
  })

  const counts = fc
    .tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(60))
    .map(([sooner, later, another, rest]) =>
      group('g', sooner + later + another + rest, sooner, later, another),
    )
  test('property: no number of 1 to 9 is left, nor a difference of any two, and nobody is lost', () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 7 }), groups => {
        const shown = withoutSmallNumbers(groups)
        for (const { accounts, sooner, later, anotherStep } of shown) {
          const parts = [sooner, later, anotherStep, accounts - sooner - later - anotherStep]
          for (let taken = 1; taken < 16; taken += 1) {
            const sum = parts.reduce((sum, part, n) => sum + ((taken >> n) & 1) * part, 0)
            assert(sum === 0 || sum >= smallest, `${sum} of ${parts.join(', ')}`)
          }
        }
        if (shown.length === 0) return
        const total = (all: readonly Group[]) =>
          all.reduce((sum, { accounts }) => sum + accounts, 0)
        assert.equal(total(shown), total(groups))
      }),
    )
  })
})
