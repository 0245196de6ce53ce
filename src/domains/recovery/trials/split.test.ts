import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { sideOf } from './split.ts'

suite('the sides of a trial', () => {
  test('known draws: whoever has the seed comes to the same', () => {
    const draw = { seed: 'a seed', share: 50 }
    const ids = ['0001', '0002', '0003', '0004', '0005', '0006']
    assert.deepEqual(
      ids.map(id => sideOf(draw, id)),
      // sha256 of “a seed|0001” and so on: below 80000000 or not.
      ['champion', 'challenger', 'champion', 'challenger', 'challenger', 'champion'],
    )
  })

  for (const share of [10, 20, 50]) {
    test(`of 20,000 people ${share} in 100 fall to the challenger, as chance has it`, () => {
      const tried = Array.from({ length: 20_000 }, (_, n) =>
        sideOf({ seed: 'another', share }, `person ${n}`),
      ).filter(side => side === 'challenger').length
      const either = 4 * Math.sqrt(20_000 * (share / 100) * (1 - share / 100))
      assert(Math.abs(tried - 200 * share) < either, `${tried} of 20,000`)
    })
  }

  test('property: whoever is tried at a share is tried at a larger one too, with the same seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.integer({ min: 1, max: 49 }), (seed, id, share) => {
        if (sideOf({ seed, share }, id) === 'challenger')
          assert.equal(sideOf({ seed, share: share + 1 }, id), 'challenger')
      }),
    )
  })

  test('property: another seed is another draw', () => {
    const draws = Array.from({ length: 200 }, (_, n) => `person ${n}`)
    const alike = draws.filter(
      id => sideOf({ seed: 'one', share: 50 }, id) === sideOf({ seed: 'two', share: 50 }, id),
    ).length
    assert(alike > 60 && alike < 140, `${alike} of 200 alike`)
  })
})
