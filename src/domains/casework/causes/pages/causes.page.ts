import { barChart } from '#web/chart.ts'
import { formatDate } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, table } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/position-section.ts'
import type { CauseReport, CausesOf } from '../report.ts'
import { smallest } from '#values/small-numbers.ts'

export type CausesModel = {
  readonly session: Session
  readonly report: CauseReport
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
}

const written = ({ day, month, year }: Temporal.PlainDate) => `${day}/${month}/${year}`

/** Why people say that they fell behind, and how often help came before any notice. */
export const causesPage = (model: CausesModel): Html => {
  const { session, report, from, to, typed = {}, errors = {} } = model
  return section({
    session,
    at: 'causes',
    title: 'Why people fall behind',
    errors,
    content: html`
      <form method="get" action="/position/causes" novalidate>
        <div class="eh-pair">
        ${input({ name: 'from', label: 'From', hint: 'Like 1/4/2026', width: 10, value: typed['from'] ?? written(from), error: errors['from'] })}
        ${input({ name: 'to', label: 'To', hint: 'Like 31/3/2027', width: 10, value: typed['to'] ?? written(to), error: errors['to'] })}
        </div>
        ${button('Show', { secondary: true })}
      </form>
      <h2 class="govuk-heading-m">Help before a notice</h2>
      <p class="govuk-body">${earlyHelp(report.early)}</p>
      <h2 class="govuk-heading-m">The reasons they gave</h2>
      ${
        report.all.length === 0
          ? insetText(
              `Fewer than ${smallest} people have said why between ${formatDate(from)} and ${formatDate(to)}, or nobody wrote it down. Numbers so small are not shown, since they could show who somebody is.`,
            )
          : reasons(report, from, to)
      }`,
  })
}

export function earlyHelp({ contacts, withHelp }: CauseReport['early']): string {
  if (contacts === 0)
    return 'Nobody was spoken to in these days who was on the list to be helped before any notice.'
  const share = Math.round((100 * withHelp) / contacts)
  return `Of ${contacts.toLocaleString('en-GB')} contacts with somebody who was on the list to be helped before any notice, help was offered in ${withHelp.toLocaleString('en-GB')}: ${share}%.`
}

const reasons = (
  report: CauseReport,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Html => html`
  ${barChart({
    title: 'People by the reason they gave',
    now: 'People',
    before: '',
    bars: report.all.map(({ name, people }) => ({ label: name, now: people, before: undefined })),
    table: table({
      caption: `People by the reason they gave, ${formatDate(from)} to ${formatDate(to)}`,
      columns: [{ label: 'Reason' }, { label: 'People', numeric: true }],
      rows: report.all.map(({ name, people }) => [name, people.toLocaleString('en-GB')]),
    }),
  })}
  ${each('By type of debt', 'Type of debt', report.byDebtType)}
  ${
    report.byPlace === 'ward'
      ? each('By ward', 'Ward', report.byWardOrArea)
      : each('By area', 'First half of the postcode', report.byWardOrArea)
  }
  ${insetText(`Somebody who gave two reasons counts under each. Numbers below ${smallest} are put together with others. ${report.byPlace === 'ward' ? 'The ward' : 'The area'} is that of the property the debt is for.`)}`

const each = (caption: string, label: string, groups: readonly CausesOf[]): Html =>
  groups.length === 0
    ? html``
    : table({
        caption,
        columns: [{ label }, { label: 'Reason' }, { label: 'People', numeric: true }],
        rows: groups.flatMap(({ of, causes }) =>
          causes.map(({ name, people }) => [of, name, people.toLocaleString('en-GB')]),
        ),
      })
