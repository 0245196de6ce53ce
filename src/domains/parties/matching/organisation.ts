import { inFull } from './streets.ts'
import { letters, phoneOf, words } from './person.ts'

/** What is known of an organisation for matching, in standard form. Empty where nothing is known. */
export type Organisation = {
  /** Without what says only what kind of company it is, and without “the” and “and”. */
  readonly name: string
  /** The name it trades under, when that is another. */
  readonly trade: string
  readonly number: string
  readonly line1: string
  readonly town: string
  readonly postcode: string
  readonly phone: string
  readonly email: string
}

const fields = [
  'name',
  'trade',
  'number',
  'line1',
  'town',
  'postcode',
  'phone',
  'email',
] as const satisfies readonly (keyof Organisation)[]

/** An organisation as it was kept; what is not there is not known. */
export const asOrganisation = (kept: unknown): Organisation => {
  const known = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}
  return Object.fromEntries(
    fields.map(field => [field, typeof known[field] === 'string' ? known[field] : '']),
  ) as Organisation
}

const saysNothing = new Set(
  'the and ltd limited plc llp lp cic cio cyf cyfyngedig ccc company co uk inc'.split(' '),
)

/** “The Khan & Sons Bakers Ltd.” and “KHAN AND SON BAKER LIMITED” are one name. */
export const nameOf = (text: string): string =>
  words(text.replaceAll('&', ' and '))
    .split(' ')
    .filter(word => word !== '' && !saysNothing.has(word))
    .map(word => (/[^su]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word))
    .join(' ')

const tradesAs = /^(.*?)[\s,(]+(?:t\/a|t\.a\.|trading as)[\s:]+(.*?)\)?$/i

/** Puts what a source says of an organisation into standard form. */
export function standardiseOrganisation(told: {
  readonly name: string
  readonly companyNumber: string
  readonly address: string
  readonly town: string
  readonly postcode: string
  readonly phone: string
  readonly email: string
}): Organisation {
  const [, owner, trade] = tradesAs.exec(told.name) ?? []
  const number = letters(told.companyNumber)
  return {
    name: nameOf(owner ?? told.name),
    trade: nameOf(trade ?? ''),
    // Companies House gives eight; a spreadsheet takes the noughts away.
    number: /^\d+$/.test(number) ? number.padStart(8, '0') : number,
    line1: inFull(words(told.address)),
    town: words(told.town),
    postcode: letters(told.postcode),
    phone: phoneOf(told.phone),
    email: told.email.trim().toLowerCase(),
  }
}

const ofCompanies = /\b(ltd|limited|plc|llp|cic|cyf|council|trust|association|services)\b/i

/** “J Smith t/a Smith Plumbing” is J Smith, whatever a system calls it; “Smith Ltd t/a Smith Plumbing” is a company. */
export function isSoleTrader(name: string): boolean {
  const owner = tradesAs.exec(name)?.[1]?.trim() ?? ''
  return /^\S+\s+\S+/.test(owner) && !ofCompanies.test(owner) && !/[&\d]|\band\b/i.test(owner)
}
