import { doubleMetaphone } from 'double-metaphone'
import type { Person } from './person.ts'

/** What two records must share to be compared at all; undefined for a record that has not got it. */
type Key = (person: Person) => string | undefined

const sounds = new Map<string, string>()

/** How a name sounds, in its first four consonants. */
export function soundOf(name: string): string {
  const known = sounds.get(name)
  if (known !== undefined) return known
  const sound = doubleMetaphone(name)[0].slice(0, 4) || name.slice(0, 4)
  sounds.set(name, sound)
  return sound
}

const all =
  (...parts: readonly ((person: Person) => string)[]): Key =>
  person => {
    let key = ''
    for (const part of parts) {
      const text = part(person)
      if (text === '') return undefined
      key += `${text}|`
    }
    return key
  }

const given = ({ given }: Person) => (given === '' ? '' : soundOf(given.split(' ')[0] ?? ''))
const family = ({ family }: Person) => (family === '' ? '' : soundOf(family))
const initial = ({ given }: Person) => given.slice(0, 1)
const year = ({ birth }: Person) => birth.slice(0, 4)
const month = ({ birth }: Person) => birth.slice(0, 6)
const monthDay = ({ birth }: Person) => birth.slice(4, 8)
const birth = ({ birth }: Person) => birth
const postcode = ({ postcode }: Person) => postcode
const town = ({ town }: Person) => town
const line1 = ({ line1 }: Person) => line1
const mailbox = ({ email }: Person) => email.split('@')[0] ?? ''
/** Both names in either order, so that exchanged ones meet. */
const bothNames = (person: Person): string => {
  const [a, b] = [given(person), family(person)]
  return a === '' || b === '' ? '' : a < b ? `${a} ${b}` : `${b} ${a}`
}

/** Ways for two records of one person to meet, each from its widest key to its narrowest. */
const routes: readonly (readonly Key[])[] = [
  [all(({ identifier }) => identifier)],
  [
    all(({ identifier }) => identifier.slice(0, 5), family),
    all(({ identifier }) => identifier.slice(0, 6), family),
  ],
  [all(({ phone }) => phone)],
  [all(({ email }) => email)],
  [all(mailbox), all(mailbox, initial), all(mailbox, year)],
  [all(birth), all(birth, initial), all(birth, given), all(birth, bothNames)],
  [all(monthDay, family), all(monthDay, bothNames)],
  [all(month, family), all(month, bothNames)],
  [
    all(family),
    all(family, initial),
    all(family, year),
    all(bothNames),
    all(bothNames, year),
    all(bothNames, month),
  ],
  [
    all(given),
    all(given, year),
    all(given, month),
    all(given, town, year),
    all(given, town, month),
  ],
  [all(bothNames), all(bothNames, year), all(bothNames, town), all(bothNames, town, year)],
  [
    all(postcode),
    all(postcode, initial),
    all(postcode, given),
    all(postcode, family),
    all(postcode, bothNames),
  ],
  [all(line1), all(line1, initial), all(line1, given), all(line1, family)],
  [all(town, year), all(town, month), all(town, birth)],
]

/** Records that share so common a key say nothing by it. */
const largestBlock = 2_000

/** How many pairs a route may bring for each record before its next, narrower key is taken. */
const pairsPerRecord = 2
const pairsAtLeast = 400_000

/** Pairs to compare, each once and in order, as `left * people.length + right` with left before right. */
export function candidates(people: readonly Person[]): Float64Array {
  const most = Math.max(pairsAtLeast, people.length * pairsPerRecord)
  let pairs = new Float64Array(most)
  let found = 0
  for (const route of routes) {
    for (const block of blocksWithin(people, route, most)) {
      const more = (block.length * (block.length - 1)) / 2
      if (found + more > pairs.length) {
        const larger = new Float64Array((found + more) * 2)
        larger.set(pairs.subarray(0, found))
        pairs = larger
      }
      for (let i = 0; i < block.length; i += 1) {
        const left = block[i]! * people.length
        for (let j = i + 1; j < block.length; j += 1) {
          pairs[found] = left + block[j]!
          found += 1
        }
      }
    }
  }
  return once(pairs.subarray(0, found).sort())
}

/** Sorted numbers with each said once, in the same memory. */
function once(sorted: Float64Array): Float64Array {
  let kept = 0
  for (const value of sorted) {
    if (kept > 0 && sorted[kept - 1] === value) continue
    sorted[kept] = value
    kept += 1
  }
  return sorted.subarray(0, kept)
}

type Block = readonly number[]

/** The blocks of a route's widest key that does not bring too many pairs, or of its narrowest. */
function blocksWithin(
  people: readonly Person[],
  route: readonly Key[],
  most: number,
): readonly Block[] {
  let blocks: readonly Block[] = []
  for (const key of route) {
    blocks = blocksOf(people, key)
    if (blocks.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0) <= most) break
  }
  return blocks.filter(({ length }) => length <= largestBlock)
}

function blocksOf(people: readonly Person[], key: Key): readonly Block[] {
  const blocks = new Map<string, number[]>()
  people.forEach((person, n) => {
    const text = key(person)
    if (text === undefined) return
    const block = blocks.get(text)
    if (block) block.push(n)
    else blocks.set(text, [n])
  })
  return [...blocks.values()].filter(({ length }) => length > 1)
}
