import type { Side } from './split.ts'

/**
 * What came of one side, as sums over those who were drawn together: how many such draws, what was got and what it is out
 * of (pence, accounts or people), and the sums of their squares and products. Exact, whatever their size.
 */
export type Sums = {
  readonly draws: bigint
  readonly got: bigint
  readonly outOf: bigint
  readonly gotSquared: bigint
  readonly product: bigint
  readonly outOfSquared: bigint
}
export type Compared = Readonly<Record<Side, Sums>>

/** Nobody is on the side yet. */
export const nothing: Sums = {
  draws: 0n,
  got: 0n,
  outOf: 0n,
  gotSquared: 0n,
  product: 0n,
  outOfSquared: 0n,
}

/** How much was got of each one that it is out of: 0.25 is £250 of each £1,000. Undefined where there is nothing. */
export const rateOf = ({ got, outOf }: Sums): number | undefined =>
  outOf === 0n ? undefined : Number(got) / Number(outOf)

/**
 * How far the rate may be off by chance, as a variance: of a ratio of sums over independent draws, by linearisation
 * (Cochran, Sampling Techniques, 3rd ed., 6.4). A couple’s accounts are one draw, so they count as one.
 */
function varianceOf({ draws, got, outOf, gotSquared, product, outOfSquared }: Sums): number {
  // The sum of squares of what each draw is off the side’s rate, times the square of what it is out of.
  const off = outOf * outOf * gotSquared - 2n * outOf * got * product + got * got * outOfSquared
  const n = Number(draws)
  return (n / (n - 1)) * (Number(off) / Number(outOf) ** 4)
}

/** How many draws a side must have before its chance is reckoned at all: fewer, and the reckoning itself is not to be trusted. */
export const fewestDraws = 50n

/** So many standard errors each way hold the true difference 19 times of 20. */
const nineteenOfTwenty = 1.959964

/** The challenger’s rate less the champion’s, and between what the true difference lies, 19 times of 20. */
export type Difference = {
  readonly difference: number
  readonly least: number
  readonly most: number
}

/** What differs between the sides; undefined where either has too few draws to say how much of it may be chance. */
export function differenceOf({ champion, challenger }: Compared): Difference | undefined {
  const [before, after] = [rateOf(champion), rateOf(challenger)]
  if (before === undefined || after === undefined) return undefined
  if (champion.draws < fewestDraws || challenger.draws < fewestDraws) return undefined
  const difference = after - before
  const either = nineteenOfTwenty * Math.sqrt(varianceOf(champion) + varianceOf(challenger))
  return { difference, least: difference - either, most: difference + either }
}

export type Verdict = 'too few to say' | 'may be chance' | 'better' | 'worse'

/** Whether the challenger did better, as far as chance lets anybody say. */
export function verdictOf(
  found: Difference | undefined,
  { better }: { readonly better: 'more' | 'fewer' },
): Verdict {
  if (!found) return 'too few to say'
  if (found.least <= 0 && found.most >= 0) return 'may be chance'
  return found.difference > 0 === (better === 'more') ? 'better' : 'worse'
}
