/** Two records, and the weight of the evidence that they are one person. */
export type Edge = { readonly left: number; readonly right: number; readonly weight: number }

/**
 * Gathers records into people. The surest pairs come first; two groups become one only when, over every pair across
 * them, the evidence speaks for it on average, so that no chain of doubtful pairs makes one person of many. Answers the
 * group of each record, named by its first.
 */
export function gather(
  records: number,
  edges: readonly Edge[],
  weigh: (one: number, other: number) => number,
): Int32Array {
  const groupOf = Int32Array.from({ length: records }, (_, n) => n)
  const members = new Map<number, number[]>()
  const membersOf = (group: number) => members.get(group) ?? [group]
  for (const { left, right } of edges.toSorted((a, b) => b.weight - a.weight)) {
    const [a, b] = [groupOf[left]!, groupOf[right]!]
    if (a === b) continue
    const [first, second] = a < b ? [a, b] : [b, a]
    const [some, others] = [membersOf(first), membersOf(second)]
    let sum = 0
    for (const one of some) for (const other of others) sum += weigh(one, other)
    if (sum < 0) continue
    const together = [...some, ...others]
    for (const one of others) groupOf[one] = first
    members.set(first, together)
    members.delete(second)
  }
  return groupOf
}
