/** A line of the report: how much of what was found is right, and how much of what is so was found. */
export const inWords = (what: string, right: number, found: number, actual: number): string =>
  `  ${what}: precision ${(right / found).toFixed(4)}, recall ${(right / actual).toFixed(4)} (${right} right, ${found - right} wrong, ${actual - right} missed)`

/** How many pairs have the same label. */
export function pairsWithin(labels: Iterable<string>): number {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}
