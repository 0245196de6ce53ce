const longest = 256
const used = new Uint8Array(longest)
const common = new Uint16Array(longest)
const rows = [0, 1, 2].map(() => new Uint16Array(longest + 1)) as [
  Uint16Array,
  Uint16Array,
  Uint16Array,
]

/** How alike two strings are, from 0 to 1, giving weight to the same beginning (Jaro and Winkler). */
export function jaroWinkler(first: string, second: string): number {
  if (first === second) return 1
  const a = first.slice(0, longest)
  const b = second.slice(0, longest)
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
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
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
