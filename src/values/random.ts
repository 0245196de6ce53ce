import assert from 'node:assert/strict'

/** Chance that can be had again: the same seed gives the same numbers on every machine. */
export type Random = {
  /** A whole number, both ends included. */
  readonly int: (from: number, to: number) => number
  /** True this often: `chance(0.1)` one time in ten. */
  readonly chance: (share: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
}

/**
 * A generator for one thing, from the seed and the numbers that say which thing: it does not matter what was made
 * before it, so any household can be made again alone. (SplitMix32; for sample data, never for secrets.)
 */
export function randomFor(...which: readonly number[]): Random {
  let state = 0
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  for (const number of which) state = (next() ^ number) | 0

  const int = (from: number, to: number): number => from + (next() % (to - from + 1))
  return {
    int,
    chance: share => next() < share * 2 ** 32,
    pick: list => {
      const picked = list[int(0, list.length - 1)]
      assert(picked !== undefined, 'there is something to pick')
      return picked
    },
  }
}

/** Chance for one thing alone: however much is drawn for it, what is drawn after it stays the same. */
export const apart = (random: Random): Random => randomFor(random.int(0, 2 ** 32 - 1))

/** One of the choices, each as often as its weight says. */
export function weighted<T>(random: Random, choices: readonly (readonly [T, number])[]): T {
  let left = random.int(
    1,
    choices.reduce((sum, [, weight]) => sum + weight, 0),
  )
  for (const [choice, weight] of choices) {
    left -= weight
    if (left <= 0) return choice
  }
  throw new Error('the weights add up')
}
