import type { SampleCouncil } from './councils.ts'
import { type Day, dayOf } from './days.ts'
import { type Heritage, heritages } from './names.ts'
import { type Address, anAddress } from './places.ts'
import { type Random, weighted } from '#values/random.ts'

export type Person = {
  readonly is: 'person'
  /** Who it really is, for the truth file. */
  readonly party: string
  /** 0 for the first in the household, 1 for the second. */
  readonly place: number
  readonly title: string
  readonly forename: string
  readonly middleInitial: string
  readonly surname: string
  readonly bornOn: Day
  readonly insuranceNumber: string
  readonly telephone: string
  readonly email: string
  readonly diedOn: Day | undefined
}

export type Business = {
  readonly is: 'business'
  readonly party: string
  readonly place: 0
  readonly name: string
  /** Eight figures, or nothing for a firm that is not a company. */
  readonly companyNumber: string
  readonly telephone: string
  readonly email: string
}

/** One or two people at an address, or a business: those who will owe things together. */
export type Household = {
  readonly number: number
  readonly people: readonly [Person | Business, ...Person[]]
  readonly home: Address
  /** Where they were before, and where some systems still think they are. */
  readonly formerHome: Address
  /** Behind with most things, rather than with none. */
  readonly isStruggling: boolean
}

const usual = [
  ['english', 58],
  ['south asian', 11],
  ['polish', 5],
  ['nigerian', 4],
  ['irish', 4],
  ['scottish', 3],
  ['welsh', 3],
  ['other European', 5],
  ['east Asian', 3],
  ['African and Caribbean', 4],
] as const
const inWales = [
  ['welsh', 58],
  ['english', 25],
  ['polish', 4],
  ['south asian', 4],
  ['irish', 3],
  ['other European', 3],
  ['nigerian', 1],
  ['African and Caribbean', 2],
] as const

/** The day that ages are reckoned on: a date of birth does not change with the day that the sample is written. */
const agesOn: Day = dayOf(Temporal.PlainDate.from('2026-01-01'))

/** How old they were on that day, in whole years of 365 days. */
export const ageOf = ({ bornOn }: Person): number => Math.floor((agesOn - bornOn) / 365)

/** Household `number` of the council: always the same one, whatever was made before it. */
export function aHousehold(
  random: Random,
  council: SampleCouncil,
  number: number,
  today: Day,
): Household {
  const home = anAddress(random, council.place)
  const formerHome = anAddress(random, council.place)
  const isStruggling = random.chance(0.28)
  if (random.chance(0.08)) {
    return { number, people: [aBusiness(random, council, number)], home, formerHome, isStruggling }
  }
  const first = aPerson(random, council, { number, place: 0, today })
  const isCouple = random.chance(0.38)
  if (!isCouple) return { number, people: [first], home, formerHome, isStruggling }
  const second = aPerson(random, council, { number, place: 1, today })
  const shared = random.chance(0.6) ? { ...second, surname: first.surname } : second
  return { number, people: [first, shared], home, formerHome, isStruggling }
}

type Which = { readonly number: number; readonly place: number; readonly today: Day }

function aPerson(random: Random, council: SampleCouncil, { number, place, today }: Which): Person {
  const heritage: Heritage =
    heritages[weighted(random, council.nation === 'Wales' ? inWales : usual)]
  const isWoman = random.chance(0.5)
  const forename = random.pick(isWoman ? heritage.women : heritage.men)
  const surname = random.chance(0.03)
    ? `${random.pick(heritage.surnames)}-${random.pick(heritages.english.surnames.slice(0, 30))}`
    : random.pick(heritage.surnames)
  const person = council.id * 4_000_000 + number * 2 + place
  return {
    is: 'person',
    party: `${council.slug}-person-${number * 2 + place}`,
    place,
    title: isWoman ? random.pick(['Mrs', 'Ms', 'Miss', 'Ms', 'Dr']) : 'Mr',
    forename,
    middleInitial: random.chance(0.3) ? random.pick('ABCDEFGHJKLMNPRSTW'.split('')) : '',
    surname,
    bornOn: agesOn - random.int(19 * 365, 92 * 365),
    insuranceNumber: insuranceNumberOf(person),
    telephone: aTelephone(random),
    email: random.chance(0.55) ? `${ascii(`${forename}.${surname}`)}${number}@example.org` : '',
    diedOn: random.chance(0.012) ? today - random.int(5, 400) : undefined,
  }
}

// Prefixes that are never given out, so that no number here is anybody's.
const prefixes = ['QQ', 'BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ']

/**
 * Different for different people, and not alike for those of one household; 5,003,357 has no factor in common with eight
 * million, so none is used twice.
 */
function insuranceNumberOf(person: number): string {
  const scattered = (person * 5_003_357) % 8_000_000
  const figures = Math.floor(scattered / 8)
  const letter = 'ABCD'[Math.floor(person / 8_000_000) % 4]
  return `${prefixes[scattered % 8]}${String(figures).padStart(6, '0')}${letter}`
}

/** From the ranges Ofcom keeps for drama, so that nobody is rung up: mobile, Tyneside-style, London. */
function aTelephone(random: Random): string {
  const last = String(random.int(0, 999)).padStart(3, '0')
  return weighted(random, [
    [`07700 900${last}`, 60],
    [`07700900${last}`, 15],
    [`01632 960${last}`, 15],
    [`020 7946 0${last}`, 5],
    ['', 25],
  ])
}

const trades =
  'Bakery,Builders,Café,Car Sales,Cleaning,Dental Care,Electrical,Fabrications,Fish Bar,Flooring,Furnishings,Gym,Hair Studio,Haulage,Joinery,Kebab House,Motors,Nails,News,Opticians,Pet Supplies,Pharmacy,Plumbing,Print,Roofing,Scaffolding,Tandoori,Textiles,Tyres,Veterinary Care'.split(
    ',',
  )

function aBusiness(random: Random, council: SampleCouncil, number: number): Business {
  const heritage: Heritage =
    heritages[weighted(random, council.nation === 'Wales' ? inWales : usual)]
  const owner = random.pick(heritage.surnames)
  const trade = random.pick(trades)
  const begins = weighted(random, [
    [owner, 40],
    [`${owner} & Sons`, 12],
    [`${owner} & ${random.pick(heritages.english.surnames)}`, 12],
    [random.pick(council.place.towns), 20],
    [random.pick(['Beacon', 'Crown', 'Northgate', 'Phoenix', 'Swift', 'Unity', 'Westfold']), 16],
  ])
  const isCompany = random.chance(0.75)
  const ending = isCompany
    ? council.nation === 'Wales' && random.chance(0.3)
      ? ' Cyf'
      : ' Ltd'
    : ''
  return {
    is: 'business',
    party: `${council.slug}-business-${number}`,
    place: 0,
    name: `${begins} ${trade}${ending}`,
    // Companies House numbers are in the teens of millions: nothing has one that begins with 9.
    companyNumber: isCompany ? `9${String(council.id * 2_000_000 + number).padStart(7, '0')}` : '',
    telephone: aTelephone(random),
    email: random.chance(0.6) ? `accounts${number}@example.org` : '',
  }
}

/** Letters without their marks, for an e-mail address. */
const ascii = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replaceAll(/[^a-z.-]/g, '')

/** “Gwenllïan” → “Gwenllian”, “Łukasz” → “Lukasz”: what a system with a narrow alphabet keeps. */
export const plain = (text: string): string =>
  isPlain.test(text)
    ? text
    : text
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .replaceAll('ł', 'l')
        .replaceAll('Ł', 'L')
        .replaceAll('’', "'")

const isPlain = /^[ -~]*$/
