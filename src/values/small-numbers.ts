/** A number of people smaller than this, and not nought, could show who they are. */
export const smallest = 10

/** A group in parts of which each of its people is in one. */
export type Parted = { readonly group: string; readonly parts: readonly number[] }

const total = ({ parts }: Parted): number => parts.reduce((sum, part) => sum + part, 0)
// No sum of parts is small where no part is, so nothing that is left over when others are taken away can be either.
const isSmall = ({ parts }: Parted): boolean => parts.some(part => part > 0 && part < smallest)

/**
 * Puts groups together until no number of any is between 1 and 9. Since the groups still add up to the whole, whose own
 * numbers are on the page, nothing is left to be worked out from what is missing, as there would be if a number were
 * blanked. A group goes with its smallest neighbour; empty groups are left out. When even the whole has a small number, no
 * group is shown.
 */
export function withoutSmallParts(given: readonly Parted[]): Parted[] {
  const groups = given.filter(group => total(group) > 0)
  for (;;) {
    const at = groups.findIndex(isSmall)
    const small = groups[at]
    if (small === undefined) return groups
    const [left, right] = [groups[at - 1], groups[at + 1]]
    if (!left && !right) return []
    const withLeft = left !== undefined && (!right || total(left) <= total(right))
    const [one, other] = withLeft ? [left, small] : [small, right ?? small]
    groups.splice(withLeft ? at - 1 : at, 2, {
      group: `${one.group}; ${other.group}`,
      parts: one.parts.map((part, n) => part + (other.parts[n] ?? 0)),
    })
  }
}

export type Counted = { readonly name: string; readonly people: number }

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
