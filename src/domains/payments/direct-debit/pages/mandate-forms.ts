import { button, input } from '#web/govuk/fields.ts'
import { details, insetText } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Mandate } from '../mandate.ts'
import type { MandateModel } from './mandate.page.ts'

// What can be done to a live mandate. Each form goes to an address of the mandate and comes back to its account's page.

type Model = Pick<MandateModel, 'session' | 'typed' | 'errors'>

const asking =
  ({ typed = {}, errors = {} }: Model) =>
  (field: string) => ({ name: field, value: typed[field], error: errors[field] })

/** New bank details that wait: what the second person sees, and decides on. */
export const decideForm = (model: Model, mandate: Mandate): Html | false => {
  if (mandate.waitingLastFour === null) return false
  const { session } = model
  const isOwn = mandate.waitingBy === session.staffId
  return html`
    ${insetText(`New bank details, ending ${mandate.waitingLastFour}, wait for somebody else’s agreement. Ring the payer on a number that was known before.`)}
    ${
      session.permissions.includes('direct-debits:agree') &&
      (isOwn
        ? html`<p class="govuk-body">You asked for them, so somebody else decides.</p>`
        : html`
    <form method="post" action="/mandates/${mandate.id}/details/decide" novalidate>
      ${csrf(session)}
      ${button('Agree to them', { name: 'decision', value: 'agree', once: true })}
      ${button('Refuse them', { name: 'decision', value: 'refuse', secondary: true, once: true })}
    </form>`)
    }`
}

/** Resume, change, cancel: in that order, the last two folded away until they are asked for. */
export const mandateForms = (model: Model, mandate: Mandate): Html => html`
  ${mandate.pausedWhy !== null && resumeForm(model, mandate)}
  ${folded(model, ['payerName', 'sortCode', 'accountNumber'], 'Change the bank details', changeForm(model, mandate))}
  ${folded(model, ['cancelWhy'], 'Cancel the direct debit', cancelForm(model, mandate))}`

/** Open where one of its fields is to be put right. */
const folded = (
  { errors = {} }: Model,
  fields: readonly string[],
  summary: string,
  form: Html,
): Html =>
  fields.some(field => errors[field] !== undefined)
    ? html`<h2 class="govuk-heading-s">${summary}</h2>${form}`
    : details(summary, form)

const resumeForm = (model: Model, mandate: Mandate): Html => html`
  <h2 class="govuk-heading-s">Resume it</h2>
  <form method="post" action="/mandates/${mandate.id}/resume" novalidate>
    ${csrf(model.session)}
    ${input({ ...asking(model)('resumeWhy'), label: 'What was found?', width: 20 })}
    ${button('Collect again', { once: true })}
  </form>`

const changeForm = (model: Model, mandate: Mandate): Html => {
  const asked = asking(model)
  return html`
    <form method="post" action="/mandates/${mandate.id}/details" novalidate>
      ${csrf(model.session)}
      <p class="govuk-body">Somebody else agrees before they are used, and nothing is collected until the bank has the new instruction.</p>
      ${input({ ...asked('payerName'), label: 'Name on the bank account', width: 20 })}
      ${input({ ...asked('sortCode'), label: 'Sort code', width: 10, autocomplete: 'off' })}
      ${input({ ...asked('accountNumber'), label: 'Account number', width: 10, autocomplete: 'off' })}
      ${button('Ask for the change', { once: true })}
    </form>`
}

const cancelForm = (model: Model, mandate: Mandate): Html => html`
  <form method="post" action="/mandates/${mandate.id}/cancel" novalidate>
    ${csrf(model.session)}
    <p class="govuk-body">Nothing more is taken, but for what has left for Bacs already.</p>
    ${input({ ...asking(model)('cancelWhy'), label: 'Why is it cancelled?', width: 20 })}
    ${button('Cancel the direct debit', { secondary: true, once: true })}
  </form>`
