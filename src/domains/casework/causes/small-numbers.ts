export type Counted = { readonly name: string; readonly people: number }

/** A number of people smaller than this, and not nought, could show who they are. */
export const smallest = 10

/**
 * Counts as they may be shown, the largest first: the smallest are put together, under `others`, until no number is between 1 and
 * 9. Empty groups are left out; when even all of them together are too few, nothing is shown.
 */
export function withoutSmallNumbers(given: readonly Counted[], others: string): readonly Counted[] {
  const groups = given.filter(({ people }) => people > 0).toSorted((a, b) => b.people - a.people)
  const small = groups.filter(({ people }) => people < smallest)
  if (small.length === 0) return groups
  const large = groups.slice(0, groups.length - small.length)
  const sum = (some: readonly Counted[]) => some.reduce((total, { people }) => total + people, 0)
  // One that is just large enough goes with them, where they are too few without it.
  const kept = sum(small) < smallest ? large.slice(0, -1) : large
  const merged = groups.slice(kept.length)
  return sum(merged) < smallest ? [] : [...kept, { name: others, people: sum(merged) }]
}
