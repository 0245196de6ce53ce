import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, optional } from '../fields.ts'
import { preAction, type Step } from './pre-action.ts'
import { daysAfterReply, noticeOfClaimDays, replyDays } from './pre-action-periods.ts'

const kinds = {
  individual: 'individual',
  sole_trader: 'sole trader',
  company: 'company',
} as const

const fromLetter = calculation({
  slug: 'letter-of-claim',
  title: 'From the letter of claim',
  fields: {
    letter_of_claim_dated: day('Date of the letter of claim', {
      hint: 'The date at the top of the letter, which is posted that day or the next',
    }),
    reply_form_received: optional(day('Reply Form received')),
    documents_provided: optional(day('Documents provided')),
    notice_of_intention_given: optional(
      day('Notice of the claim given', {
        hint: 'Where a Reply Form led to no agreement',
      }),
    ),
    debtor: optional(
      choice('Who owes', {
        individual: 'A person',
        sole_trader: 'A sole trader',
        company: 'A company or another body',
      }),
    ),
  },
  work(asked) {
    const letterDated = asked.letter_of_claim_dated
    const made = preAction({
      letterDated,
      replyReceived: asked.reply_form_received,
      documentsProvided: asked.documents_provided,
      noticeGiven: asked.notice_of_intention_given,
      ...(asked.debtor && { debtor: kinds[asked.debtor] }),
    })
    const waits = daysAfterReply.on(letterDated).value
    const notice = noticeOfClaimDays.on(letterDated).value
    const words: Readonly<Record<Step, string>> = {
      letter: `${replyDays.on(letterDated).value} days from the date of the letter end on ${formatDate(made.replyBy)}. With no reply`,
      reply: `With a Reply Form received, ${waits} days from then,`,
      documents: `With documents provided, ${waits} days from then,`,
      notice: `With notice of the claim, ${notice} days from then,`,
    }
    return {
      answer: {
        reply_window_last_day: made.replyBy,
        earliest_issue: made.earliestIssue,
      },
      working: [
        ...made.notBefore.map(
          ({ because, on }) => `${words[because]} a claim may be issued from ${formatDate(on)}.`,
        ),
        `The latest of these counts: ${formatDate(made.earliestIssue)}.`,
        ...(made.documentsBy
          ? [
              `Documents that the Reply Form asks for are provided by ${formatDate(made.documentsBy)}.`,
            ]
          : []),
        ...(asked.reply_form_received && !asked.notice_of_intention_given
          ? [`Where there is no agreement, ${notice} days’ notice of the claim is given as well.`]
          : []),
      ],
      sources: [cite('Pre-Action Protocol for Debt Claims', 'paras 3.4, 4.1, 4.2, 5.2 and 8.2')],
    }
  },
})

export const preActionDebt: Family = {
  name: 'pap_debt_timeline',
  title: 'Letter of claim to issue',
  about:
    'When a claim for a debt may first be issued against a person or a sole trader under the Pre-Action Protocol for Debt Claims. Council tax is not recovered in this way.',
  calculations: [fromLetter],
}
