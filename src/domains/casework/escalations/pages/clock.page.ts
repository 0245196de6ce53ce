import { barChart } from '#web/chart.ts'
import type { Errors, Typed } from '#web/form.ts'
import { summaryList, table } from '#web/govuk/display.ts'
import { button, input, radios } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import { type Clock, type Measured, measure } from '../clock.ts'
import { escalationKindNames, escalationKinds } from '../kinds.ts'
import { type EscalationTargets, kindsOfDay } from '../targets.ts'
import { section } from './section.ts'

const questions = [
  ['safetyDays', 'Days to decide where somebody’s safety is concerned', '0 is the same day'],
  ['otherDays', 'Days to decide anything else', 'The day of asking is not counted'],
  ['contactDays', 'Days within which somebody must have tried to reach them', ''],
] as const satisfies readonly (readonly [
  Exclude<keyof EscalationTargets, 'otherDaysAre'>,
  string,
  string,
])[]

const whichDays = 'Days to decide anything else are'

/** How long escalations took to be seen and decided, beside the council's own targets. */
export const clockPage = ({
  session,
  clocks,
  since,
  targets,
  typed,
  errors = {},
  notice,
}: {
  readonly session: Session
  readonly clocks: readonly Clock[]
  readonly since: Temporal.PlainDate
  readonly targets: EscalationTargets
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}): Html => {
  const kinds = escalationKindNames.map(kind => ({
    label: escalationKinds[kind].label,
    ...measure(clocks.filter(clock => clock.kind === kind)),
  }))
  const all = measure(clocks)
  return section({
    session,
    at: 'clock',
    title: 'How long escalations took',
    errors,
    notice,
    content: html`
      <p class="govuk-body">Asked since ${formatDate(since)}. ${
        all.decided === 0
          ? 'None has been decided.'
          : html`<strong>${all.share}%</strong> were decided within the target of their day (${all.within} of ${all.decided}). Half were seen within ${inDays(all.daysToSee)} and decided within ${inDays(all.daysToDecide)}.`
      }</p>
      ${barChart({
        title: 'Escalations decided, by kind',
        now: 'Within target',
        before: 'Late',
        bars: kinds.map(({ label, within, decided }) => ({
          label,
          now: within,
          before: decided - within,
        })),
        table: figures([...kinds, { label: 'All', ...all }]),
      })}
      <h2 class="govuk-heading-m">The council’s targets</h2>
      <p class="govuk-body">No law says these. Until the council sets its own they are ours: 1, 5 and 90 calendar days. What waits keeps the day it was given.</p>
      ${
        session.permissions.includes('escalations:set')
          ? html`
      <form method="post" action="/escalations/targets" novalidate data-draft="escalation-targets">
        ${csrf(session)}
        ${questions.map(([name, label, hint]) => input({ name, label, hint, value: typed?.[name] ?? String(targets[name]), error: errors[name], width: 5 }))}
        ${radios({
          name: 'otherDaysAre',
          label: whichDays,
          value: typed?.['otherDaysAre'] ?? targets.otherDaysAre,
          error: errors['otherDaysAre'],
          choices: kindsOfDay.map(kind => ({ value: kind, label: capitalised(kind) })),
        })}
        ${button('Set the targets', { once: true })}
      </form>`
          : summaryList([
              ...questions.map(([name, label]) => [label, String(targets[name])] as const),
              [whichDays, targets.otherDaysAre] as const,
            ])
      }`,
  })
}

const inDays = (days: number | undefined): string =>
  days === undefined
    ? 'no known time'
    : days === 1
      ? '1 day'
      : `${days.toLocaleString('en-GB')} days`

const figures = (rows: readonly (Measured & { readonly label: string })[]): Html =>
  table({
    caption: 'Escalations decided, by kind',
    columns: [
      { label: 'Kind' },
      { label: 'Within target', numeric: true },
      { label: 'Late', numeric: true },
      { label: 'Share', numeric: true },
      { label: 'Median days to see', numeric: true },
      { label: 'Median days to decide', numeric: true },
    ],
    rows: rows.map(({ label, within, decided, share, daysToSee, daysToDecide }) => [
      label,
      within,
      decided - within,
      share === undefined ? '' : `${share}%`,
      daysToSee?.toLocaleString('en-GB') ?? '',
      daysToDecide?.toLocaleString('en-GB') ?? '',
    ]),
  })
