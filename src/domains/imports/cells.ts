import type { Pence } from '#values/money.ts'
import type { DateFormat, Profile } from './profile.ts'

/** What a cell means, or what is wrong with it in a few words that follow "because". */
export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: string }
const read = <T>(value: T): Read<T> => ({ ok: true, value })
const fault = (fault: string): Read<never> => ({ ok: false, fault })

/**
 * Money as text into pence, never by way of a fraction: the profile's grammar and no other. Figures are ASCII; pence are
 * two figures; a sign, a thousands comma or a pound sign is allowed only where the profile says so.
 */
export function readMoney(text: string, money: Profile['money']): Read<Pence> {
  let rest = text.trim()
  if (rest === '') return fault('it is empty')
  let isNegative = false
  const takeSign = (pattern: RegExp) => {
    if (!pattern.test(rest)) return
    isNegative = true
    rest = rest.replace(/^[-(]|[-)]$|CR$/g, '').trim()
  }
  if (money.negative === 'minus') takeSign(/^-/)
  if (money.negative === 'trailing minus') takeSign(/-$/)
  if (money.negative === 'parentheses') takeSign(/^\(.*\)$/)
  if (money.negative === 'CR') takeSign(/CR$/)
  if (money.currencySign) rest = rest.replace(/^£/, '').trim()
  if (money.thousands) {
    if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(rest)) rest = rest.replaceAll(',', '')
  }
  const figures = money.unit === 'pence' ? /^\d{1,12}$/ : /^(\d{1,10})(?:\.(\d{2}))?$/
  const found = figures.exec(rest)
  if (!found)
    return fault(
      /\.\d{3,}$/.test(rest)
        ? 'it has a part of a penny'
        : 'it is not an amount of money as the profile writes it',
    )
  const pence = money.unit === 'pence' ? BigInt(rest) : BigInt(`${found[1]}${found[2] ?? '00'}`)
  if (pence > BigInt(money.largest) * 100n)
    return fault('it is more than the profile says any amount can be')
  if (pence === 0n && money.zero === 'refuse') return fault('it is nothing')
  return read(isNegative ? -pence : pence)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const longMonths = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

type DateReader = (text: string) => Temporal.PlainDate | undefined

/** A reader for a way of writing dates: whole texts only, real days only. */
function dateReader(format: DateFormat): DateReader {
  const order: ('y' | 'yy' | 'm' | 'mmm' | 'mmmm' | 'd')[] = []
  const pattern = format
    .replaceAll('.', '\\.')
    .replace(/yyyy|yy|mmmm|mmm|mm|m|dd|d|hh:\\?mm:ss|hh:mm:ss/g, (part, at: number) => {
      if (part.startsWith('hh')) return '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d'
      void at
      if (part === 'yyyy' || part === 'yy') order.push(part === 'yy' ? 'yy' : 'y')
      else if (part === 'mmm' || part === 'mmmm') order.push(part)
      else order.push(part.startsWith('m') ? 'm' : 'd')
      return (
        {
          yyyy: '(\\d{4})',
          yy: '(\\d{2})',
          mmmm: '([A-Za-z]{3,9})',
          mmm: '([A-Za-z]{3})',
          mm: '(\\d{2})',
          dd: '(\\d{2})',
          m: '(\\d{1,2})',
          d: '(\\d{1,2})',
        }[part] ?? part
      )
    })
  const whole = new RegExp(`^${pattern}$`)
  return text => {
    const found = whole.exec(text)
    if (!found) return undefined
    const parts: Record<string, number> = {}
    order.forEach((part, n) => {
      const figure = found[n + 1] ?? ''
      if (part === 'mmm') parts['m'] = months.indexOf(figure.toLowerCase()) + 1
      else if (part === 'mmmm') parts['m'] = longMonths.indexOf(figure.toLowerCase()) + 1
      else if (part === 'yy') parts['y'] = 2000 + Number(figure)
      else parts[part] = Number(figure)
    })
    try {
      return Temporal.PlainDate.from(
        { year: parts['y'] ?? 0, month: parts['m'] ?? 0, day: parts['d'] ?? 0 },
        { overflow: 'reject' },
      )
    } catch {
      return undefined
    }
  }
}

const readers = new Map<DateFormat, DateReader>()
const readerOf = (format: DateFormat): DateReader => {
  const known = readers.get(format)
  if (known) return known
  const made = dateReader(format)
  readers.set(format, made)
  return made
}

/** Days that systems write when they mean that they do not know. */
const defaultDays = ['1970-01-01', '1900-01-01', '1899-12-30', '1753-01-01', '0001-01-01']

/**
 * A date in one of the profile's forms and no other, between two years. Where two forms read one text as two different
 * days, neither is believed.
 */
export function readDate(
  text: string,
  formats: readonly DateFormat[],
  { from, to }: { readonly from: number; readonly to: number },
): Read<Temporal.PlainDate> {
  const trimmed = text.trim()
  const days = formats.map(format => readerOf(format)(trimmed)).filter(day => day !== undefined)
  const [day] = days
  if (!day) return fault(`it is not a day written as ${formats.join(' or ')}`)
  if (days.some(other => !other.equals(day))) return fault('it could be two different days')
  if (defaultDays.includes(day.toString()))
    return fault('it is the day a system writes when it does not know')
  if (day.year < from || day.year > to) return fault(`its year is outside ${from} to ${to}`)
  return read(day)
}

/**
 * A reference exactly as the source writes it, but for spaces at its ends. Put aside: one that a spreadsheet has made a
 * number of, and one with letters that only look like ours.
 */
export function readReference(text: string): Read<string> {
  const reference = text.trim()
  if (reference === '') return fault('it is empty')
  if (reference.length > 100) return fault('it is longer than 100 characters')
  if (/^\d+([.,]\d+)?E\+?\d+$/i.test(reference))
    return fault('a spreadsheet has changed it into a number')
  if (!/^[\x20-\x7e]+$/.test(reference))
    return fault('it has letters that are not plain letters and figures')
  return read(reference)
}

/** Marks that turn text round, take no room or hide; letters of several scripts in one word. Shown with a warning. */
export const hasOddCharacters = (text: string): boolean =>
  !isPlain(text) &&
  (/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/.test(text) ||
    text
      .split(/[\s,.'’-]+/)
      .some(
        word =>
          /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word),
      ) ||
    /\p{M}{3,}/u.test(text))

/** Most text is, and a file has millions of them: nothing of it needs composing, and none of it hides. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/**
 * Text as given, in its composed form, a tab as the space it stands for. Other controls and line ends inside a value
 * forge lines in letters and logs.
 */
export function readText(text: string, longest = 500): Read<string> {
  if (isPlain(text) && text.length <= longest) return read(text.trim())
  const value = text.normalize('NFC').replaceAll('\t', ' ').trim()
  if (/[\p{Cc}\u2028\u2029]/u.test(value))
    return fault('it has a line end or a control character in it')
  if (Array.from(value).length > longest) return fault(`it is longer than ${longest} characters`)
  return read(value)
}

export function readInsuranceNumber(text: string): Read<string> {
  const number = text.replaceAll(/\s/g, '').toUpperCase()
  return /^[A-Z]{2}\d{6}[A-D]?$/.test(number)
    ? read(number)
    : fault('it is not a national insurance number')
}
