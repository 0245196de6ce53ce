import type { Account } from '#debts'
import { button, input, radios, select, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate, formatDateOf } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import { aboutNames, abouts, type Question, raisers, teams } from '../question.ts'

/** Asks another team something about a debt, which pauses its recovery until they answer. */
export const askPage = ({
  session,
  account,
  before,
  questionId,
  typed = {},
  errors = {},
}: {
  readonly session: Session
  readonly account: Account
  /** What was asked about the account before. */
  readonly before: readonly Question[]
  /** Made with the page, so that sending it twice asks once. */
  readonly questionId: string
  readonly typed?: Typed
  readonly errors?: Errors
}): Html => {
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return layout({
    title: 'Ask another team',
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>`, 'Ask another team')}
      <p class="govuk-body">From the moment you ask, recovery of this account is on hold until they answer. It stays so if they are late.</p>
      ${
        before.length > 0 &&
        html`<ul class="govuk-list govuk-list--bullet">${before.map(
          one =>
            html`<li><a class="govuk-link" href="/questions/${one.id}">${capitalised(one.about)}, asked of ${one.team} ${formatDateOf(one.askedAt)}</a>: ${one.answeredAt ? 'answered' : `waits until ${formatDate(one.answerBy)}`}</li>`,
        )}</ul>`
      }
      <form method="post" action="/accounts/${account.id}/questions" novalidate data-draft="question-${account.id}">
        ${csrf(session)}
        <input type="hidden" name="question" value="${questionId}">
        <div class="eh-columns"><div>
        ${radios({
          ...asked('about'),
          label: 'What is the question about?',
          choices: aboutNames.map(value => ({ value, label: abouts[value] })),
        })}
        ${radios({
          ...asked('raisedBy'),
          label: 'Who says that something is wrong?',
          choices: raisers.map(value => ({ value, label: capitalised(value) })),
        })}
        ${select({
          ...asked('team'),
          label: 'Which team?',
          choices: [
            { value: '', label: 'Choose the team' },
            ...teams.map(value => ({ value, label: capitalised(value) })),
          ],
        })}
        ${input({ ...asked('answerBy'), label: 'Answer wanted by', hint: 'Within 90 days, like 27/3/2027', width: 10 })}
        </div><div>
        ${textarea({ ...asked('wrong'), label: 'What may be wrong, and what do you ask?', hint: 'In plain words. The person may read it one day.', rows: 5 })}
        ${textarea({ ...asked('evidence'), label: 'What shows it?', hint: 'A tenancy agreement that you saw, a date, a letter. May be left empty.', rows: 4 })}
        </div></div>
        ${button('Ask, and pause recovery', { once: true })}
        <a class="govuk-link" href="/accounts/${account.id}">Cancel</a>
      </form>`,
  })
}
