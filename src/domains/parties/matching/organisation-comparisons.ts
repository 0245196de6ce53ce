import {
  likeLine,
  likePlace,
  ofHomes,
  byEdits,
  streetLevels,
  type Comparison,
} from './comparisons.ts'
import type { Organisation } from './organisation.ts'
import { jaroWinkler, remembered } from './similarity.ts'

/** Whether one has all words of the other, or how alike they are written. */
const likeName = remembered((a, b) => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const all = new Set(long.split(' '))
  if (short.split(' ').every(word => all.has(word))) return 2
  const like = jaroWinkler(a, b, 0.85)
  return like >= 0.94 ? 3 : like >= 0.85 ? 4 : 5
})

/** Every respect in which two organisations are compared, in the order that a record shows them. */
export const organisationComparisons: readonly Comparison<Organisation>[] = [
  {
    name: 'name',
    agreesAmong: ['namesakes'],
    levels: ['same', 'trading name', 'part', 'very like', 'like', 'other'],
    term: ({ name }) => name,
    differ: (a, b, one, other) =>
      (one.trade !== '' && (one.trade === other.trade || one.trade === b)) || other.trade === a
        ? 1
        : likeName(a, b),
  },
  {
    name: 'company number',
    agreesAmong: [],
    levels: ['same', 'one mistake', 'other'],
    term: ({ number }) => number,
    differ: byEdits(1),
  },
  {
    name: 'address',
    agreesAmong: ofHomes,
    levels: streetLevels,
    term: ({ line1 }) => line1,
    differ: likeLine,
  },
  {
    name: 'postcode or town',
    agreesAmong: ofHomes,
    levels: ['same postcode', 'one mistake', 'same town', 'like town', 'other'],
    term: ({ postcode, town }) => postcode || town,
    differ: likePlace,
  },
  {
    name: 'telephone',
    agreesAmong: ['one household'],
    levels: ['same', 'one mistake', 'other'],
    term: ({ phone }) => phone,
    differ: byEdits(1),
  },
  {
    name: 'e-mail',
    agreesAmong: [],
    levels: ['same', 'one mistake', 'other'],
    term: ({ email }) => email,
    differ: byEdits(1),
  },
]
