import { summaryList, tag } from '#web/govuk/display.ts'
import { button, checkboxes, radios, textarea } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { outcomeNames, outcomes, type Question } from '../question.ts'
import { outcomeTag, wantedBy } from './questions.page.ts'

export type QuestionModel = {
  readonly session: Session
  readonly question: Question
  readonly staff: ReadonlyMap<string, string>
  readonly today: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string
  readonly notice?: string | undefined
}

/** One question as the other team sees it, and its answer, which ends the pause. */
export const questionPage = (model: QuestionModel): Html => {
  const { session, question, staff, today, errors = {}, refusal, notice } = model
  const { outcome, answeredAt } = question
  return layout({
    title: `Question about ${question.about}`,
    session,
    at: 'holds',
    notice,
    errors: refusal === undefined ? errors : { ...errors, '': refusal },
    content: html`
      ${heading(
        html`<a class="govuk-link" href="/accounts/${question.accountId}">${capitalised(question.debtType)} ${question.reference}</a>`,
        html`Question about ${question.about} ${outcome ? outcomeTag(outcome) : tag('open', 'yellow')}`,
      )}
      <div class="eh-columns"><div>
      ${summaryList([
        [
          'Who owes it',
          html`<a class="govuk-link" href="/people/${question.partyId}">${name(question.name)}</a>, ${formatPounds(question.balance)}`,
        ],
        ['Asked of', capitalised(question.team)],
        [
          'Asked by',
          `${staff.get(question.askedBy) ?? 'an officer'}, ${formatDateOf(question.askedAt)}`,
        ],
        ['Who says so', capitalised(question.raisedBy)],
        ['Question', name(question.question)],
        ['What shows it', question.evidence === '' ? 'Nothing yet' : name(question.evidence)],
        ['Wanted by', wantedBy(question, today)],
        [
          'Recovery',
          html`<a class="govuk-link" href="/holds/${question.holdId}">${answeredAt ? 'The hold has ended' : 'On hold until it is answered'}</a>`,
        ],
      ])}
      </div><div>
      ${
        answeredAt && outcome
          ? summaryList([
              ['It', outcomes[outcome]],
              ['Answer', name(question.answer ?? '')],
              [
                'By',
                `${staff.get(question.answeredBy ?? '') ?? 'an officer'}, ${formatDateOf(answeredAt)}`,
              ],
            ])
          : answering(model)
      }
      </div></div>`,
  })
}

function answering({ session, question, typed = {}, errors = {} }: QuestionModel): Html {
  if (question.askedBy === session.staffId)
    return html`<p class="govuk-body">You asked this, so somebody else answers it: the answer ends the pause.</p>`
  if (!session.permissions.includes('questions:answer'))
    return html`<p class="govuk-body">It waits for a local-taxation officer or a team leader to give the team’s answer.</p>`
  return html`
    <form method="post" action="/questions/${question.id}/answer" novalidate data-draft="answer-question-${question.id}">
      ${csrf(session)}
      ${radios({
        name: 'outcome',
        label: 'What does the answer come to?',
        value: typed['outcome'],
        error: errors['outcome'],
        choices: outcomeNames.map(value => ({ value, label: outcomes[value] })),
      })}
      ${textarea({ name: 'answer', label: 'What did they answer?', hint: 'The system that raised the debt is told it, where it is told things.', rows: 4, value: typed['answer'], error: errors['answer'] })}
      ${checkboxes({
        name: 'isThere',
        label: 'If it is changed or ended',
        error: errors['isThere'],
        values: typed['isThere'] === 'yes' ? ['yes'] : [],
        choices: [
          { value: 'yes', label: 'The system that raised the debt has the change already' },
        ],
      })}
      ${button('Answer, and end the pause', { once: true })}
    </form>`
}
