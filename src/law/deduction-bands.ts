import { formatPounds, type Pence } from '#values/money.ts'
import { choice } from './fields.ts'

/** A period of pay that the law has a table for. */
export type Period = 'day' | 'week' | 'month'

/** Net earnings for a whole number of days, weeks or months. */
export type Pay = {
  readonly net: Pence
  readonly period: Period
  readonly times: number
}

/**
 * The rate of a band applies to the whole of net earnings. Above the last band either the rate `above` applies to the
 * whole, or the last band's rate applies up to it and `remainder` to the rest; with neither, nothing is known there.
 */
export type DeductionTable = {
  readonly bands: readonly { readonly upTo: Pence; readonly percent: number }[]
  readonly above?: number
  readonly remainder?: number
}

/** One piece of the working: an amount, the band that the amount for one period is in, and how many periods it is for. */
export type Slice = {
  readonly net: Pence
  readonly times: number
  readonly percent: number
  /** Above the last band: what the band's rate applies to; the remainder's rate applies to the rest. */
  readonly first?: Pence
  readonly remainder?: number
  /** Hundredths of a penny, exact. */
  readonly hundredths: bigint
}

/**
 * What a table takes of so many periods' pay, or nothing where it does not say what is taken above its last band. The
 * thresholds are multiplied rather than the pay divided, so nothing is rounded on the way.
 */
export function sliceOf(
  { bands, above, remainder }: DeductionTable,
  net: Pence,
  times: number,
): Slice | undefined {
  const many = BigInt(times)
  for (const { upTo, percent } of bands) {
    if (net <= upTo * many) return { net, times, percent, hundredths: net * BigInt(percent) }
  }
  if (above !== undefined) return { net, times, percent: above, hundredths: net * BigInt(above) }
  const last = bands.at(-1)
  if (!last || remainder === undefined) return undefined
  const first = last.upTo * many
  const hundredths = first * BigInt(last.percent) + (net - first) * BigInt(remainder)
  return { net, times, percent: last.percent, first, remainder, hundredths }
}

/** “£250.00 a week is in the band of 7%, which is £17.50.” */
export function sliceInWords(
  { net, times, percent, first, remainder, hundredths }: Slice,
  period: Period,
): string {
  const what =
    times === 1
      ? `${formatPounds(net)} a ${period}`
      : `${formatPounds(net)} for ${times} ${period}s, taken as ${times} equal parts,`
  const rate =
    first === undefined
      ? `is in the band of ${percent}%`
      : `is above the last band: ${percent}% of the first ${formatPounds(first)} and ${remainder}% of the other ${formatPounds(net - first)}`
  return `${what} ${rate}, which is ${exactPounds(hundredths)}.`
}

/** Hundredths of a penny as pounds, with what is less than a penny shown where there is any. */
export const exactPounds = (hundredths: bigint): string => {
  const part = hundredths % 100n
  const tail = part === 0n ? '' : `${part}`.padStart(2, '0').replace(/0+$/, '')
  return formatPounds(hundredths / 100n) + tail
}

/** How pay comes, and the period whose table it is taken by. Several periods' pay at once says how many. */
export const payBases = {
  weekly: { words: 'Weekly', period: 'week' },
  monthly: { words: 'Monthly', period: 'month' },
  daily: { words: 'Daily', period: 'day' },
  weeks: { words: 'Every so many weeks', period: 'week' },
  months: { words: 'Every so many months', period: 'month' },
  days: { words: 'By days, or at no regular interval', period: 'day' },
} as const

export type PayBasis = keyof typeof payBases

export const payBasis = choice('How the pay comes', {
  weekly: payBases.weekly.words,
  monthly: payBases.monthly.words,
  daily: payBases.daily.words,
  weeks: payBases.weeks.words,
  months: payBases.months.words,
  days: payBases.days.words,
})
