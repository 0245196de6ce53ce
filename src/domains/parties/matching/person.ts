import { isPlaceholder, namedFirst, type NameParts, nameParts } from './names.ts'
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
  const { given, family } = namesOf(told)
  return {
    given: words(given),
    family: words(family).replaceAll(' ', ''),
    birth: dayOf(said(told.date_of_birth)),
    identifier: letters(said(told.identifier)),
    line1: inFull(words(said(told.address_1))),
    line2: inFull(words(said(told.address_2))),
    town: words(said(told.town)),
    region: words(said(told.region)),
    postcode: letters(said(told.postcode)),
    phone: phoneOf(said(told.phone)),
    email: said(told.email).trim().toLowerCase(),
    occupation: words(said(told.occupation)),
    birthPlace: words(said(told.birth_place)),
  }
}

/** A name in its parts, or the whole name where the parts are not said; none where it only stands for whoever it may be. */
function namesOf({ given_name, family_name, full_name }: Told): NameParts {
  const whole = nameParts(namedFirst(said(full_name)))
  const names = {
    given: said(given_name) || whole.given,
    family: said(family_name) || whole.family,
  }
  return isPlaceholder(`${names.given} ${names.family}`) ? { given: '', family: '' } : names
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

/** What lists and spreadsheets write where nothing is known. */
const notKnown =
  /^(#?n\/?a|nan|nat|null|none|nil|\\n|(not |un)known|not (given|provided|stated)|[-.?*]+|xx+)$/i

const said = (text: string | undefined): string => {
  const trimmed = (text ?? '').trim()
  return notKnown.test(trimmed) ? '' : trimmed
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A year of two figures is this century up to here: few who owe anything were born since. */
const lastOfThisCentury = 10

/**
 * 27/3/1971, 27.03.71, 1971-03-27 00:00:00, 19710327, 27th March 1971 and March 27, 1971 are one day, as in a country that says the day
 * first; where that cannot be, the month was. What is none of these is kept as its digits.
 */
function dayOf(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[t ]\d{1,2}:\d{2}.*$/, '')
    .replace(/\.0$/, '')
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
  const parts = plain.split(/[^a-z0-9]+/).filter(Boolean)
  const [first = '', second = '', third = ''] = parts
  if (parts.length !== 3) return plain.replace(/\D/g, '')
  if (/^\d{4}$/.test(first)) return dayFrom(first, second, third)
  if (/^[a-z]/.test(first)) return dayFrom(third, first, second)
  return dayFrom(third, second, first)
}

function dayFrom(year: string, month: string, day: string): string {
  const number = /^\d/.test(month) ? Number(month) : months.indexOf(month.slice(0, 3)) + 1
  const [inMonth, onDay] = number > 12 ? [Number(day), number] : [number, Number(day)]
  const short = /^\d\d$/.test(year)
  const century = Number(year) <= lastOfThisCentury ? '20' : '19'
  return `${short ? century : ''}${year}${String(inMonth).padStart(2, '0')}${String(onDay).padStart(2, '0')}`.replace(
    /\D/g,
    '',
  )
}

/** The last ten digits, so that +44 and 0 are one. */
export function phoneOf(text: string | undefined): string {
  const digits = (text ?? '').replace(/\D/g, '')
  return digits.length > 10 ? digits.slice(-10) : digits
}
