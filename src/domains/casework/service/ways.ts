import {
  councilTaxIssue,
  deliveredByPost,
  deliveryByHand,
  deliveryDays,
  isPostKnown,
  type PostClass,
} from '#law/time/service.ts'
import type { Citation } from '#values/citation.ts'

/** How an officer can say that a notice was served, or that it was not: as it is kept, and in words. */
export const ways = {
  'handed over': 'Handed to them',
  'left at the address': 'Left at the address',
  'certificate of posting': 'Posted, with a certificate of posting',
  'process server': 'Served by a process server, who certified it',
  'e-mail': 'Sent by e-mail',
  'came back': 'Came back, or did not reach them',
} as const
export type Way = keyof typeof ways
export const allWays = Object.keys(ways) as readonly Way[]

/** The day on which the law counts a notice as served, whence, and in a sentence; no day where no rule is known here. */
export type Deemed = {
  readonly on: Temporal.PlainDate | undefined
  readonly law: readonly Citation[]
  readonly says: string
}

/**
 * When the law counts a notice as served that was served so. By hand it is the day on which it was done; by post the day on which it comes in the
 * ordinary course, unless the contrary is proved. Of an e-mail no rule is known here but for court papers, and for council
 * tax only with agreement; what came back was not served.
 *
 * Law: Local Government Act 1972 s233; Interpretation Act 1978 s7. To confirm: s233 for notices under a contract, a tenancy or a lease,
 * which may say otherwise.
 */
export function deemedServed({
  way,
  onDay,
  postClass,
}: {
  readonly way: Way
  readonly onDay: Temporal.PlainDate
  readonly postClass: PostClass | undefined
}): Deemed {
  switch (way) {
    case 'handed over':
    case 'left at the address':
    case 'process server':
      return {
        on: onDay,
        law: [deliveryByHand.on(onDay).source],
        says: 'The day on which it was done',
      }
    case 'certificate of posting': {
      const { source } = deliveryDays.on(onDay)
      if (postClass === undefined || !isPostKnown(onDay))
        return {
          on: undefined,
          law: [source],
          says: 'The class of post, or the bank holidays of that year, are not known here, so no day is worked out',
        }
      return {
        on: deliveredByPost(onDay, postClass),
        law: [source],
        says: `In the ordinary course of ${postClass} post, unless the contrary is proved`,
      }
    }
    case 'e-mail':
      return {
        on: undefined,
        law: [],
        says: 'No rule is known here for when such a notice counts as served by e-mail: it is evidence that it was sent',
      }
    case 'came back':
      return { on: undefined, law: [], says: 'It did not reach them' }
  }
}

/** The days on which a letter that was posted on a day would count as served, first and second class; none where bank holidays are not known. */
export const ifPosted = (
  posted: Temporal.PlainDate,
):
  | {
      readonly firstClass: Temporal.PlainDate
      readonly secondClass: Temporal.PlainDate
      readonly law: Citation
    }
  | undefined =>
  isPostKnown(posted)
    ? {
        firstClass: deliveredByPost(posted, 'first class'),
        secondClass: deliveredByPost(posted, 'second class'),
        law: deliveryDays.on(posted).source,
      }
    : undefined

/** Where a council tax notice counts as issued from its posting or leaving, whenever it is served. Law: SI 1992/613 reg 17(4). */
export const issuedByLaw = (on: Temporal.PlainDate): Citation => councilTaxIssue.on(on).source
