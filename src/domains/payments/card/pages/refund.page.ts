import { button, input } from '#web/govuk/fields.ts'
import { insetText, warningText } from '#web/govuk/display.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Attempt } from '../attempts.ts'
import type { CardRequest, PartNamed } from '../requests.ts'
import { section } from './shared.ts'

export type RefundModel = {
  readonly session: Session
  readonly request: CardRequest
  readonly attempt: Attempt
  /** With what of each can still be paid back. */
  readonly parts: readonly PartNamed[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
}

/** Asking for money to go back to the card that paid it. */
export const refundPage = ({
  session,
  request,
  attempt,
  parts,
  refusal,
  typed = {},
  errors = {},
}: RefundModel): Html =>
  section({
    session,
    at: 'payments',
    title: `Pay back from ${attempt.reference}`,
    errors,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      ${insetText('It goes to the card that paid, and to nobody else. Somebody else has to agree before anything leaves.')}
      <form method="post" action="/card-payments/${request.id}/refund" novalidate>
        ${csrf(session)}
        <input type="hidden" name="attempt" value="${attempt.id}">
        ${parts.map(
          (part, n) => html`
        <input type="hidden" name="account${n + 1}" value="${part.accountId}">
        ${input({
          name: `amount${n + 1}`,
          label: `From ${capitalised(part.debtType)} ${part.reference}`,
          hint: `${formatPounds(part.amount)} can be paid back`,
          prefix: '£',
          width: 10,
          autocomplete: 'off',
          value: typed[`amount${n + 1}`],
          error: errors[`amount${n + 1}`],
        })}`,
        )}
        ${input({ name: 'why', label: 'Why is it paid back?', width: 20, value: typed['why'], error: errors['why'] })}
        ${button('Ask for the refund', { once: true })}
        <p class="govuk-body"><a class="govuk-link" href="/card-payments/${request.id}">Leave it as it is</a></p>
      </form>`,
  })
