import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, table, warningText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { momentInWords, section } from '../../pages/shared.ts'
import type { CardAgreement, Taking } from '../agreement.ts'
import { agreementTag, takingInWords } from './shared.ts'

export type AgreementModel = {
  readonly session: Session
  readonly agreement: CardAgreement
  readonly takings: readonly Taking[]
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** One card agreement: how it stands, each of its payments, and ending it. */
export const agreementPage = (model: AgreementModel): Html => {
  const { session, agreement, takings, staff, refusal, notice, errors = {} } = model
  const who = (id: string) => name(staff.get(id) ?? id)
  return section({
    session,
    at: 'agreements',
    title: `Card agreement on ${agreement.account}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      ${agreement.state === 'stopped' && warningText(`Nothing more is taken until somebody decides: ${agreement.stateWhy ?? ''}. Ask the payer first.`)}
      <div class="eh-columns"><div>
        ${summaryList([
          ['How it stands', agreementTag(agreement)],
          ...(agreement.state === 'cancelled'
            ? ([['Why', agreement.stateWhy ?? '']] as const)
            : []),
          [
            'Payer',
            html`<a class="govuk-link" href="/people/${agreement.partyId}">${name(agreement.payer)}</a>`,
          ],
          [
            'Account',
            html`<a class="govuk-link" href="/accounts/${agreement.accountId}">${capitalised(agreement.debtType)} ${agreement.account}</a>`,
          ],
          ['At the most each time', formatPounds(agreement.amountEach)],
          [
            'Agreed by paying',
            html`<a class="govuk-link" href="/card-payments/${agreement.requestId}">The first payment</a>`,
          ],
          ['Asked by', html`${who(agreement.askedBy)}, ${momentInWords(agreement.askedAt)}`],
          ...(agreement.cancelledBy === null
            ? []
            : ([
                ['Ended by', who(agreement.cancelledBy)],
                [
                  'At GOV.UK Pay',
                  agreement.endedAtPay === null
                    ? 'Not ended yet: it is asked again until it is'
                    : `Ended ${momentInWords(agreement.endedAtPay)}`,
                ],
              ] as const)),
        ])}
      </div><div>${session.permissions.includes('card-payments:take') && forms(model)}</div></div>
      ${table({
        caption: 'Its payments',
        columns: [
          { label: 'Day' },
          { label: 'Amount', numeric: true },
          { label: 'What became of it' },
        ],
        rows: takings.map(one => [
          formatDate(one.takeOn),
          formatPounds(one.asked ?? one.amount),
          one.requestId === null
            ? takingInWords(one)
            : html`<a class="govuk-link" href="/card-payments/${one.requestId}">${takingInWords(one)}</a>`,
        ]),
      })}`,
  })
}

const forms = ({ session, agreement, typed = {}, errors = {} }: AgreementModel): Html | false =>
  agreement.state !== 'cancelled' &&
  html`
  ${
    agreement.state === 'stopped' &&
    html`
  <h2 class="govuk-heading-s">After asking the payer</h2>
  ${insetText(html`What was not taken is not tried again: <a class="govuk-link" href="/accounts/${agreement.accountId}/card-payment">give them a link</a> for it.`)}
  ${
    agreement.canRetry === false
      ? html`<p class="govuk-body">This card cannot be used any more. Cancel the agreement, and let them agree again with another card.</p>`
      : html`<form method="post" action="/card-agreements/${agreement.id}/go-on" novalidate>
    ${csrf(session)}${button('Go on with the agreement', { once: true })}
  </form>`
  }`
  }
  <h2 class="govuk-heading-s">Cancel it</h2>
  <p class="govuk-body">Nothing more is asked of the card from that moment. A payment that was asked of it before goes on to its own end.</p>
  <form method="post" action="/card-agreements/${agreement.id}/cancel" novalidate>
    ${csrf(session)}
    ${input({ name: 'why', label: 'Why is it cancelled?', value: typed['why'], error: errors['why'], width: 20 })}
    ${button('Cancel the agreement', { secondary: true, once: true })}
  </form>`
