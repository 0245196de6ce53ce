import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { differenceOf, fewestDraws, nothing, rateOf, type Sums, verdictOf } from './difference.ts'

type OneDraw = readonly [got: bigint, outOf: bigint]

const sumsOf = (draws: readonly OneDraw[]): Sums =>
  draws.reduce(
    (sums, [got, outOf]) => ({
      draws: sums.draws + 1n,
      got: sums.got + got,
      outOf: sums.outOf + outOf,
      gotSquared: sums.gotSquared + got * got,
      product: sums.product + got * outOf,
      outOfSquared: sums.outOfSquared + outOf * outOf,
    }),
    nothing,
  )

/** So many of a hundred who did, and the others who did not. */
const did = (of100: number): readonly OneDraw[] =>
  Array.from({ length: 100 }, (_, n) => [n < of100 ? 1n : 0n, 1n] as const)

const nearly = (found: number | undefined, known: number, within = 1e-9): void => {
  assert(found !== undefined && Math.abs(found - known) < within, `${found} is not ${known}`)
}

suite('what differs between the sides of a trial', () => {
  test('40 of 100 against 20 of 100: a fifth more, between 7.5 and 32.5 in a hundred', () => {
    const found = differenceOf({ champion: sumsOf(did(20)), challenger: sumsOf(did(40)) })
    nearly(found?.difference, 0.2)
    // Of shares, the variance is p(1 - p)/(n - 1): 0.2 ± 1.959964 √(0.16/99 + 0.24/99).
    nearly(found?.least, 0.2 - 1.959964 * Math.sqrt(0.4 / 99), 1e-12)
    nearly(found?.most, 0.2 + 1.959964 * Math.sqrt(0.4 / 99), 1e-12)
    nearly(found?.least, 0.0754, 1e-4)
  })

  test('better and worse are as the measure has them; what reaches nought may be chance', () => {
    const more = differenceOf({ champion: sumsOf(did(20)), challenger: sumsOf(did(40)) })
    assert.equal(verdictOf(more, { better: 'more' }), 'better')
    assert.equal(verdictOf(more, { better: 'fewer' }), 'worse')
    const less = differenceOf({ champion: sumsOf(did(40)), challenger: sumsOf(did(20)) })
    assert.equal(verdictOf(less, { better: 'more' }), 'worse')
    assert.equal(verdictOf(less, { better: 'fewer' }), 'better')
    const little = differenceOf({ champion: sumsOf(did(20)), challenger: sumsOf(did(30)) })
    assert.equal(verdictOf(little, { better: 'more' }), 'may be chance')
    assert.equal(
      verdictOf({ difference: 0.1, least: 0, most: 0.2 }, { better: 'more' }),
      'may be chance',
    )
  })

  test('with 49 draws on a side nothing is said, with 50 it is', () => {
    const of = (n: number): Sums => sumsOf(did(40).slice(0, n))
    assert.equal(fewestDraws, 50n)
    assert.equal(differenceOf({ champion: of(100), challenger: of(49) }), undefined)
    assert.equal(differenceOf({ champion: of(49), challenger: of(100) }), undefined)
    assert(differenceOf({ champion: of(100), challenger: of(50) }))
    assert.equal(verdictOf(undefined, { better: 'more' }), 'too few to say')
  })

  test('of nobody there is no rate, and nothing is divided by nought', () => {
    assert.equal(rateOf(nothing), undefined)
    assert.equal(differenceOf({ champion: nothing, challenger: nothing }), undefined)
  })

  test('money in the hundreds of millions loses nothing: all paid alike is no chance at all', () => {
    const alike = (rate: bigint) =>
      sumsOf(
        Array.from({ length: 400 }, (_, n) => [
          rate * BigInt(n + 1),
          1_000_000_00n * BigInt(n + 1),
        ]),
      )
    const found = differenceOf({ champion: alike(250_000_00n), challenger: alike(500_000_00n) })
    nearly(found?.difference, 0.25)
    assert.equal(found?.least, found?.difference)
    assert.equal(found?.most, found?.difference)
  })

  const draws = fc.array(fc.tuple(fc.bigInt(0n, 5_000_00n), fc.bigInt(1n, 5_000_00n)), {
    minLength: 50,
    maxLength: 80,
  })
  test('property: as the textbook has it, draw by draw', () => {
    const varianceByDraw = (all: readonly OneDraw[]): number => {
      const [got, outOf] = [sumsOf(all).got, sumsOf(all).outOf].map(Number) as [number, number]
      const mean = outOf / all.length
      const off = all.map(([y, x]) => (Number(y) - (got / outOf) * Number(x)) ** 2)
      return (
        off.reduce((sum, each) => sum + each, 0) / (all.length * (all.length - 1) * mean * mean)
      )
    }
    fc.assert(
      fc.property(draws, draws, (one, other) => {
        const found = differenceOf({ champion: sumsOf(one), challenger: sumsOf(other) })
        const either = 1.959964 * Math.sqrt(varianceByDraw(one) + varianceByDraw(other))
        assert(found)
        nearly((found.most - found.least) / 2 / either, 1, 1e-6)
      }),
    )
  })

  test('property: the sides changed about, the difference is the other way about', () => {
    fc.assert(
      fc.property(draws, draws, (one, other) => {
        const [a, b] = [sumsOf(one), sumsOf(other)]
        const there = differenceOf({ champion: a, challenger: b })
        const back = differenceOf({ champion: b, challenger: a })
        assert(there && back)
        nearly(there.difference, -back.difference)
        nearly(there.most, -back.least)
      }),
    )
  })
})
