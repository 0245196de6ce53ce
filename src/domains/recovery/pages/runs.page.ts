import { button } from '#web/govuk/fields.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import type { Run } from '../run.ts'
import { section } from './section.ts'

const colours = {
  planned: 'blue',
  submitted: 'yellow',
  approved: 'yellow',
  running: 'yellow',
  done: 'green',
  cancelled: 'grey',
} as const
const words = {
  planned: 'planned',
  submitted: 'waiting for approval',
  approved: 'approved',
  running: 'going out',
  done: 'done',
  cancelled: 'stopped',
} as const

export const statusTag = ({ status }: Run): Html => tag(words[status], colours[status])

/** Every night, newest first, and the way to plan tonight's. */
export const runsPage = ({
  session,
  runs,
  today,
  refusal,
  withoutNextStep = 0,
  remediesToStop = 0,
}: {
  readonly session: Session
  readonly runs: readonly Run[]
  readonly today: Temporal.PlainDate
  readonly refusal?: string
  /** Accounts that nothing would move again; undefined where that was not asked. */
  readonly withoutNextStep?: number
  /** Remedies that run though something stops them; undefined where that was not asked. */
  readonly remediesToStop?: number
}): Html =>
  section({
    title: 'Runs',
    session,
    at: 'runs',
    ...(refusal !== undefined && { errors: { '': refusal } }),
    content: html`
      ${
        session.permissions.includes('runs:submit') &&
        !runs.some(run => run.businessDate.equals(today) && run.status !== 'cancelled') &&
        html`<form method="post" action="/runs">${csrf(session)}${button(`Plan the run of ${formatDate(today)}`)}</form>`
      }
      ${remediesToStop > 0 && html`<p class="govuk-body"><a class="govuk-link" href="/remedies">${remediesToStop === 1 ? '1 remedy runs' : `${remediesToStop} remedies run`} though something stops ${remediesToStop === 1 ? 'it' : 'them'}</a></p>`}
      ${withoutNextStep > 0 && html`<p class="govuk-body"><a class="govuk-link" href="/runs/no-next-step">${withoutNextStep === 1 ? '1 account has' : `${withoutNextStep.toLocaleString('en-GB')} accounts have`} no next step</a></p>`}
      ${
        runs.length === 0
          ? html`<p class="govuk-body">No night has run yet.</p>`
          : table({
              caption: 'Newest first',
              columns: [
                { label: 'Business date' },
                { label: 'State' },
                { label: 'Looked at', numeric: true },
                { label: 'Planned', numeric: true },
                { label: 'Sent', numeric: true },
                { label: 'Pulled', numeric: true },
                { label: 'Failed', numeric: true },
              ],
              rows: runs.map(run => [
                html`<a class="govuk-link" href="/runs/${run.id}">${formatDate(run.businessDate)}</a>`,
                statusTag(run),
                run.considered,
                run.planned,
                run.done,
                run.skipped,
                run.failed,
              ]),
            })
      }`,
  })
