import type { Account } from '#debts'
import { citationLink } from '#web/citation.ts'
import { button, input, radios, textarea } from '#web/govuk/fields.ts'
import { table } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import type { Answered } from '../answer.ts'
import { notRecorded, type QuestionDefinition, questionsOf } from '../questions.ts'

type Model = {
  readonly session: Session
  readonly account: Account
  readonly family: string
  readonly answers: readonly Answered[]
  readonly names: ReadonlyMap<string, string>
  /** The question whose form is shown; left out, the first that nobody has answered. */
  readonly question?: string | undefined
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** What recovery of an account needs to know before it goes on, what was recorded of it, and by whom. */
export const answersPage = (model: Model): Html => {
  const { session, account, family, answers, names, errors = {}, notice } = model
  const questions = questionsOf(family)
  const isAnswered = (name: string) => answers.some(({ question }) => question === name)
  const shown =
    questions.find(([name]) => name === (model.typed?.['question'] ?? model.question)) ??
    questions.find(([name]) => !isAnswered(name)) ??
    questions[0]
  return layout({
    title: 'What recovery needs to know',
    session,
    at: 'work',
    errors,
    notice,
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">Account ${account.reference}</a>`, 'What recovery needs to know')}
      ${questions.length === 0 && html`<p class="govuk-body">Nothing more has to be recorded for ${account.debtType}.</p>`}
      ${listOf(
        questions.filter(([, { isForRemedies }]) => !isForRemedies),
        model,
      )}
      ${
        questions.some(([, { isForRemedies }]) => isForRemedies) &&
        html`<h2 class="govuk-heading-s">For choosing a remedy</h2>`
      }
      ${listOf(
        questions.filter(([, { isForRemedies }]) => isForRemedies),
        model,
      )}
      ${shown && questionPart(shown[0], shown[1], model)}
      ${
        answers.length > 0 &&
        table({
          caption: 'Recorded, newest first',
          columns: ['What', 'Answer', 'Day', 'Note', 'By', 'On'].map(label => ({ label })),
          rows: answers.map(one => [
            capitalised(one.question),
            one.answer,
            one.soOn ? formatDate(one.soOn) : '',
            html`<bdi>${one.note}</bdi>`,
            names.get(one.answeredBy) ?? 'Evenhand',
            formatDate(one.answeredAt.toZonedDateTimeISO('Europe/London').toPlainDate()),
          ]),
        })
      }`,
  })
}

const listOf = (
  questions: ReturnType<typeof questionsOf>,
  { account, answers }: Model,
): Html | false =>
  questions.length > 0 &&
  html`<ul class="govuk-list govuk-list--bullet">${questions.map(
    ([name, { asks }]) =>
      html`<li><a class="govuk-link" href="/accounts/${account.id}/answers?question=${name.replaceAll(' ', '+')}">${asks}</a> ${answerTo(name, answers)}</li>`,
  )}</ul>`

const answerTo = (name: string, answers: readonly Answered[]): string =>
  answers.find(({ question }) => question === name)?.answer ?? notRecorded

function questionPart(
  name: string,
  question: QuestionDefinition,
  { session, account, answers, typed = {}, errors = {} }: Model,
): Html {
  const latest = answers.find(one => one.question === name)
  const isTyped = typed['question'] === name
  const id = name.replaceAll(' ', '-')
  return html`
    <section aria-labelledby="${id}">
      <h2 class="govuk-heading-m" id="${id}">${question.asks}</h2>
      <p class="govuk-body">Now: <strong>${answerTo(name, answers)}</strong>. ${question.law && citationLink(question.law)}</p>
      ${
        session.permissions.includes('answers:record') &&
        html`
      <form method="post" action="/accounts/${account.id}/answers" novalidate data-draft="answer-${account.id}-${id}">
        ${csrf(session)}
        <input type="hidden" name="question" value="${name}">
        ${radios({
          name: 'answer',
          label: 'Answer',
          value: isTyped ? typed['answer'] : latest?.answer,
          error: isTyped ? errors['answer'] : undefined,
          choices: [
            ...Object.entries(question.answers).map(([value, label]) => ({ value, label })),
            ...(latest && latest.answer !== notRecorded
              ? [{ value: notRecorded, label: 'Take it back: nobody knows after all' }]
              : []),
          ],
        })}
        ${
          question.dated !== undefined &&
          input({
            name: 'soOn',
            label: question.dated,
            hint: 'Like 27/3/2027',
            width: 10,
            value: isTyped ? typed['soOn'] : undefined,
            error: isTyped ? errors['soOn'] : undefined,
          })
        }
        ${textarea({
          name: 'note',
          label: 'How you know, or why it is taken back',
          rows: 2,
          value: isTyped ? typed['note'] : undefined,
          error: isTyped ? errors['note'] : undefined,
        })}
        ${button('Record it', { once: true })}
      </form>`
      }
    </section>`
}
