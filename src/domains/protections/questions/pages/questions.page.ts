import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { formatDate, formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { section } from '../../pages/section.ts'
import { isLate, type Question, type QuestionOutcome, teams } from '../question.ts'

const colours = { stands: 'blue', changed: 'yellow', ended: 'green' } as const
export const outcomeTag = (outcome: QuestionOutcome): Html => tag(outcome, colours[outcome])

/** By when an answer is wanted, and whether it is late. */
export const wantedBy = (one: Question, today: Temporal.PlainDate): Html =>
  html`${formatDate(one.answerBy)} ${isLate(one, today) && tag('overdue', 'red')}`

/** What other teams were asked and have not answered, overdue ones first, and what they answered last. */
export const questionsPage = ({
  session,
  team,
  open,
  answered,
  staff,
  today,
}: {
  readonly session: Session
  /** The team whose questions are shown; all of them without. */
  readonly team: string | undefined
  readonly open: readonly Question[]
  readonly answered: readonly Question[]
  readonly staff: ReadonlyMap<string, string>
  readonly today: Temporal.PlainDate
}): Html =>
  section({
    session,
    at: 'questions',
    title: 'Asked of other teams',
    content: html`
      <ul class="eh-tiles">
        <li><strong>${open.length}</strong> open</li>
        <li><strong>${open.filter(one => isLate(one, today)).length}</strong> overdue</li>
      </ul>
      <p class="govuk-body-s">${[undefined, ...teams].map(
        (one, n) =>
          html`${n > 0 && ' · '}${
            one === team
              ? html`<strong>${one ? capitalised(one) : 'All teams'}</strong>`
              : html`<a class="govuk-link" href="/questions${one && `?team=${one.replaceAll(' ', '+')}`}">${one ? capitalised(one) : 'All teams'}</a>`
          }`,
      )}</p>
      ${
        open.length === 0
          ? html`<p class="govuk-body">Nothing waits for an answer. An officer asks from the page of an account.</p>`
          : table({
              caption: 'Open, the first to be answered first',
              columns: [
                { label: 'Who' },
                { label: 'About' },
                { label: 'Team' },
                { label: 'Owed', numeric: true },
                { label: 'Asked' },
                { label: 'Wanted by' },
              ],
              rows: open.map(one => [
                who(one),
                about(one),
                one.team,
                formatPounds(one.balance),
                `${formatDateOf(one.askedAt)}, ${staff.get(one.askedBy) ?? 'an officer'}`,
                wantedBy(one, today),
              ]),
            })
      }
      ${
        answered.length > 0 &&
        table({
          caption: 'Answered last',
          columns: [
            { label: 'Who' },
            { label: 'About' },
            { label: 'Team' },
            { label: 'It' },
            { label: 'Answered' },
          ],
          rows: answered.map(one => [
            who(one),
            about(one),
            one.team,
            one.outcome && outcomeTag(one.outcome),
            one.answeredAt &&
              `${formatDateOf(one.answeredAt)}, ${staff.get(one.answeredBy ?? '') ?? 'an officer'}`,
          ]),
        })
      }`,
  })

const who = ({ partyId, name: called, debtType, reference }: Question): Html =>
  html`<a class="govuk-link" href="/people/${partyId}">${name(called)}</a> <span class="eh-quiet">${debtType} ${reference}</span>`

const about = ({ id, about: what, reference }: Question): Html =>
  html`<a class="govuk-link" href="/questions/${id}">${capitalised(what)}<span class="govuk-visually-hidden"> of ${reference}</span></a>`
