import { formatDate, isBefore, plusDays } from '#values/dates.ts'
import type { Parameter } from '../parameter.ts'
import { refuse } from '../refuse.ts'
import { nextWorkingDay } from '../time/calendar.ts'
import { deliveredByPost } from '../time/service.ts'
import { summonsDays } from './liability-orders.ts'

type Day = Temporal.PlainDate

/**
 * The days that must have elapsed since service may be over on the last of them, or the day after. The day after gives
 * whoever owes a day more.
 */
export type Elapsed = 'the day after' | 'the last day'

export type Hearing = { readonly served: Day; readonly earliestHearing: Day }

/**
 * The earliest hearing of a summons that was posted, on a working day. Refuses a summons before the council may complain.
 *
 * Law: SI 1992/613 reg 35(2A): fourteen days must have elapsed since service.
 */
export function hearingOf(
  posted: Day,
  asked: {
    readonly earliestComplaint: Day
    readonly elapsed?: Elapsed | undefined
    /** The days that must elapse: those of council tax, unless other law is meant. */
    readonly of?: Parameter<number>
  },
): Hearing {
  const { earliestComplaint, elapsed = 'the day after', of = summonsDays } = asked
  if (isBefore(posted, earliestComplaint))
    return refuse(
      `The council may complain from ${formatDate(earliestComplaint)}, and the summons was posted on ${formatDate(posted)}.`,
    )
  const served = deliveredByPost(posted, 'first class')
  const last = plusDays(served, of.on(served).value)
  return {
    served,
    earliestHearing: nextWorkingDay(elapsed === 'the last day' ? last : plusDays(last, 1)),
  }
}
