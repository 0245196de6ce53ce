import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Days } from '#web/days-asked.ts'
import type { Errors, Typed } from '#web/form.ts'
import { button, input } from '#web/govuk/fields.ts'
import { type Ended, measure, mostCounted } from '../measures.ts'
import { isOver, type TenancyNotice } from '../notice.ts'
import { section } from './section.ts'

/** Tenancies that end, by their last day, and those that are over: what was projected beside what it came to. */
export const noticesPage = ({
  session,
  notices,
  ended,
  days,
  typed = {},
  errors = {},
  since,
  today,
}: {
  readonly session: Session
  readonly notices: readonly TenancyNotice[]
  /** Those with a last day in the days that were asked for, to be counted. */
  readonly ended: readonly Ended[]
  readonly days: Days
  readonly typed?: Typed
  readonly errors?: Errors
  readonly since: Temporal.PlainDate
  readonly today: Temporal.PlainDate
}): Html => {
  const ending = notices.filter(one => !isOver(one, today))
  const over = notices.filter(one => isOver(one, today))
  return section({
    session,
    at: 'notices',
    title: 'Tenancies that end',
    errors,
    content: html`
      ${
        ending.length === 0
          ? html`<p class="govuk-body">No notice is running. It is recorded from the page of a rent account.</p>`
          : table({
              caption: 'To come, the nearest first',
              columns: [
                { label: 'Who' },
                { label: 'Last day' },
                { label: 'Owed when recorded', numeric: true },
                { label: 'Projected', numeric: true },
                { label: 'Where they go' },
                { label: 'Keys' },
              ],
              rows: ending.map(one => [
                who(one),
                formatDate(one.lastDay),
                formatPounds(one.balance),
                one.projected === null
                  ? tag('rent not known', 'yellow')
                  : formatPounds(one.projected),
                one.hasForwarding ? 'said' : tag('not known', 'yellow'),
                one.keysReturnedOn ? formatDate(one.keysReturnedOn) : 'not yet',
              ]),
            })
      }
      ${
        over.length > 0 &&
        table({
          caption: `Over since ${formatDate(since)}, the latest first`,
          columns: [
            { label: 'Who' },
            { label: 'Last day' },
            { label: 'Projected', numeric: true },
            { label: 'Owed that day', numeric: true },
            { label: 'Difference', numeric: true },
          ],
          rows: over.map(one => [
            who(one),
            formatDate(one.lastDay),
            one.projected === null ? 'rent not known' : formatPounds(one.projected),
            formatPounds(one.owedOnLastDay),
            one.projected === null ? '' : formatPounds(one.owedOnLastDay - one.projected),
          ]),
        })
      }
      ${inNumbers({ ended, days, typed, errors, today })}`,
  })
}

const written = ({ day, month, year }: Temporal.PlainDate) => `${day}/${month}/${year}`

/** How many said where they go, and how right the projections were. */
const inNumbers = ({
  ended,
  days: { from, to },
  typed,
  errors,
  today,
}: {
  readonly ended: readonly Ended[]
  readonly days: Days
  readonly typed: Typed
  readonly errors: Errors
  readonly today: Temporal.PlainDate
}): Html => {
  const { notices, forwarding, telephone, compared, right, medianOff, mostOff } = measure(
    ended,
    today,
  )
  return html`
      <h2 class="govuk-heading-m">In numbers</h2>
      <form method="get" action="/tenancies" novalidate>
        <div class="eh-pair">
        ${input({ name: 'from', label: 'Last day from', hint: 'Like 1/4/2026', width: 10, value: typed['from'] ?? written(from), error: errors['from'] })}
        ${input({ name: 'to', label: 'Last day to', hint: 'Like 31/3/2027', width: 10, value: typed['to'] ?? written(to), error: errors['to'] })}
        </div>
        ${button('Show', { secondary: true })}
      </form>
      ${
        notices === 0
          ? html`<p class="govuk-body">No tenancy whose notice is recorded has its last day in these days.</p>`
          : html`
      <ul class="eh-tiles">
        <li><strong>${notices.toLocaleString('en-GB')}${notices === mostCounted && ', or more,'}</strong> ended or end</li>
        <li><strong>${forwarding}%</strong> said where they go by their last day</li>
        <li><strong>${telephone}%</strong> left a telephone number</li>
        ${compared > 0 && html`<li><strong>${right} of ${compared}</strong> projections came to what was owed on the last day, to the penny</li>`}
        ${medianOff !== undefined && html`<li><strong>${formatPounds(medianOff)}</strong> off in the middle${mostOff !== undefined && html`, ${formatPounds(mostOff)} at most`}</li>`}
      </ul>`
      }
      <p class="govuk-body-s">What was recorded after the last day counts for neither. Not counted: restricted records that are kept from you.</p>`
}

const who = ({ accountId, name: called, debtType, reference }: TenancyNotice): Html =>
  html`<a class="govuk-link" href="/accounts/${accountId}/tenancy">${name(called)}<span class="govuk-visually-hidden">, ${reference}</span></a> <span class="eh-quiet">${debtType} ${reference}</span>`
