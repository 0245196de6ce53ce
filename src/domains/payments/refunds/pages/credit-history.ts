import { formatPounds } from '#values/money.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { CreditHistory } from '../history.ts'
import type { Refund } from '../refund.ts'
import { dayInWords, stateTag, whoIs } from './shared.ts'

/** What was proposed of an account's credit and what became of it: why, the two people, and the days. For its pages. */
export const creditHistory = ({ refunds, staff }: CreditHistory): Html | false => {
  const who = whoIs(staff)
  return (
    refunds.length > 0 &&
    table({
      caption: 'Refunds of this account’s credit',
      columns: [
        { label: 'Proposed' },
        { label: 'Amount', numeric: true },
        { label: 'To' },
        { label: 'Why, and who' },
        { label: 'How far' },
      ],
      rows: refunds.map(refund => [
        html`<a class="govuk-link" href="/refunds/${refund.id}">${dayInWords(refund.proposedAt)}</a>`,
        formatPounds(refund.amount),
        html`${name(refund.payee)}<br><span class="eh-quiet">ends ${refund.lastFour}</span>`,
        html`${refund.why} <span class="eh-quiet">Proposed by ${who(refund.proposedBy)}.</span>${decided(refund, who)}${outcome(refund, who)}`,
        stateTag(refund.state),
      ]),
    })
  )
}

type Who = (id: string | null) => string

const decided = ({ decidedBy, decidedAt, decidedWhy, entryId }: Refund, who: Who): Html | false =>
  decidedAt !== null &&
  html`<br>${decidedWhy ?? ''} <span class="eh-quiet">${entryId === null ? 'Refused' : 'Agreed'} by ${who(decidedBy)} on ${dayInWords(decidedAt)}.</span>`

const outcome = ({ state, outcomeBy, outcomeAt, outcomeWhy }: Refund, who: Who): Html | false =>
  outcomeAt !== null &&
  html`<br>${outcomeWhy ?? ''} <span class="eh-quiet">${state === 'paid' ? 'Paid' : 'Came back'}, said ${who(outcomeBy)} on ${dayInWords(outcomeAt)}.</span>`
