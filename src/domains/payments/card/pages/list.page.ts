import { table, tag } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { formatPounds } from '#values/money.ts'
import type { CardAlarm } from '../alarms.ts'
import { type CardRequest, type Filter, filters, standingOf } from '../requests.ts'
import { alarmsToSettle } from '../../pages/alarms.ts'
import { momentInWords, section, standingTag } from './shared.ts'

const words = {
  waiting: 'Waiting',
  paid: 'Paid',
  ended: 'Cancelled or run out',
  all: 'All',
} as const

/** The card payments of a council, the latest first, of one kind or all. */
export const listPage = ({
  session,
  requests,
  filter,
  alarms,
  now,
}: {
  readonly session: Session
  readonly requests: readonly CardRequest[]
  readonly filter: Filter
  readonly alarms: number
  readonly now: Temporal.Instant
}): Html =>
  section({
    session,
    at: 'payments',
    title: 'Card payments',
    content: html`
      ${alarms > 0 && html`<p class="govuk-body">${tag(alarms === 1 ? '1 alarm' : `${alarms} alarms`, 'red')} <a class="govuk-link" href="/card-payments/alarms">Something has to be looked at</a></p>`}
      <p class="govuk-body">Show: ${filters.map((one, n) => html`${n > 0 && ' · '}${one === filter ? html`<strong>${words[one]}</strong>` : html`<a class="govuk-link" href="/card-payments?show=${one}">${words[one]}</a>`}`)}</p>
      ${
        requests.length === 0
          ? html`<p class="govuk-body">There are none. A card payment is taken from the page of an account.</p>`
          : table({
              caption: 'The latest first',
              captionHidden: true,
              columns: [
                { label: 'Asked' },
                { label: 'Payer' },
                { label: 'Amount', numeric: true },
                { label: 'State' },
                { label: 'Receipt' },
                { label: 'Asked by' },
              ],
              rows: requests.map(one => [
                html`<a class="govuk-link" href="/card-payments/${one.id}">${momentInWords(one.askedAt)}</a>`,
                name(one.payer),
                formatPounds(one.amount),
                standingTag(standingOf(one, now)),
                one.lastReference ?? '',
                name(one.askedBy),
              ]),
            })
      }`,
  })

export type CardAlarmsModel = {
  readonly session: Session
  readonly alarms: readonly CardAlarm[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** What a person has to look at, the longest waiting first, and saying what was done about one. */
export const cardAlarmsPage = (model: CardAlarmsModel): Html => {
  const { session, alarms, notice, typed, errors = {} } = model
  return section({
    session,
    at: 'alarms',
    title: 'Alarms about card payments',
    errors,
    notice,
    content: alarmsToSettle({
      session,
      about: 'Payment',
      action: '/card-payments/alarms',
      maySettle: session.permissions.includes('card-payments:refund'),
      typed,
      errors,
      alarms: alarms.map(alarm => ({
        ...alarm,
        since: momentInWords(alarm.raisedAt),
        about:
          alarm.requestId !== null &&
          html`<a class="govuk-link" href="/card-payments/${alarm.requestId}">${alarm.reference}</a>`,
        called: alarm.reference ?? '',
      })),
    }),
  })
}
