/** A day that a bank wrote, and whether it does not exist: 30 February is the last of February, and is said. */
export type ReadDay = { readonly day: Temporal.PlainDate; readonly isMade: boolean }

/**
 * A day from its figures. Banks that count every month as thirty days write 30 February, and some write 31 November: that
 * is the month's last day. A month that does not exist, or a day past 31, is no day at all.
 */
export function dayOf(year: number, month: number, day: number): ReadDay | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1980 || year > 2200) return undefined
  const made = new Temporal.PlainDate(year, month, 1).with({ day })
  return { day: made, isMade: made.day !== day }
}

/** `YYMMDD`: years from 80 are of the last century. */
export function shortDay(text: string): ReadDay | undefined {
  const found = /^(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (!found) return undefined
  const year = Number(found[1])
  return dayOf(year + (year >= 80 ? 1900 : 2000), Number(found[2]), Number(found[3]))
}

/** The day of an ISO date, with or without a time, as the bank wrote it: its own day, whatever the zone. */
export function isoDay(text: string): Temporal.PlainDate | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T|Z|[+-]|$)/.exec(text.trim())
  if (!found) return undefined
  const read = dayOf(Number(found[1]), Number(found[2]), Number(found[3]))
  return read && !read.isMade ? read.day : undefined
}

export const madeUpDay = (text: string, day: Temporal.PlainDate): string =>
  `The bank wrote the day as ${text}, which does not exist; ${day.toString()} is meant.`
