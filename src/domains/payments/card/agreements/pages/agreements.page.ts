import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/shared.ts'
import type { CardAgreement } from '../agreement.ts'
import { agreementTag } from './shared.ts'

/** The card agreements of a council: those that stopped first, because somebody has to ask their payer. */
export const agreementsPage = ({
  session,
  agreements,
}: {
  readonly session: Session
  readonly agreements: readonly CardAgreement[]
}): Html =>
  section({
    session,
    at: 'agreements',
    title: 'Card agreements',
    content:
      agreements.length === 0
        ? html`<p class="govuk-body">There are none. An agreement begins on the page where a card payment is taken from an account.</p>`
        : table({
            caption: 'What is taken by card on later days',
            columns: [
              { label: 'Payer' },
              { label: 'Account' },
              { label: 'Each', numeric: true },
              { label: 'State' },
              { label: 'Still to come', numeric: true },
              { label: 'Next' },
            ],
            rows: agreements.map(one => [
              html`<a class="govuk-link" href="/card-agreements/${one.id}">${name(one.payer)}</a>`,
              one.account,
              formatPounds(one.amountEach),
              agreementTag(one),
              String(one.left),
              one.nextOn === null ? '' : formatDate(one.nextOn),
            ]),
          }),
  })
