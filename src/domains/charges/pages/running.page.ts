import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { insetText, table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { kindsOfCharge } from '../kinds.ts'
import type { RunningInterest } from '../running.ts'
import { section } from './shared.ts'

/** The interest that runs, or would if it were not stopped. */
export const runningPage = ({
  session,
  running,
}: {
  readonly session: Session
  readonly running: readonly RunningInterest[]
}): Html =>
  section({
    session,
    at: 'running',
    title: 'Interest that runs',
    content:
      running.length === 0
        ? insetText('No interest runs on any debt.')
        : table({
            caption: 'The oldest first',
            columns: [
              { label: 'Charge' },
              { label: 'Account' },
              { label: 'Rate', numeric: true },
              { label: 'Since' },
              { label: 'Posted', numeric: true },
              { label: 'State' },
            ],
            rows: running.map(one => [
              html`<a class="govuk-link" href="/accounts/${one.accountId}/charges/${one.id}">${kindsOfCharge[one.kind].title}</a>`,
              html`${capitalised(one.debtType)} ${one.reference}<br><span class="eh-quiet">${name(one.leadName)}</span>`,
              `${one.basisPoints / 100}%`,
              formatDate(one.startsOn),
              formatPounds(one.posted),
              one.isStopped ? tag('stopped', 'yellow') : tag('runs', 'green'),
            ]),
          }),
  })
