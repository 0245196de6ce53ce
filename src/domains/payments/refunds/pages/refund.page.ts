import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { summaryList, tag, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { isAnotherName } from '../another-name.ts'
import { waysToVerify } from '../payee-details.ts'
import type { Refund } from '../refund.ts'
import { refundActions } from './refund-actions.ts'
import { dayInWords, section, stateTag, whoIs } from './shared.ts'

export type RefundModel = {
  readonly session: Session
  readonly refund: Refund
  readonly staff: ReadonlyMap<string, string>
  /** Why whoever looks at it may not agree to it, where they may not. */
  readonly handsOff: string | undefined
  /** Why it may not leave any more, though it was agreed. */
  readonly heldWhy: string | undefined
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** One refund: what it is and why, whose hands were on it, and what can be done with it. */
export const refundPage = (model: RefundModel): Html => {
  const { session, refund, heldWhy, errors = {}, refusal, notice } = model
  return section({
    session,
    at: 'refunds',
    title: `Refund of ${formatPounds(refund.amount)}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      ${heldWhy !== undefined && warningText(`It does not go to finance as things are. ${heldWhy}`)}
      ${
        refund.state === 'proposed' &&
        isAnotherName(refund.holder, refund.payee) &&
        warningText(
          'The bank account is in another name than the payee’s. Ask how it comes to be, and agree only if the answer was checked.',
        )
      }
      <div class="eh-columns">
        <div>${whatItIs(model)}</div>
        <div>${refundActions(model)}</div>
      </div>`,
  })
}

const whatItIs = ({ refund, staff }: RefundModel): Html => {
  const who = whoIs(staff)
  const byOn = (id: string | null, at: Temporal.Instant | null): string =>
    at === null ? who(id) : `${who(id)}, ${dayInWords(at)}`
  return summaryList([
    ['How far', stateTag(refund.state)],
    [
      'From',
      html`<a class="govuk-link" href="/accounts/${refund.accountId}/credit">${capitalised(refund.debtType)} ${refund.reference}</a>`,
    ],
    ['Amount', html`<strong>${formatPounds(refund.amount)}</strong>`],
    ['Why', refund.why],
    ['To', html`<a class="govuk-link" href="/people/${refund.partyId}">${name(refund.payee)}</a>`],
    [
      'Bank account',
      html`${name(refund.holder)}, ends ${refund.lastFour} ${refund.modulus === 'cannot be checked' && tag('its number cannot be checked', 'yellow')}`,
    ],
    ['Entered by', who(refund.enteredBy)],
    [
      'Made sure of',
      refund.verifiedHow === null
        ? tag('not yet', 'yellow')
        : html`${waysToVerify[refund.verifiedHow]}. ${refund.verifiedWords} <span class="eh-quiet">${who(refund.verifiedBy)}</span>`,
    ],
    ['Proposed by', byOn(refund.proposedBy, refund.proposedAt)],
    ...(refund.owedElsewhere > 0n
      ? ([['Owed elsewhere then', formatPounds(refund.owedElsewhere)]] as const)
      : []),
    ...(refund.decidedAt === null
      ? []
      : ([
          [
            refund.entryId === null ? 'Refused by' : 'Agreed by',
            html`${byOn(refund.decidedBy, refund.decidedAt)}${refund.decidedWhy !== null && html`<br>${refund.decidedWhy}`}`,
          ],
        ] as const)),
    ...(refund.listId === null
      ? []
      : ([
          [
            'On a list',
            html`<a class="govuk-link" href="/refunds/lists/${refund.listId}">Line ${refund.line ?? ''} of the list</a>`,
          ],
        ] as const)),
    ...(refund.outcomeAt === null
      ? []
      : ([
          [
            refund.state === 'paid' ? 'Paid, said' : 'Came back, said',
            html`${byOn(refund.outcomeBy, refund.outcomeAt)}${refund.outcomeWhy !== null && html`<br>${refund.outcomeWhy}`}`,
          ],
        ] as const)),
  ])
}
