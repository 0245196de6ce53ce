import type { Errors, Typed } from '#web/form.ts'
import { table, tag } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import type { Alarm } from '../alarms.ts'
import { section } from './shared.ts'

export type AlarmsModel = {
  readonly session: Session
  readonly alarms: readonly Alarm[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

const dayOf = ({ raisedAt }: Alarm): string =>
  formatDate(raisedAt.toZonedDateTimeISO('Europe/London').toPlainDate())

/** What a person has to look at, the longest waiting first, and saying what was done about one. */
export const alarmsPage = (model: AlarmsModel): Html => {
  const { session, alarms, errors = {}, notice } = model
  return section({
    session,
    at: 'alarms',
    title: 'Alarms',
    errors,
    notice,
    content:
      alarms.length === 0
        ? html`<p class="govuk-body">Nothing has to be looked at.</p>`
        : html`
      ${table({
        caption: 'The longest waiting first',
        columns: [
          { label: 'Since' },
          { label: 'What' },
          { label: 'What happened, and what to do' },
          { label: 'Mandate' },
        ],
        rows: alarms.map(alarm => [
          dayOf(alarm),
          tag(alarm.kind, 'red'),
          alarm.says,
          alarm.accountId === null
            ? ''
            : html`<a class="govuk-link" href="/accounts/${alarm.accountId}/direct-debit">${alarm.reference}</a>`,
        ]),
      })}
      ${session.permissions.includes('direct-debits:submit') && settleForm(model)}`,
  })
}

const settleForm = ({ session, alarms, typed = {}, errors = {} }: AlarmsModel): Html => html`
  <h2 class="govuk-heading-m">Settle one</h2>
  <form method="post" action="/direct-debits/alarms" novalidate>
    ${csrf(session)}
    ${select({
      name: 'alarm',
      label: 'Which?',
      value: typed['alarm'],
      error: errors['alarm'],
      choices: alarms.map((alarm, n) => ({
        value: alarm.id,
        label: `${n + 1}: ${alarm.kind}, ${alarm.reference ?? dayOf(alarm)}`,
      })),
    })}
    ${input({ name: 'why', label: 'What was done?', value: typed['why'], error: errors['why'], width: 20 })}
    ${button('Settle it', { once: true })}
  </form>`
