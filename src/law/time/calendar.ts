import { ordinal } from '#values/dates.ts'
import type { Nation } from '../dated.ts'
import type { Parameter } from '../parameter.ts'
import {
  type BankHolidays,
  inEnglandAndWales,
  inNorthernIreland,
  inScotland,
} from './bank-holidays.ts'
import { type CountedDays, countedDays } from './counted-days.ts'

type Day = Temporal.PlainDate

/** Whose bank holidays are left out. */
export type Place = Nation | 'anywhere in the UK'

const daysOf = ({ history }: Parameter<BankHolidays>): readonly Day[] =>
  history.flatMap(({ value }) => Object.keys(value)).map(day => Temporal.PlainDate.from(day))

const keysOf = (days: readonly Day[]): ReadonlySet<number> => new Set(days.map(ordinal))

/** Neither Saturday, Sunday nor a bank holiday of any of these, in the years for which all of them are known. */
function workingDaysOf(...parameters: readonly Parameter<BankHolidays>[]): CountedDays {
  const each = parameters.map(daysOf)
  const years = each.map(days => days.map(({ year }) => year))
  const holidays = keysOf(each.flat())
  return countedDays(
    {
      first: Math.max(...years.map(known => Math.min(...known))),
      last: Math.min(...years.map(known => Math.max(...known))),
    },
    day => day.dayOfWeek <= 5 && !holidays.has(ordinal(day)),
  )
}

const inEnglandOrWales = workingDaysOf(inEnglandAndWales)
const workingDays: Readonly<Record<Place, CountedDays>> = {
  England: inEnglandOrWales,
  Wales: inEnglandOrWales,
  Scotland: workingDaysOf(inScotland),
  'Northern Ireland': workingDaysOf(inNorthernIreland),
  'anywhere in the UK': workingDaysOf(inEnglandAndWales, inScotland, inNorthernIreland),
}

/** Bank holidays in England and Wales. */
export const bankHolidays: readonly Day[] = daysOf(inEnglandAndWales)

/** Whether the bank holidays of a day's year are known. */
export const isKnown = ({ year }: Day, where: Place = 'England'): boolean => {
  const { first, last } = workingDays[where].years
  return year >= first && year <= last
}

/** Not a Saturday, a Sunday or a bank holiday there. Refuses a year whose holidays are not known: it never guesses. */
export const isWorkingDay = (day: Day, where: Place = 'England'): boolean =>
  workingDays[where].includes(day)

/** The day that is `days` working days after `from`, which itself does not count. */
export const workingDaysAfter = (from: Day, days: number, where: Place = 'England'): Day =>
  workingDays[where].nthAfter(from, days)

/** The day that is `days` working days before `from`, which itself does not count. */
export const workingDaysBefore = (from: Day, days: number, where: Place = 'England'): Day =>
  workingDays[where].nthBefore(from, days)

/** The day itself if it is a working day, otherwise the next that is. */
export const nextWorkingDay = (day: Day, where: Place = 'England'): Day =>
  workingDays[where].onOrAfter(day)

/** A day that the law leaves out of a period by its name, in England and Wales. */
export type NamedDay = 'Sunday' | 'bank holiday' | 'Good Friday' | 'Christmas Day'

const published = keysOf(bankHolidays)
const goodFridays = keysOf(
  inEnglandAndWales.history
    .flatMap(({ value }) => Object.entries(value))
    .filter(([, name]) => name === 'Good Friday')
    .map(([day]) => Temporal.PlainDate.from(day)),
)

const is: Readonly<Record<NamedDay, (day: Day) => boolean>> = {
  Sunday: ({ dayOfWeek }) => dayOfWeek === 7,
  // The published list has only the Monday where 26 December is a Saturday, which is a bank holiday too.
  // Law: Banking and Financial Dealings Act 1971 Sch 1 para 1.
  'bank holiday': date =>
    published.has(ordinal(date)) || (date.month === 12 && date.day === 26 && date.dayOfWeek !== 7),
  'Good Friday': day => goodFridays.has(ordinal(day)),
  // By name even on a Saturday, when the published list has only the day that stands in for it.
  'Christmas Day': ({ month, day }) => month === 12 && day === 25,
}

/** Whether the law's words leave a day out. */
export const isOneOf = (names: readonly NamedDay[], day: Day): boolean =>
  names.some(name => is[name](day))

/** The days that count where those are left out. */
export const daysExcept = (names: readonly NamedDay[]): CountedDays =>
  countedDays(inEnglandOrWales.years, day => !isOneOf(names, day))
