import { barChart } from '#web/chart.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/shared.ts'
import type { NetRecovery } from '../net-recovery.ts'
import { recoveryTable } from './shared.ts'

export type RecoveryModel = {
  readonly session: Session
  readonly recovery: NetRecovery
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
}

const pounds = (pence: bigint): number => Number(pence / 100n)
const written = ({ day, month, year }: Temporal.PlainDate) => `${day}/${month}/${year}`

/** What each channel of collecting brought in, what it cost, and what is left. */
export const recoveryPage = (model: RecoveryModel): Html => {
  const { session, recovery, from, to, typed = {}, errors = {} } = model
  return section({
    session,
    at: 'recovery',
    title: 'Net recovery',
    errors,
    content: html`
      <form method="get" action="/charges/collection" novalidate>
        ${input({ name: 'from', label: 'From', hint: 'Like 1/4/2026', width: 10, value: typed['from'] ?? written(from), error: errors['from'] })}
        ${input({ name: 'to', label: 'To', hint: 'Like 31/3/2027', width: 10, value: typed['to'] ?? written(to), error: errors['to'] })}
        ${button('Show', { secondary: true })}
      </form>
      ${barChart({
        title: 'Recovered and spent, in whole pounds, by channel',
        now: 'Recovered',
        before: 'Spent',
        bars: recovery.channels.map(({ name, recovered, spent }) => ({
          label: name,
          now: pounds(recovered),
          before: pounds(spent),
        })),
        table: recoveryTable(recovery, from, to),
      })}
      <p class="govuk-body-s">The upper bar is what was recovered, the lower what was spent.</p>
      ${insetText(`A payment counts for the channel of the last cost on its account in the ${recovery.daysAStepWorks} days before it. What was paid without any is in the table under “Nothing spent”. A payment that was taken back counts nowhere.`)}`,
  })
}
