import { plusDays } from '#values/dates.ts'
import { isKnown } from '../time/calendar.ts'
import { deliveredByPost } from '../time/service.ts'

/** Days within which second-class post has come, over any Christmas or Easter. */
export const longestPost = 12

/**
 * When a notice of business rates that is posted on a day counts as served, from which its days run: as second-class post,
 * because how a council posts is not known here, and later is never too soon. In a year whose bank holidays are not known
 * it is the longest that it can be.
 *
 * Law: SI 1989/1058 regs 8 and 12; Interpretation Act 1978 s7.
 */
export function ratesNoticeServed(posted: Temporal.PlainDate): Temporal.PlainDate {
  const latest = plusDays(posted, longestPost)
  return isKnown(posted) && isKnown(latest) ? deliveredByPost(posted, 'second class') : latest
}
