import type { Pence } from '#values/money.ts'
import { plusDays } from '#values/dates.ts'
import type { Book, Day, Owed } from './book.ts'

/** What has happened to an account, as whoever did it knows it. */
export type Lived = {
  readonly owed: Owed
  readonly paid: { readonly on: Day; readonly amount: Pence }[]
  readonly steps: { readonly kind: string; readonly on: Day }[]
  readonly returns: { readonly kind: string; readonly code: string; readonly on: Day }[]
  readonly answers: Map<string, { readonly answer: string; readonly on: Day }>
  readonly holds: { readonly from: Day; readonly to: Day }[]
  diedOn?: Day
  goneOn?: Day
}

/** A day of a book that is lived. */
export type Living = { readonly book: Book; readonly seed: number; readonly day: Day }

export const midnightAfter = (day: Day): Temporal.Instant =>
  plusDays(day, 1).toZonedDateTime('Europe/London').toInstant()
