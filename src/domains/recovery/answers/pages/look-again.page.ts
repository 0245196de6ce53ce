import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { type ToLookAtAgain, toDoAbout } from '../look-again.ts'
import { answerInWords, questions } from '../questions.ts'

/** Answers that stop recovery of an account, and that nobody has looked at for the council's days: what to do about each. */
export const lookAgainPage = ({
  session,
  answers,
  total,
}: {
  readonly session: Session
  readonly answers: readonly ToLookAtAgain[]
  readonly total: number
}): Html =>
  layout({
    title: 'Answers to look at again',
    session,
    at: 'referrals',
    content: html`
      ${heading(html`<a class="govuk-link" href="/referrals">Lists</a>`, 'Answers to look at again')}
      <p class="govuk-body">What somebody recorded of these accounts stops recovery, and stops it for good unless somebody brings it on. Record what is so by now, or the same again where it has not changed: then it comes back here later.</p>
      ${
        total === 0
          ? html`<p class="govuk-body" role="status">There are none.</p>`
          : table({
              caption:
                answers.length < total
                  ? `The ${answers.length} longest of ${total}`
                  : 'The longest first',
              columns: [
                { label: 'Who' },
                { label: 'Account' },
                { label: 'What was recorded' },
                { label: 'On' },
                { label: 'What to do' },
                { label: 'Owes', numeric: true },
              ],
              rows: answers.map((one, n) => [
                html`<a class="govuk-link" href="/people/${one.partyId}">${name(one.name)}</a>`,
                html`<a class="govuk-link"${n === 0 && html` data-key="n"`} href="/accounts/${one.accountId}/answers?question=${one.question.replaceAll(' ', '+')}">${one.reference}</a> <span class="eh-quiet">${one.debtType}</span>`,
                html`${capitalised(questions[one.question].says)}: ${answerInWords(one.question, one.answer)}`,
                formatDate(one.answeredOn),
                toDoAbout(one.question, one.answer) ?? '',
                formatPounds(one.balance),
              ]),
            })
      }`,
  })
