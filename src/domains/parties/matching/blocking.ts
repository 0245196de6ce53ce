import { doubleMetaphone } from 'double-metaphone'
import type { Organisation } from './organisation.ts'
import type { Person } from './person.ts'

/** What two records must share to be compared at all. A record that has not got a part of it, has not got it. */
type Key<Of> = readonly ((record: Of) => string)[]
/** Ways for two records of one person to meet, each from its widest key to its narrowest. */
export type Routes<Of> = readonly (readonly Key<Of>[])[]

const sounds = new Map<string, string>()

/** How a name sounds, in its first four consonants. */
export function soundOf(name: string): string {
  const known = sounds.get(name)
  if (known !== undefined) return known
  const sound = doubleMetaphone(name)[0].slice(0, 4) || name.slice(0, 4)
  sounds.set(name, sound)
  return sound
}

const all = <Of>(...parts: Key<Of>): Key<Of> => parts

const given = ({ given }: Person) => (given === '' ? '' : soundOf(given.split(' ')[0] ?? ''))
const family = ({ family }: Person) => (family === '' ? '' : soundOf(family))
const initial = ({ given }: Person) => given.slice(0, 1)
const year = ({ birth }: Person) => birth.slice(0, 4)
const month = ({ birth }: Person) => birth.slice(0, 6)
const monthDay = ({ birth }: Person) => birth.slice(4, 8)
const birth = ({ birth }: Person) => birth
const postcode = ({ postcode }: Pick<Person, 'postcode'>) => postcode
const town = ({ town }: Pick<Person, 'town'>) => town
const line1 = ({ line1 }: Pick<Person, 'line1'>) => line1
const mailbox = ({ email }: Person) => email.split('@')[0] ?? ''
/** Both names in either order, so that exchanged ones meet. */
const bothNames = (person: Person): string => {
  const [a, b] = [given(person), family(person)]
  return a === '' || b === '' ? '' : a < b ? `${a} ${b}` : `${b} ${a}`
}

export const personRoutes: Routes<Person> = [
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

const firstWord = ({ name }: Organisation) => name.split(' ')[0] ?? ''

export const organisationRoutes: Routes<Organisation> = [
  [all(({ number }) => number)],
  [all(({ phone }) => phone), all(({ phone }) => phone, firstWord)],
  [all(({ email }) => email)],
  [
    all(firstWord),
    all(({ name }) => name),
    all(
      ({ name }) => name,
      ({ town }) => town,
    ),
  ],
  [all(({ trade }) => trade)],
  [all(postcode), all(postcode, firstWord)],
  [all(line1), all(line1, firstWord)],
]

/** Records that share so common a key say nothing by it. */
const largestBlock = 2_000

/** How many pairs a route may bring for each record before its next, narrower key is taken. */
const pairsPerRecord = 2
const pairsAtLeast = 400_000

/** Pairs to compare, each once and in order, as `left * people.length + right` with left before right. */
export function candidates<Of>(people: readonly Of[], routes: Routes<Of>): Float64Array {
  const most = Math.max(pairsAtLeast, people.length * pairsPerRecord)
  let pairs = new Float64Array(most)
  let found = 0
  for (const route of routes) {
    const blocks = blocksWithin(people, route, most)
    if (found + most > pairs.length) {
      const larger = new Float64Array((found + most) * 1.5)
      larger.set(pairs.subarray(0, found))
      pairs = larger
    }
    for (const block of blocksIn(blocks, people.length, most)) {
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

/** The blocks of a route's widest key that does not bring too many pairs, or of its narrowest. */
function blocksWithin<Of>(people: readonly Of[], route: readonly Key<Of>[], most: number): Blocks {
  let blocks: Blocks | undefined
  for (const key of route) {
    blocks = blocksOf(people, key)
    if (blocks.pairs <= most) break
  }
  return blocks ?? { places: new Float64Array(), pairs: 0 }
}

/**
 * Who shares a key: the hash of each record's key with the record's place in the list, `hash * people.length + place`,
 * sorted, so that those who share it are neighbours. A million records fit in eight megabytes.
 */
type Blocks = { readonly places: Float64Array; readonly pairs: number }

function blocksOf<Of>(people: readonly Of[], key: Key<Of>): Blocks {
  const all = new Float64Array(people.length)
  let known = 0
  people.forEach((person, n) => {
    const hash = hashOf(key, person)
    if (hash === undefined) return
    all[known] = hash * people.length + n
    known += 1
  })
  const places = all.subarray(0, known).sort()
  let pairs = 0
  for (const { length } of runs(places, people.length)) pairs += (length * (length - 1)) / 2
  return { places, pairs }
}

/** Two keys of one hash meet by mistake: once in thousands of millions, and are then told apart like any other two. */
function hashOf<Of>(key: Key<Of>, person: Of): number | undefined {
  let hash = 2_166_136_261
  for (const part of key) {
    const text = part(person)
    if (text === '') return undefined
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619)
    hash = Math.imul(hash ^ 124, 16_777_619)
  }
  return hash >>> 0
}

/** Where each block of two or more begins among the places, and how many are in it. */
function* runs(
  places: Float64Array,
  people: number,
): Generator<{ readonly from: number; readonly length: number }> {
  let from = 0
  while (from < places.length) {
    const end = (Math.floor(places[from]! / people) + 1) * people
    let to = from + 1
    while (to < places.length && places[to]! < end) to += 1
    if (to - from > 1) yield { from, length: to - from }
    from = to
  }
}

/**
 * The blocks themselves, as places in the list. Without those that are too common to say anything; and the largest of them
 * first to go, where together they bring too many pairs.
 */
function* blocksIn({ places }: Blocks, people: number, most: number): Generator<readonly number[]> {
  const ofLength = new Float64Array(largestBlock + 1)
  for (const { length } of runs(places, people))
    if (length <= largestBlock) ofLength[length]! += (length * (length - 1)) / 2
  let longest = 0
  for (let pairs = 0; longest < largestBlock; longest += 1) {
    pairs += ofLength[longest + 1]!
    if (pairs > most) break
  }
  for (const { from, length } of runs(places, people))
    if (length <= longest)
      yield Array.from(places.subarray(from, from + length), place => place % people)
}
