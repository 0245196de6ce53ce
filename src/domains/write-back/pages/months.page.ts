import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { table, tag } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Month } from '../compare.ts'
import { section } from './shared.ts'

export type MonthsModel = {
  readonly session: Session
  readonly months: readonly Month[]
  readonly sources: readonly string[]
  /** The month that is offered: the last that has ended. */
  readonly offered: Temporal.PlainYearMonth
  readonly typed?: Typed
  readonly errors?: Errors
}

export const monthInWords = (month: Temporal.PlainYearMonth): string =>
  month.toPlainDate({ day: 1 }).toLocaleString('en-GB', { month: 'long', year: 'numeric' })

export const addressOf = (source: string, month: Temporal.PlainYearMonth): string =>
  `/sources/months/${encodeURIComponent(source)}/${month.toString()}`

export const monthTag = ({ state, withoutReason }: Month): Html =>
  state === 'closed'
    ? tag('closed', 'green')
    : state === 'proposed'
      ? tag('waits to be signed', 'yellow')
      : withoutReason > 0
        ? tag('differences to explain', 'red')
        : tag('open', 'blue')

/** Every month of every source that was compared, newest first, and the way to compare another. */
export const monthsPage = (model: MonthsModel): Html => {
  const { session, months, errors = {} } = model
  return section({
    session,
    at: 'months',
    title: 'Month end',
    errors,
    content: html`
      ${session.permissions.includes('months:propose') && compareForm(model)}
      ${
        months.length === 0
          ? html`<p class="govuk-body">No month has been compared yet.</p>`
          : table({
              caption: 'Months, newest first',
              columns: [
                { label: 'Month' },
                { label: 'Source' },
                { label: 'State' },
                { label: 'Ours', numeric: true },
                { label: 'Theirs', numeric: true },
                { label: 'Not accounted for', numeric: true },
              ],
              rows: months.map(month => [
                html`<a class="govuk-link" href="${addressOf(month.source, month.month.toPlainYearMonth())}">${monthInWords(month.month.toPlainYearMonth())}<span class="govuk-visually-hidden">, ${month.source}</span></a>`,
                month.source,
                monthTag(month),
                formatPounds(month.ours),
                formatPounds(month.theirs),
                `${formatPounds(month.unexplained)} on ${month.differences}`,
              ]),
            })
      }`,
  })
}

const compareForm = ({
  session,
  sources,
  offered,
  typed = {},
  errors = {},
}: MonthsModel): Html => html`
  <form method="post" action="/sources/months" novalidate>
    ${csrf(session)}
    ${select({
      name: 'source',
      label: 'Source',
      value: typed['source'],
      error: errors['source'],
      choices: sources.map(source => ({ value: source, label: source })),
    })}
    ${input({
      name: 'month',
      label: 'Month',
      hint: 'Like 2026-10. One that goes on is compared as at today.',
      width: 10,
      value: typed['month'] ?? offered.toString(),
      error: errors['month'],
    })}
    ${button('Compare', { once: true })}
  </form>`
