import { formatPounds } from '#values/money.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { verifyQuestions } from './refund-form.ts'
import type { RefundModel } from './refund.page.ts'

/** What whoever looks at a refund can do with it, as far as it has come. */
export const refundActions = (model: RefundModel): Html | false => {
  const { refund } = model
  if (refund.state !== 'proposed') return refund.entryId !== null && outcomeForms(model)
  return html`
    ${refund.verifiedBy === null && verifyForm(model)}
    ${refund.verifiedBy !== null && agreeForm(model)}
    ${refuseForm(model)}
    ${withdrawForm(model)}`
}

const verifyForm = (model: RefundModel): Html | false => {
  const { session, refund } = model
  if (!session.permissions.includes('refunds:propose'))
    return insetText(
      'A local-taxation officer or a team leader makes sure whose account it is, before somebody else agrees.',
    )
  return html`
    <h2 class="govuk-heading-s">Make sure whose account it is</h2>
    <form method="post" action="/refunds/${refund.id}/verify" novalidate>
      ${csrf(session)}
      ${verifyQuestions(model, { mayWait: false })}
      ${button('I made sure of it', { once: true })}
    </form>`
}

const agreeForm = ({ session, refund, handsOff }: RefundModel): Html | false => {
  if (!session.permissions.includes('refunds:agree'))
    return insetText('A team leader or an approver agrees to it, who had no hand in it so far.')
  if (handsOff !== undefined) return insetText(handsOff)
  return html`
    <h2 class="govuk-heading-s">Agree to it</h2>
    <p class="govuk-body">${formatPounds(refund.amount)} leaves the account at once, and goes on the next list for finance.</p>
    <form method="post" action="/refunds/${refund.id}/agree" novalidate>
      ${csrf(session)}${button('Agree to the refund', { once: true })}
    </form>`
}

const refuseForm = ({ session, refund, typed = {}, errors = {} }: RefundModel): Html | false =>
  session.permissions.includes('refunds:agree') &&
  refund.proposedBy !== session.staffId &&
  html`
    <h2 class="govuk-heading-s">Refuse it</h2>
    <form method="post" action="/refunds/${refund.id}/refuse" novalidate>
      ${csrf(session)}
      ${input({ name: 'refusedWhy', label: 'Why is it refused?', value: typed['refusedWhy'], error: errors['refusedWhy'], width: 20 })}
      ${button('Refuse the refund', { secondary: true, once: true })}
    </form>`

const withdrawForm = ({ session, refund }: RefundModel): Html | false =>
  refund.proposedBy === session.staffId &&
  html`
    <h2 class="govuk-heading-s">Withdraw it</h2>
    <p class="govuk-body">You proposed it. Nothing has left the account.</p>
    <form method="post" action="/refunds/${refund.id}/withdraw" novalidate>
      ${csrf(session)}${button('Withdraw the refund', { secondary: true, once: true })}
    </form>`

/** What became of it, once it has left the account: said by whoever heard from finance. */
const outcomeForms = ({ session, refund, typed = {}, errors = {} }: RefundModel): Html | false => {
  if (refund.state === 'came back' || !session.permissions.includes('refunds:propose')) return false
  const hasGone = refund.state !== 'agreed'
  return html`
    ${
      refund.state === 'sent' &&
      html`
    <h2 class="govuk-heading-s">It was paid</h2>
    <form method="post" action="/refunds/${refund.id}/paid" novalidate>
      ${csrf(session)}${button('It was paid', { once: true })}
    </form>`
    }
    <h2 class="govuk-heading-s">${hasGone ? 'It came back' : 'Stop it'}</h2>
    <p class="govuk-body">${hasGone ? '' : 'It is not with finance yet. '}Its entry is said backwards, and the credit is on the account again.</p>
    <form method="post" action="/refunds/${refund.id}/came-back" novalidate>
      ${csrf(session)}
      ${input({ name: 'backWhy', label: hasGone ? 'Why did it come back?' : 'Why is it stopped?', value: typed['backWhy'], error: errors['backWhy'], width: 20 })}
      ${button(hasGone ? 'It came back' : 'Stop the refund', { secondary: true, once: true })}
    </form>`
}
