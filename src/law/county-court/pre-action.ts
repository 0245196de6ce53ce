import { formatDate, plusDays } from '#values/dates.ts'
import { refuse } from '../refuse.ts'
import {
  daysAfterReply,
  type DebtorKind,
  documentDays,
  noticeOfClaimDays,
  protocolDebtors,
  replyDays,
} from './pre-action-periods.ts'

export type PreAction = {
  /** The last day for the debtor to reply. */
  readonly replyBy: Temporal.PlainDate
  /** The last day to provide what a Reply Form asks for. */
  readonly documentsBy?: Temporal.PlainDate
  readonly earliestIssue: Temporal.PlainDate
  /** What each thing that happened puts the claim off to; the latest counts. */
  readonly notBefore: readonly { readonly because: Step; readonly on: Temporal.PlainDate }[]
}

export type Step = 'letter' | 'reply' | 'documents' | 'notice'

/**
 * When a debt claim against a person may first be issued: the day after the time to reply has passed, and no sooner than
 * so many days after a Reply Form, after the documents were provided and after notice of the claim, whichever is last.
 * Days are calendar days and the day they count from is not one of them. Refuses a company, to which the protocol does
 * not apply, and anything before the letter.
 *
 * Law: Pre-Action Protocol for Debt Claims paras 1.1, 3.4, 4.1, 4.2, 5.2 and 8.2.
 */
export function preAction({
  letterDated,
  replyReceived,
  documentsProvided,
  noticeGiven,
  debtor = 'individual',
}: {
  readonly letterDated: Temporal.PlainDate
  readonly replyReceived?: Temporal.PlainDate | undefined
  readonly documentsProvided?: Temporal.PlainDate | undefined
  readonly noticeGiven?: Temporal.PlainDate | undefined
  readonly debtor?: DebtorKind
}): PreAction {
  if (!protocolDebtors.on(letterDated).value.includes(debtor))
    return refuse(`The Pre-Action Protocol for Debt Claims does not apply to a ${debtor}.`)
  const replyBy = plusDays(letterDated, replyDays.on(letterDated).value)
  const notBefore: { because: Step; on: Temporal.PlainDate }[] = [
    { because: 'letter', on: plusDays(replyBy, 1) },
  ]
  const after = (because: Step, date: Temporal.PlainDate, days: number) => {
    if (Temporal.PlainDate.compare(date, letterDated) < 0)
      return refuse(
        `The letter of claim is dated ${formatDate(letterDated)}, and ${earlier[because]} on ${formatDate(date)}, before it.`,
      )
    notBefore.push({ because, on: date.add({ days }) })
  }
  const waits = daysAfterReply.on(letterDated).value
  if (replyReceived) after('reply', replyReceived, waits)
  if (documentsProvided) after('documents', documentsProvided, waits)
  if (noticeGiven) after('notice', noticeGiven, noticeOfClaimDays.on(letterDated).value)
  return {
    replyBy,
    ...(replyReceived && {
      documentsBy: plusDays(replyReceived, documentDays.on(letterDated).value),
    }),
    earliestIssue: notBefore
      .map(({ on }) => on)
      .reduce((a, b) => (Temporal.PlainDate.compare(a, b) < 0 ? b : a)),
    notBefore,
  }
}

const earlier: Readonly<Record<Step, string>> = {
  letter: 'it was sent',
  reply: 'the Reply Form was received',
  documents: 'documents were provided',
  notice: 'notice was given',
}
