import type { Citation } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'

/**
 * The weekly personal allowance of a single person aged 25 or over, and what other rates are made of it: five per cent
 * rounded up to the next 5p, and three and five times that. A year's uprating is one line here. From the first Monday of
 * April, as housing benefit weeks are counted; some authorities apply a year's figures from 1 April.
 */
export const singleAllowances = [
  { from: '2015-04-06', allowance: 73_10n, fivePercent: 3_70n, three: 11_10n, five: 18_50n },
  { from: '2020-04-06', allowance: 74_35n, fivePercent: 3_75n, three: 11_25n, five: 18_75n },
  { from: '2021-04-05', allowance: 74_70n, fivePercent: 3_75n, three: 11_25n, five: 18_75n },
  { from: '2022-04-04', allowance: 77_00n, fivePercent: 3_85n, three: 11_55n, five: 19_25n },
  { from: '2023-04-03', allowance: 84_80n, fivePercent: 4_25n, three: 12_75n, five: 21_25n },
  { from: '2024-04-01', allowance: 90_50n, fivePercent: 4_55n, three: 13_65n, five: 22_75n },
  { from: '2025-04-07', allowance: 92_05n, fivePercent: 4_65n, three: 13_95n, five: 23_25n },
  { from: '2026-04-06', allowance: 95_55n, fivePercent: 4_80n, three: 14_40n, five: 24_00n },
] as const

type Column = Exclude<keyof (typeof singleAllowances)[number], 'from'>

/** A column of the table, as the values of a parameter. */
export const byYear = (
  column: Column,
  source: Citation,
  note?: string,
): Record<string, { value: Pence; source: Citation; note?: string }> =>
  Object.fromEntries(
    singleAllowances.map(year => [
      year.from,
      { value: year[column], source, ...(note !== undefined && { note }) },
    ]),
  )
