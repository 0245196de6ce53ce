import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { daysBetween, formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { isOverdue, leftInWords } from '../clock.ts'
import type { Escalation } from '../escalation.ts'
import type { Decision } from '../kinds.ts'
import { section } from './section.ts'

const colours = { accepted: 'green', returned: 'yellow', 'taken over': 'blue' } as const
export const decisionTag = (decision: Decision): Html => tag(decision, colours[decision])

/** How long there is to decide, where anybody has to. */
export const clockTag = (one: Escalation, today: Temporal.PlainDate): Html =>
  tag(leftInWords(one, today), isOverdue(one, today) ? 'red' : 'grey')

/** What waits to be decided, overdue ones first, and what was decided last. */
export const escalationsPage = ({
  session,
  waiting,
  decided,
  staff,
  today,
}: {
  readonly session: Session
  readonly waiting: readonly Escalation[]
  readonly decided: readonly Escalation[]
  readonly staff: ReadonlyMap<string, string>
  readonly today: Temporal.PlainDate
}): Html => {
  const overdue = waiting.filter(one => isOverdue(one, today)).length
  return section({
    session,
    at: 'list',
    title: 'Escalations',
    content: html`
      <ul class="eh-tiles">
        <li><strong>${waiting.length}</strong> to decide</li>
        <li><strong>${overdue}</strong> overdue</li>
      </ul>
      ${
        waiting.length === 0
          ? html`<p class="govuk-body">Nothing waits to be decided. An officer escalates from a person’s or an account’s page.</p>`
          : table({
              caption: 'To decide, the first to be decided first',
              columns: [
                { label: 'Who' },
                { label: 'What' },
                { label: 'Owed', numeric: true },
                { label: 'Asked' },
                { label: 'Seen' },
                { label: 'Decide by' },
              ],
              rows: waiting.map(one => [
                who(one),
                html`<a class="govuk-link" href="/escalations/${one.id}">${one.kind}<span class="govuk-visually-hidden"> for ${one.reference}</span></a> ${one.untriedWhy !== null && tag('outside policy', 'yellow')}`,
                formatPounds(one.balance),
                html`${formatDate(one.askedOn)}, ${one.askedBy === session.staffId ? 'you' : (staff.get(one.askedBy) ?? 'an officer')}`,
                one.seenOn ? formatDate(one.seenOn) : 'not yet',
                html`${formatDate(one.decideBy)} ${clockTag(one, today)}`,
              ]),
            })
      }
      ${
        decided.length > 0 &&
        table({
          caption: 'Decided last',
          columns: [
            { label: 'Who' },
            { label: 'What' },
            { label: 'Decided' },
            { label: 'By' },
            { label: 'Days', numeric: true },
            { label: 'Read by who asked' },
          ],
          rows: decided.map(one => [
            who(one),
            html`<a class="govuk-link" href="/escalations/${one.id}">${one.kind}<span class="govuk-visually-hidden"> for ${one.reference}</span></a>`,
            one.decision && decisionTag(one.decision),
            staff.get(one.decidedBy ?? '') ?? 'an officer',
            one.decidedOn && daysBetween(one.askedOn, one.decidedOn),
            one.isRead ? 'yes' : 'not yet',
          ]),
        })
      }`,
  })
}

const who = ({ personId, name: called, debtType, reference }: Escalation): Html =>
  html`<a class="govuk-link" href="/people/${personId}">${name(called)}</a> <span class="eh-quiet">${debtType} ${reference}</span>`
