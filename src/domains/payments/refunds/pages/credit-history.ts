import { formatPounds } from '#values/money.ts'
import { table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { CreditHistory } from '../history.ts'
import type { Refund } from '../refund.ts'
import type { SetOff } from '../set-off.ts'
import { dayInWords, setOffTag, stateTag, whoIs } from './shared.ts'

/**
 * What was proposed of an account's credit and what became of it, back to its people or to another debt: why, the two people, and the days.
 * For the pages of the account.
 */
export const creditHistory = ({ refunds, setOffs, staff }: CreditHistory): Html => {
  const who = whoIs(staff)
  return html`
    ${refunds.length > 0 && refundsTable(refunds, who)}
    ${setOffs.length > 0 && setOffsTable('Credits set off, from this account or to it', setOffs, who)}`
}

const refundsTable = (refunds: readonly Refund[], who: Who): Html =>
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
      html`${refund.why} <span class="eh-quiet">Proposed by ${who(refund.proposedBy)}.</span>${decided(refund, refund.entryId !== null, who)}${outcome(refund, who)}`,
      stateTag(refund.state),
    ]),
  })

/** Set-offs, each with its rule, why, and the two people. */
export const setOffsTable = (caption: string, setOffs: readonly SetOff[], who: Who): Html =>
  table({
    caption,
    columns: [
      { label: 'Proposed' },
      { label: 'From and to' },
      { label: 'Amount', numeric: true },
      { label: 'Why, and who' },
      { label: 'How far' },
    ],
    rows: setOffs.map(moved => [
      html`<a class="govuk-link" href="/refunds/set-offs/${moved.id}">${dayInWords(moved.proposedAt)}</a>`,
      html`<a class="govuk-link" href="/accounts/${moved.fromAccountId}/credit">${moved.fromReference}</a> to <a class="govuk-link" href="/accounts/${moved.toAccountId}">${moved.toReference}</a><br><span class="eh-quiet">${moved.fromDebtType} to ${moved.toDebtType}</span>`,
      formatPounds(moved.amount),
      html`${moved.why} <span class="eh-quiet">${moved.rule}. Proposed by ${who(moved.proposedBy)}.</span>${decided(moved, moved.entryId !== null, who)}${undone(moved, who)}`,
      setOffTag(moved.state),
    ]),
  })

type Who = (id: string | null) => string

const decided = (
  { decidedBy, decidedAt, decidedWhy }: Pick<Refund, 'decidedBy' | 'decidedAt' | 'decidedWhy'>,
  isAgreed: boolean,
  who: Who,
): Html | false =>
  decidedAt !== null &&
  html`<br>${decidedWhy ?? ''} <span class="eh-quiet">${isAgreed ? 'Agreed' : 'Refused'} by ${who(decidedBy)} on ${dayInWords(decidedAt)}.</span>`

const undone = ({ undoneBy, undoneAt, undoneWhy }: SetOff, who: Who): Html | false =>
  undoneAt !== null &&
  html`<br>${undoneWhy} <span class="eh-quiet">Undone by ${who(undoneBy)} on ${dayInWords(undoneAt)}.</span>`

const outcome = ({ state, outcomeBy, outcomeAt, outcomeWhy }: Refund, who: Who): Html | false =>
  outcomeAt !== null &&
  html`<br>${outcomeWhy ?? ''} <span class="eh-quiet">${state === 'paid' ? 'Paid' : 'Came back'}, said ${who(outcomeBy)} on ${dayInWords(outcomeAt)}.</span>`
