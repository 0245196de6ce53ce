import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatPounds } from '#values/money.ts'
import type { Escalation } from '../escalations/escalation.ts'
import { answersPart } from '../escalations/pages/answers.ts'
import { whyNow, type WorkCounts, type WorkItem } from '../work.ts'

export type WorkModel = {
  readonly session: Session
  readonly items: readonly WorkItem[]
  /** What they asked a team leader, decided, that they have not read. */
  readonly answers: readonly Escalation[]
  readonly counts: WorkCounts
  /** Changes in the law that whoever is signed in has not read. */
  readonly lawToRead: number
  readonly notice?: string | undefined
}

/** The ranked list: who next, and why now. `n` opens the first. */
export const workPage = ({ session, items, counts, answers, lawToRead, notice }: WorkModel): Html =>
  layout({
    title: 'My work',
    session,
    at: 'work',
    notice,
    content: html`
      ${heading(session.council.name, 'My work')}
      <ul class="eh-tiles">
        <li><strong>${counts.toDo}</strong> to do</li>
        ${counts.early > 0 && html`<li><strong>${counts.early}</strong> of them to help first</li>`}
        <li><strong>${counts.doneToday}</strong> done today</li>
        <li><strong>${counts.putOff}</strong> put off</li>
      </ul>
      ${answersPart(session, answers)}
      ${items.length === 0 ? nothing(counts.putOff) : list(items, session)}
      ${lawToRead > 0 && html`<p class="govuk-body"><a class="govuk-link" href="/law/changes">${lawToRead} ${lawToRead === 1 ? 'change' : 'changes'} in the law to read</a></p>`}`,
  })

/** How each reason catches the eye. */
const shown = {
  'promise passed': ['promise passed', 'red'],
  'final notice unpaid': ['final notice', 'red'],
  'second letter unpaid': ['second letter', 'red'],
  'second reminder unpaid': ['second reminder', 'yellow'],
  'large and late': ['large', 'blue'],
  'callback due': ['call back', 'purple'],
  'find them': ['find them', 'yellow'],
  'reach another way': ['not by post', 'purple'],
  'step failed': ['failed', 'red'],
  'first payment missed': ['help first', 'green'],
  'direct debit returned': ['help first', 'green'],
  'ended with something owed': ['help first', 'green'],
  'benefit ending': ['help first', 'green'],
  'leaving soon': ['leaving soon', 'green'],
} as const satisfies Readonly<Record<WorkItem['reason'], readonly [string, string]>>

const reasonTag = ({ reason }: WorkItem) => {
  const [label, colour] = shown[reason]
  return tag(label, colour)
}

const nothing = (putOff: number) => html`
  <p class="govuk-body">There is nobody to work now${putOff > 0 && `; ${putOff} put off will come back at their time`}. The
  list is made again each night, from the night’s decisions.</p>`

const list = (items: readonly WorkItem[], session: Session) =>
  table({
    caption: 'Most pressing first',
    columns: [
      { label: 'Who' },
      { label: 'Why now' },
      { label: 'Late', numeric: true },
      { label: 'In all', numeric: true },
      { label: 'Later' },
    ],
    rows: items.map((item, n) => [
      html`<a class="govuk-link"${n === 0 && html` data-key="n"`} href="/people/${item.partyId}">${name(item.name)}</a>
        <span class="eh-quiet">${item.debtType}</span>`,
      html`${reasonTag(item)} ${whyNow(item)}
        ${item.putOffWhy && html`<span class="eh-quiet">Put off before: ${item.putOffWhy}</span>`}`,
      formatPounds(item.overdue),
      formatPounds(item.total),
      html`
        <details class="eh-put-off">
          <summary>Put off<span class="govuk-visually-hidden"> ${item.name}</span></summary>
          <form method="post" action="/work/${item.partyId}/put-off">
            ${csrf(session)}
            <label class="govuk-visually-hidden" for="why-${item.partyId}">Why put ${item.name} off</label>
            <select class="govuk-select" id="why-${item.partyId}" name="why">
              <option>Speaking to another team first</option>
              <option>Tried, nobody in</option>
              <option>Waiting for papers</option>
            </select>
            <button class="eh-link-button" name="hours" value="1">1 hour</button>
            <button class="eh-link-button" name="hours" value="24">Tomorrow</button>
          </form>
        </details>`,
    ]),
  })
