import { formatAmount, formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, table, warningText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/shared.ts'
import { allSpendingKinds, spendingKinds } from '../spending-kinds.ts'
import type { SpendingLimit, Supplier } from '../suppliers.ts'

export type SuppliersModel = {
  readonly session: Session
  readonly suppliers: readonly Supplier[]
  readonly limits: ReadonlyMap<string, SpendingLimit>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** Who may be paid for what, and how much: nothing is spent on collecting outside this. */
export const suppliersPage = (model: SuppliersModel): Html => {
  const { session, suppliers, errors = {}, notice, refusal } = model
  const maySet = session.permissions.includes('spending:set')
  return section({
    session,
    at: 'suppliers',
    title: 'Suppliers and spending',
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      ${
        suppliers.length === 0
          ? insetText('No supplier is approved, so nothing can be spent on collecting.')
          : table({
              caption: 'Approved suppliers',
              columns: [
                { label: 'Supplier' },
                { label: 'For' },
                ...(maySet ? [{ label: 'Take off the list' }] : []),
              ],
              rows: suppliers.map(supplier => [
                name(supplier.name),
                supplier.kinds.map(kind => spendingKinds[kind].title).join(', '),
                ...(maySet ? [endForm(session, supplier)] : []),
              ]),
            })
      }
      ${maySet ? html`${addForm(model)}${limitsForm(model)}` : limitsTable(model)}`,
  })
}

const endForm = (session: Session, supplier: Supplier): Html => html`
  <form method="post" action="/charges/suppliers/${supplier.id}/end" class="eh-inline">
    ${csrf(session)}
    <label class="govuk-visually-hidden" for="why-${supplier.id}">Why is ${supplier.name} taken off?</label>
    <input class="govuk-input govuk-input--width-10" id="why-${supplier.id}" name="why" placeholder="Why" autocomplete="off">
    <button class="eh-link-button">Take off</button>
  </form>`

const addForm = ({ session, typed = {}, errors = {} }: SuppliersModel): Html => html`
  <h2 class="govuk-heading-m">Approve a supplier</h2>
  <form method="post" action="/charges/suppliers" novalidate>
    ${csrf(session)}
    ${input({ name: 'name', label: 'Name', width: 20, autocomplete: 'off', value: typed['name'], error: errors['name'] })}
    <div class="govuk-form-group${errors['trace'] !== undefined && ' govuk-form-group--error'}">
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">What may it be paid for?</legend>
        ${errors['trace'] !== undefined && html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${errors['trace']}</p>`}
        <div class="govuk-checkboxes govuk-checkboxes--small">
          ${allSpendingKinds.map(
            kind => html`
          <div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" id="${fieldOf(kind)}" name="${fieldOf(kind)}" type="checkbox" value="yes"${typed[fieldOf(kind)] !== undefined && html` checked`}>
            <label class="govuk-label govuk-checkboxes__label" for="${fieldOf(kind)}">${spendingKinds[kind].title}</label>
          </div>`,
          )}
        </div>
      </fieldset>
    </div>
    ${button('Approve it', { once: true })}
  </form>`

/** The first word of a kind names its field: `trace`, `court`, `commission`, `post`. */
export const fieldOf = (kind: string): string => kind.split(' ')[0] ?? kind

const limitsForm = ({ session, limits, typed = {}, errors = {} }: SuppliersModel): Html => html`
  <h2 class="govuk-heading-m">Limits</h2>
  <form method="post" action="/charges/suppliers/limits" novalidate>
    ${csrf(session)}
    <div class="eh-columns">
      ${allSpendingKinds.map(kind => {
        const field = fieldOf(kind)
        const limit = limits.get(kind)
        return html`<div>
        ${input({ name: `${field}Once`, label: `${spendingKinds[kind].title}: one cost at most`, prefix: '£', width: 10, autocomplete: 'off', value: typed[`${field}Once`] ?? formatAmount(limit?.atOnce ?? 0n), error: errors[`${field}Once`] })}
        ${input({ name: `${field}Month`, label: `${spendingKinds[kind].title}: a month at most`, prefix: '£', width: 10, autocomplete: 'off', value: typed[`${field}Month`] ?? formatAmount(limit?.aMonth ?? 0n), error: errors[`${field}Month`] })}
        </div>`
      })}
    </div>
    ${button('Set the limits', { once: true })}
  </form>`

const limitsTable = ({ limits }: SuppliersModel): Html =>
  table({
    caption: 'Limits',
    columns: [
      { label: 'For' },
      { label: 'One cost', numeric: true },
      { label: 'A month', numeric: true },
    ],
    rows: allSpendingKinds.map(kind => [
      spendingKinds[kind].title,
      formatPounds(limits.get(kind)?.atOnce ?? 0n),
      formatPounds(limits.get(kind)?.aMonth ?? 0n),
    ]),
  })
