import { nameParts } from './names.ts'
import { inFull } from './streets.ts'

/** What is known of somebody for matching, in standard form. Empty where nothing is known. */
export type Person = {
  readonly given: string
  readonly family: string
  /** Eight digits, YYYYMMDD; anything else that was given, as its digits. */
  readonly birth: string
  readonly identifier: string
  readonly line1: string
  readonly line2: string
  readonly town: string
  readonly region: string
  readonly postcode: string
  readonly phone: string
  readonly email: string
  readonly occupation: string
  readonly birthPlace: string
}

const fields = [
  'given',
  'family',
  'birth',
  'identifier',
  'line1',
  'line2',
  'town',
  'region',
  'postcode',
  'phone',
  'email',
  'occupation',
  'birthPlace',
] as const satisfies readonly (keyof Person)[]

/** A person as they were kept; what is not there is not known. */
export const asPerson = (kept: unknown): Person => {
  const known = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}
  return Object.fromEntries(
    fields.map(field => [field, typeof known[field] === 'string' ? known[field] : '']),
  ) as Person
}

/** What is known of somebody, without the empty fields. */
export const toKeep = (
  person: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(person).filter(([, value]) => value !== ''))

/** The fields that a list of people may have, as `evenhand match` names them. */
export const targetFields = [
  'given_name',
  'family_name',
  'full_name',
  'date_of_birth',
  'identifier',
  'address_1',
  'address_2',
  'town',
  'region',
  'postcode',
  'phone',
  'email',
  'occupation',
  'birth_place',
] as const
export type TargetField = (typeof targetFields)[number]
export type Told = Readonly<Partial<Record<TargetField, string>>>

/** Puts what a source says into standard form: case, accents, punctuation and spaces never part two records. */
export function standardise(told: Told): Person {
  const whole = told.full_name ? nameParts(told.full_name) : undefined
  return {
    given: words(told.given_name ?? whole?.given),
    family: words(told.family_name ?? whole?.family).replaceAll(' ', ''),
    birth: dayOf(told.date_of_birth),
    identifier: letters(told.identifier),
    line1: inFull(words(told.address_1)),
    line2: inFull(words(told.address_2)),
    town: words(told.town),
    region: words(told.region),
    postcode: letters(told.postcode),
    phone: phoneOf(told.phone),
    email: (told.email ?? '').trim().toLowerCase(),
    occupation: words(told.occupation),
    birthPlace: words(told.birth_place),
  }
}

/** Lower-case letters and digits, words parted by one space. */
export const words = (text: string | undefined): string =>
  (text ?? '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’.]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export const letters = (text: string | undefined): string => words(text).replaceAll(' ', '')

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** 27/3/1971, 1971-03-27, 19710327 and 27 Mar 1971 are one day. What is none of these is kept as its digits. */
function dayOf(text: string | undefined): string {
  const said = (text ?? '').trim().toLowerCase()
  const [, day, month = '', year] =
    /^(\d{1,2})[/.\- ](\d{1,2}|[a-z]{3,9})[/.\- ](\d{4})$/.exec(said) ?? []
  if (!day) return said.replace(/t.*$/, '').replace(/\D/g, '')
  const number = /\d/.test(month) ? Number(month) : months.indexOf(month.slice(0, 3)) + 1
  return `${year}${String(number).padStart(2, '0')}${day.padStart(2, '0')}`
}

/** The last ten digits, so that +44 and 0 are one. */
export function phoneOf(text: string | undefined): string {
  const digits = (text ?? '').replace(/\D/g, '')
  return digits.length > 10 ? digits.slice(-10) : digits
}
