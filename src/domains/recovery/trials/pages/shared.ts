import { formatDate } from '#values/dates.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { type Standing, standingOf, type Trial } from '../trial.ts'

const colours = {
  'waits for approval': 'purple',
  refused: 'grey',
  'to come': 'blue',
  running: 'green',
  stopped: 'red',
  over: 'yellow',
  adopted: 'green',
  dropped: 'grey',
} as const satisfies Record<Standing, Parameters<typeof tag>[1]>
export const trialTag = (standing: Standing): Html => tag(standing, colours[standing])

/** Trials with the way to each, and how they stand; nothing where there are none. */
export const trialsList = (trials: readonly Trial[], today: Temporal.PlainDate): Html | false =>
  trials.length > 0 &&
  table({
    caption: 'Trials',
    columns: [
      { label: 'Challenger' },
      { label: 'For' },
      { label: 'Share', numeric: true },
      { label: 'From' },
      { label: 'To' },
      { label: 'Stands' },
    ],
    rows: trials.map(trial => [
      html`<a class="govuk-link" href="/policy/trials/${trial.id}">${trial.policy.name}<span class="govuk-visually-hidden">, tried from ${formatDate(trial.beginsOn)}</span></a>`,
      trial.debtType,
      `${trial.share}%`,
      formatDate(trial.beginsOn),
      formatDate(trial.endsOn.subtract({ days: 1 })),
      trialTag(standingOf(trial, today)),
    ]),
  })
