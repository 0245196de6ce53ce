import { formatDateOf } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { insetText, table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { kindsOfCharge } from '../kinds.ts'
import type { WaitingWaiver } from '../waiting.ts'
import { section } from './shared.ts'

/** The waivers that wait for a second person. */
export const waitingPage = ({
  session,
  waiting,
  names,
}: {
  readonly session: Session
  readonly waiting: readonly WaitingWaiver[]
  readonly names: ReadonlyMap<string, string>
}): Html =>
  section({
    session,
    at: 'waiting',
    title: 'Waivers to agree',
    content:
      waiting.length === 0
        ? insetText('No waiver waits for agreement.')
        : table({
            caption: 'Waiting for a second person, the oldest first',
            columns: [
              { label: 'Charge' },
              { label: 'Account' },
              { label: 'Amount', numeric: true },
              { label: 'Why' },
              { label: 'Asked by' },
            ],
            rows: waiting.map(one => [
              html`<a class="govuk-link" href="/accounts/${one.accountId}/charges/${one.componentId}">${kindsOfCharge[one.kind].title}</a>`,
              html`${capitalised(one.debtType)} ${one.reference}<br><span class="eh-quiet">${name(one.leadName)}</span>`,
              formatPounds(one.amount),
              one.because,
              html`${name(names.get(one.askedBy) ?? one.askedBy)}, ${formatDateOf(one.askedAt)}`,
            ]),
          }),
  })
