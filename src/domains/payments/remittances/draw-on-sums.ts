import type { Pence } from '#values/money.ts'

/** What of a row is taken out of which sum, in pence. */
export type Drawn<Row, Sum> = { readonly row: Row; readonly sum: Sum; readonly amount: Pence }

/**
 * Takes rows out of sums in their order, every penny of each row: a row that one sum is too small for is made up from the next.
 * Amounts are more than nothing. Undefined where the rows come to more than the sums.
 */
export function drawOnSums<
  Row extends { readonly remitted: Pence },
  Sum extends { readonly own: Pence },
>(rows: readonly Row[], sums: readonly Sum[]): readonly Drawn<Row, Sum>[] | undefined {
  const drawn: Drawn<Row, Sum>[] = []
  const left = sums.map(sum => ({ sum, amount: sum.own })).filter(({ amount }) => amount > 0n)
  for (const row of rows) {
    let wanted = row.remitted
    while (wanted > 0n) {
      const [first] = left
      if (!first) return undefined
      const amount = first.amount < wanted ? first.amount : wanted
      drawn.push({ row, sum: first.sum, amount })
      first.amount -= amount
      wanted -= amount
      if (first.amount === 0n) left.shift()
    }
  }
  return drawn
}
