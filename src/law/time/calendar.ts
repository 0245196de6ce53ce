import assert from 'node:assert/strict'

/**
 * Bank holidays in England and Wales, as gov.uk/bank-holidays.json published them on 21 August 2026.
 * Law: Banking and Financial Dealings Act 1971 section 1 and Schedule 1.
 */
export const bankHolidays: readonly Temporal.PlainDate[] = [
  ...['2023-01-02', '2023-04-07', '2023-04-10', '2023-05-01', '2023-05-08', '2023-05-29'],
  ...['2023-08-28', '2023-12-25', '2023-12-26'],
  ...['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-06', '2024-05-27', '2024-08-26'],
  ...['2024-12-25', '2024-12-26'],
  ...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26', '2025-08-25'],
  ...['2025-12-25', '2025-12-26'],
  ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31'],
  ...['2026-12-25', '2026-12-28'],
  ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30'],
  ...['2027-12-27', '2027-12-28'],
  ...['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29', '2028-08-28'],
  ...['2028-12-25', '2028-12-26'],
].map(day => Temporal.PlainDate.from(day))

const known = new Set(bankHolidays.map(String))
const years = { first: 2023, last: 2028 }

/** Not a Saturday, a Sunday or a bank holiday. Refuses a year whose holidays are not known: it never guesses. */
export function isWorkingDay(day: Temporal.PlainDate): boolean {
  assert(
    day.year >= years.first && day.year <= years.last,
    `bank holidays are known for ${years.first} to ${years.last}, and ${day} is outside them: add them to law/calendar.ts`,
  )
  return day.dayOfWeek <= 5 && !known.has(`${day}`)
}

/** The day that is `days` working days after `from`, which itself does not count. */
export function workingDaysAfter(from: Temporal.PlainDate, days: number): Temporal.PlainDate {
  assert(days >= 0, 'working days are counted forwards')
  let day = from
  for (let left = days; left > 0;) {
    day = day.add({ days: 1 })
    if (isWorkingDay(day)) left -= 1
  }
  return day
}
