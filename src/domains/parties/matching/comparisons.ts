import { likenessOf } from './address.ts'
import { sameFamiliarName } from './diminutives.ts'
import type { Person } from './person.ts'
import { edits, jaroWinkler, remembered } from './similarity.ts'

/** Two people who agree in much: that they do makes them no more one person. */
export const twoPeople = [
  'one household',
  'neighbours',
  'namesakes',
  'twins',
  'kin of one name',
] as const
export type TwoPeople = (typeof twoPeople)[number]

/**
 * One respect in which two records are compared. `levels` go from the same to unlike; the first is exact agreement, whose
 * weight depends on how common the term is.
 */
export type Comparison<Of = Person> = {
  readonly name: string
  /** Among which of those who are two people it agrees more often than among strangers. */
  readonly agreesAmong: readonly TwoPeople[]
  readonly levels: readonly string[]
  /** What is compared; empty where it is not known, and then the comparison says nothing. */
  readonly term: (record: Of) => string
  /** Which level, for terms that differ and are both known; never 0, and -1 where that says nothing. */
  readonly differ: (a: string, b: string, one: Of, other: Of) => number
}

/** What a comparison answers where these two terms say nothing, though both are known. */
const saysNothing = -1

const likeName =
  (
    whenExchanged: number,
    areExchanged: (a: string, b: string, one: Person, other: Person) => boolean,
  ) =>
  (a: string, b: string, one: Person, other: Person): number => {
    const alike = likeWord(a, b)
    return alike === unlike && areExchanged(a, b, one, other) ? whenExchanged : alike
  }

const likeWord = remembered((a, b) => {
  if (isPart(a, b) || sameFamiliarName(a, b)) return 2
  const like = jaroWinkler(a, b, 0.8)
  return like >= 0.92 ? 3 : like >= 0.8 ? 4 : unlike
})
const unlike = 5

const isLike = (a: string, b: string): boolean => b !== '' && (a === b || likeWord(a, b) === 3)

/** One is the other's initial, or a word of it. */
function isPart(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length === 1 ? long.startsWith(short) : ` ${long} `.includes(` ${short} `)
}

const nameLevels = ['same', 'exchanged', 'part or familiar', 'very like', 'like', 'other']

export const byEdits =
  (...mosts: readonly number[]) =>
  (a: string, b: string): number => {
    const found = edits(a, b, mosts.at(-1) ?? 0)
    const level = mosts.findIndex(most => found <= most)
    return level === -1 ? mosts.length + 1 : level + 1
  }

export const streetLevels = ['same', 'very like', 'within the other', 'another number', 'other']

/** Lines of addresses. Another number is another home, however alike the rest. */
export function likeLine(a: string, b: string): number {
  const { likeness, isWithin, areTwoHomes } = likenessOf(a, b)
  if (areTwoHomes) return 3
  return likeness >= 0.85 ? 1 : likeness >= 0.65 || isWithin ? 2 : 4
}

const likeTown = remembered((a, b) => jaroWinkler(a, b, 0.8))

type Place = { readonly postcode: string; readonly town: string }

/** Postcodes, or towns where one has none, that differ. */
export function likePlace(a: string, b: string, one: Place, other: Place): number {
  if (one.postcode !== '' && other.postcode !== '' && edits(a, b, 1) <= 1) return 1
  if (one.town === '' || other.town === '') return 4
  const like = likeTown(one.town, other.town)
  return like >= 0.92 ? 2 : like >= 0.8 ? 3 : 4
}

/** Who lives together and may be a family: housemates, twins, and a father and son of one name. */
const ofFamilies = ['one household', 'twins', 'kin of one name'] as const
export const ofHomes = [...ofFamilies, 'neighbours'] as const

/** Every respect, in the order that a record shows them. */
export const comparisons: readonly Comparison[] = [
  {
    name: 'given name',
    agreesAmong: ['namesakes', 'kin of one name'],
    levels: nameLevels,
    term: ({ given }) => given,
    differ: likeName(1, (a, b, one, other) => isLike(a, other.family) && isLike(b, one.family)),
  },
  {
    name: 'family name',
    agreesAmong: ['namesakes', ...ofFamilies],
    levels: nameLevels,
    term: ({ family }) => family,
    // That they are exchanged is one mistake, and the given names have said it.
    differ: likeName(
      saysNothing,
      (a, b, one, other) => isLike(a, other.given) && isLike(b, one.given),
    ),
  },
  {
    name: 'date of birth',
    agreesAmong: ['twins'],
    levels: [
      'same',
      'day and month exchanged',
      'one mistake',
      'two mistakes',
      'same year',
      'other',
    ],
    term: ({ birth }) => birth,
    differ: (a, b) => {
      if (a === `${b.slice(0, 4)}${b.slice(6)}${b.slice(4, 6)}`) return 1
      const found = edits(a, b, 2)
      return found <= 2 ? found + 1 : a.slice(0, 4) === b.slice(0, 4) ? 4 : 5
    },
  },
  {
    name: 'identifier',
    agreesAmong: [],
    levels: ['same', 'one mistake', 'two mistakes', 'other'],
    term: ({ identifier }) => identifier,
    differ: byEdits(1, 2),
  },
  {
    name: 'address',
    agreesAmong: ofHomes,
    levels: streetLevels,
    term: ({ line1 }) => line1,
    differ: (a, b, one, other) => (a === other.line2 || b === one.line2 ? 1 : likeLine(a, b)),
  },
  {
    name: 'second line of address',
    agreesAmong: ofHomes,
    levels: streetLevels,
    term: ({ line2 }) => line2,
    differ: likeLine,
  },
  {
    name: 'region',
    agreesAmong: ofHomes,
    levels: ['same', 'one mistake', 'other'],
    term: ({ region }) => region,
    differ: byEdits(1),
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
    agreesAmong: ofFamilies,
    levels: ['same', 'one mistake', 'other'],
    term: ({ phone }) => phone,
    differ: byEdits(1),
  },
  {
    name: 'e-mail',
    agreesAmong: [],
    levels: ['same', 'same name at another place', 'very like', 'like', 'other'],
    term: ({ email }) => email,
    differ: (a, b) => {
      const [nameA = '', nameB = ''] = [a.split('@')[0], b.split('@')[0]]
      if (nameA === nameB) return 1
      if (edits(a, b, 2) <= 2) return 2
      // Most are made of the name, with a number where others have it too: another number is somebody else's.
      const [numberA, numberB] = [nameA.replaceAll(/\D/g, ''), nameB.replaceAll(/\D/g, '')]
      if (numberA !== '' && numberB !== '' && edits(numberA, numberB, 1) > 1) return 4
      return jaroWinkler(nameA, nameB, 0.88) >= 0.88 ? 3 : 4
    },
  },
  {
    name: 'occupation',
    agreesAmong: [],
    levels: ['same', 'other'],
    term: ({ occupation }) => occupation,
    differ: () => 1,
  },
  {
    name: 'place of birth',
    agreesAmong: ofFamilies,
    levels: ['same', 'like', 'other'],
    term: ({ birthPlace }) => birthPlace,
    differ: (a, b) => (jaroWinkler(a, b, 0.88) >= 0.88 ? 1 : 2),
  },
]
