import { ordinal, plusDays } from '#values/dates.ts'
import { refuse } from '../refuse.ts'
import {
  type BankHolidays,
  inEnglandAndWales,
  inNorthernIreland,
  inScotland,
} from './bank-holidays.ts'

type Day = Temporal.PlainDate

const keysOf = (...holidays: readonly BankHolidays[]): ReadonlySet<number> =>
  new Set(holidays.flatMap(Object.keys).map(day => Number(day.replaceAll('-', ''))))

const daysOf = (at: typeof inEnglandAndWales): BankHolidays => at.history[0]?.value ?? {}

const here = keysOf(daysOf(inEnglandAndWales))
const anywhere = keysOf(daysOf(inEnglandAndWales), daysOf(inScotland), daysOf(inNorthernIreland))

/** Bank holidays in England and Wales. */
export const bankHolidays: readonly Day[] = Object.keys(daysOf(inEnglandAndWales)).map(day =>
  Temporal.PlainDate.from(day),
)

const years = { first: 2023, last: 2028 }

/** Whether the bank holidays of a day's year are known. */
export const isKnown = ({ year }: Day): boolean => year >= years.first && year <= years.last

function refuseUnknown(day: Day): void {
  if (!isKnown(day))
    refuse(
      `Bank holidays are known for ${years.first} to ${years.last}, and ${day} is outside them: add them to law/time/bank-holidays.ts.`,
    )
}

/** A bank holiday in England and Wales. Refuses a year whose holidays are not known: it never guesses. */
export function isBankHoliday(day: Day): boolean {
  refuseUnknown(day)
  return here.has(ordinal(day))
}

/** Not a Saturday, a Sunday or a bank holiday in England and Wales. Refuses a year whose holidays are not known. */
export function isWorkingDay(day: Day): boolean {
  refuseUnknown(day)
  return day.dayOfWeek <= 5 && !here.has(ordinal(day))
}

/** The same with the bank holidays of every part of the United Kingdom. Law: Freedom of Information Act 2000 s10(6). */
export function isWorkingDayAnywhere(day: Day): boolean {
  refuseUnknown(day)
  return day.dayOfWeek <= 5 && !anywhere.has(ordinal(day))
}

/** The day that is `days` working days after `from`, which itself does not count. */
export function workingDaysAfter(from: Day, days: number, isWorking = isWorkingDay): Day {
  if (days < 0) return refuse('Working days are counted forwards.')
  let day = from
  for (let left = days; left > 0;) {
    day = plusDays(day, 1)
    if (isWorking(day)) left -= 1
  }
  return day
}

/** The day that is `days` working days before `from`, which itself does not count. */
export function workingDaysBefore(from: Day, days: number): Day {
  let day = from
  for (let left = days; left > 0;) {
    day = plusDays(day, -1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

/** The day itself if it is a working day, otherwise the next that is. */
export function nextWorkingDay(day: Day): Day {
  let working = day
  while (!isWorkingDay(working)) working = plusDays(working, 1)
  return working
}
