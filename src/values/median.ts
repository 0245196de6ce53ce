/** The middle one, or half way between the two in the middle; undefined of none. */
export function median(numbers: readonly number[]): number | undefined {
  const inOrder = numbers.toSorted((a, b) => a - b)
  const [low, high] = [
    inOrder[Math.ceil(inOrder.length / 2) - 1],
    inOrder[Math.floor(inOrder.length / 2)],
  ]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
