const longest = 256
const used = new Uint8Array(longest)
const common = new Uint16Array(longest)
const rows = [0, 1, 2].map(() => new Uint16Array(longest + 1)) as [
  Uint16Array,
  Uint16Array,
  Uint16Array,
]

/**
 * How alike two strings are, from 0 to 1, giving weight to the same beginning (Jaro and Winkler). 0 for strings that cannot
 * be as alike as `least`, which is soon seen.
 */
export function jaroWinkler(first: string, second: string, least = 0): number {
  if (first === second) return 1
  const a = first.length > longest ? first.slice(0, longest) : first
  const b = second.length > longest ? second.slice(0, longest) : second
  if (least > 0 && mostAlike(a, b) < least) return 0
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1)
  used.fill(0, 0, b.length)
  let found = 0
  for (let i = 0; i < a.length; i += 1) {
    const code = a.charCodeAt(i)
    const last = Math.min(b.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= last; j += 1) {
      if (used[j] === 1 || b.charCodeAt(j) !== code) continue
      used[j] = 1
      common[found] = code
      found += 1
      break
    }
  }
  if (found === 0) return 0
  let moved = 0
  for (let j = 0, k = 0; j < b.length; j += 1) {
    if (used[j] === 0) continue
    if (common[k] !== b.charCodeAt(j)) moved += 1
    k += 1
  }
  const jaro = (found / a.length + found / b.length + (found - moved / 2) / found) / 3
  return jaro + prefixOf(a, b) * 0.1 * (1 - jaro)
}

/** How many of their first four characters are the same. */
function prefixOf(a: string, b: string): number {
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix))
    prefix += 1
  return prefix
}

/** No two strings are more alike than this: were every character found that the other has at all, each in its place. */
function mostAlike(a: string, b: string): number {
  let letters = 0
  for (let j = 0; j < b.length; j += 1) letters |= 1 << (b.charCodeAt(j) & 31)
  let found = 0
  for (let i = 0; i < a.length; i += 1) found += (letters >>> (a.charCodeAt(i) & 31)) & 1
  found = Math.min(found, b.length)
  const jaro = (found / a.length + found / b.length + 1) / 3
  return jaro + prefixOf(a, b) * 0.1 * (1 - jaro)
}

/** Names are compared again and again: the same two strings get the same answer without looking. */
export function remembered(
  compare: (a: string, b: string) => number,
  most = 1_000_000,
): (a: string, b: string) => number {
  const answers = new Map<string, Map<string, number>>()
  let known = 0
  return (a, b) => {
    const of = answers.get(a)
    const before = of?.get(b)
    if (before !== undefined) return before
    const answer = compare(a, b)
    if (known < most) {
      known += 1
      if (of) of.set(b, answer)
      else answers.set(a, new Map([[b, answer]]))
    }
    return answer
  }
}

/**
 * How many characters were changed, left out, put in or swapped with their neighbour to make one string of the other; no
 * more than `most + 1` is ever said.
 */
export function edits(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most) return most + 1
  let start = 0
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1
  let endA = Math.min(a.length, longest)
  let endB = Math.min(b.length, longest)
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1
    endB -= 1
  }
  const width = endB - start
  let [older, last, row] = rows
  for (let j = 0; j <= width; j += 1) last[j] = j
  for (let i = 1; i <= endA - start; i += 1) {
    const code = a.charCodeAt(start + i - 1)
    const codeBefore = i > 1 ? a.charCodeAt(start + i - 2) : -1
    row[0] = i
    let least = i
    for (let j = 1; j <= width; j += 1) {
      const other = b.charCodeAt(start + j - 1)
      let cost = last[j - 1]! + (code === other ? 0 : 1)
      if (last[j]! + 1 < cost) cost = last[j]! + 1
      if (row[j - 1]! + 1 < cost) cost = row[j - 1]! + 1
      const isSwap = j > 1 && codeBefore === other && code === b.charCodeAt(start + j - 2)
      if (isSwap && older[j - 2]! + 1 < cost) cost = older[j - 2]! + 1
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    const spare = older
    older = last
    last = row
    row = spare
  }
  return Math.min(last[width]!, most + 1)
}
