import { dormantFrom, presentAgainBy, submissionFor } from '#law/payments/direct-debit.ts'
import { directDebitNoticeDays } from '#law/time/rights.ts'
import {
  isWorkingDay,
  nextWorkingDay,
  workingDaysAfter,
  workingDaysBefore,
} from '#law/time/calendar.ts'
import { isBefore } from '#values/dates.ts'

type Day = Temporal.PlainDate

/** Working days of notice before a collection: the council's own number where it agreed one with its bank. */
export type Notice = { readonly days: number }

/** The notice there has to be before a collection on a day. Ten working days unless agreed otherwise (to confirm). */
export const noticeFor = (on: Day, agreedDays: number | undefined): Notice => ({
  days: agreedDays ?? directDebitNoticeDays.on(on).value,
})

/**
 * The day to collect what falls due on a day, when notice goes out on another: the due day or the next working day,
 * never before; or the first that leaves the notice, where that is later.
 */
export function collectionDay(dueOn: Day, noticeOn: Day, notice: Notice): Day {
  const asDue = nextWorkingDay(dueOn)
  const first = workingDaysAfter(noticeOn, notice.days)
  return isBefore(asDue, first) ? first : asDue
}

/** The last day on which notice of a collection may go out. */
export const noticeBy = (collectOn: Day, notice: Notice): Day =>
  workingDaysBefore(collectOn, notice.days)

/**
 * The days of a Bacs file: it has to be with Bacs by `input`, is processed on the next working day, and is taken from
 * payers' accounts on `entry`, the day after. The processing day in the file is the day before `entry`.
 */
export type Cycle = { readonly input: Day; readonly processing: Day; readonly entry: Day }

/** The three days that end with money being taken on a day. Refuses a day on which banks are closed. */
export function cycleFor(entry: Day): Cycle {
  if (!isWorkingDay(entry)) {
    throw new RangeError(`${entry} is not a day on which banks take direct debits`)
  }
  return { ...submissionFor(entry), entry }
}

/**
 * The day to present again what was returned unpaid, with fresh notice; undefined when no working day is left within the
 * month.
 */
export function presentAgainOn(collectedOn: Day, noticeOn: Day, notice: Notice): Day | undefined {
  const first = workingDaysAfter(noticeOn, notice.days)
  return isBefore(presentAgainBy(collectedOn), first) ? undefined : first
}

/** Whether a mandate is dormant on a day: nothing was collected under it for so long that the bank may have forgotten it. */
export const isDormant = (lastUsedOn: Day, today: Day): boolean =>
  !isBefore(today, dormantFrom(lastUsedOn, today))
