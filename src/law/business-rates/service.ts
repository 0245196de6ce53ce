import { plusDays } from '#values/dates.ts'
import { deliveredByPost, isPostKnown, longestPost } from '../time/service.ts'

/**
 * When a notice of business rates that is posted on a day counts as served, from which its days run: as second-class post,
 * because how a council posts is not known here, and later is never too soon. In a year whose bank holidays are not known
 * it is the longest that it can be.
 *
 * Law: SI 1989/1058 regs 8 and 12; Interpretation Act 1978 s7.
 */
export function ratesNoticeServed(posted: Temporal.PlainDate): Temporal.PlainDate {
  return isPostKnown(posted)
    ? deliveredByPost(posted, 'second class')
    : plusDays(posted, longestPost)
}
