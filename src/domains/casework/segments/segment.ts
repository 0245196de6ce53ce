import type { Db } from '#platform/db.ts'
import { formatDate } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import { eventsOf, type SegmentEvent } from './events.ts'
import { everythingKnown, type Finding, type Looked, type WorkedOut, workOut } from './rules.ts'
import { segmentSheetOf } from './sheet.ts'
import { type Standing, standingOf } from './standing.ts'

export type AskedOfAccount = {
  readonly councilId: number
  readonly accountId: string
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/** The segment of an account as it stands, with everything it rests on and everything that was said of it. */
export type AccountSegment = {
  readonly worked: WorkedOut
  readonly standing: Standing
  readonly known: readonly Looked[]
  /** The latest first. */
  readonly events: readonly SegmentEvent[]
}

/** Works out the segment of an account from what is held at this moment; undefined while nothing on it is late. */
export async function segmentOf(
  db: Db,
  asked: AskedOfAccount,
): Promise<AccountSegment | undefined> {
  const found = await segmentSheetOf(db, asked)
  if (!found) return undefined
  const worked = workOut(found.sheet, found.since)
  const events = await eventsOf(db, asked)
  return {
    worked,
    standing: standingOf(events[0], worked, asked.today),
    known: everythingKnown(found.sheet, found.since),
    events,
  }
}

/** “An arrangement is in force (3 May 2026)”, as it is shown and kept. */
export const findingInWords = ({ says, on }: Finding): string =>
  `${capitalised(says)}${on === undefined ? '' : ` (${formatDate(on)})`}`
