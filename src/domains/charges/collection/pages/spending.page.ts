import type { Account } from '#debts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, table, tag, warningText } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { accountHeading } from '../../pages/charges.page.ts'
import { allSpendingKinds, spendingKinds } from '../spending-kinds.ts'
import type { Cost } from '../spend.ts'
import type { Supplier } from '../suppliers.ts'

export type SpendingModel = {
  readonly session: Session
  readonly account: Account
  readonly costs: readonly Cost[]
  readonly suppliers: readonly Supplier[]
  readonly names: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
  readonly notice?: string | undefined
}

/** What collecting an account cost the council. None of it is owed by whoever owes the account. */
export const spendingPage = (model: SpendingModel): Html => {
  const { session, account, costs, refusal, errors = {}, notice } = model
  return layout({
    title: `What collecting cost, ${account.debtType} ${account.reference}`,
    session,
    at: 'charges',
    errors,
    notice,
    content: html`
      ${accountHeading(account, 'What collecting it cost')}
      ${refusal !== undefined && warningText(refusal)}
      ${insetText('This is what the council spent. It is not added to what is owed.')}
      ${costs.length > 0 && costsTable(model)}
      ${session.permissions.includes('spending:record') && spendForm(model)}`,
  })
}

const costsTable = ({ session, account, costs, names }: SpendingModel): Html =>
  table({
    caption: 'Costs, the latest first',
    columns: [
      { label: 'Day' },
      { label: 'For' },
      { label: 'Supplier' },
      { label: 'Their reference' },
      { label: 'Amount', numeric: true },
      { label: 'Who' },
      { label: 'Taken off' },
    ],
    rows: costs.map(cost => [
      formatDate(cost.spentOn),
      spendingKinds[cost.kind].title,
      name(cost.supplier),
      cost.reference,
      formatPounds(cost.amount),
      name(names.get(cost.recordedBy) ?? cost.recordedBy),
      html`${
        cost.undoneWhy === null
          ? session.permissions.includes('spending:record') &&
            html`<form method="post" action="/accounts/${account.id}/spending/${cost.id}/undo" class="eh-inline">
          ${csrf(session)}
          <label class="govuk-visually-hidden" for="why-${cost.id}">Why is ${formatPounds(cost.amount)} of ${formatDate(cost.spentOn)} taken off?</label>
          <input class="govuk-input govuk-input--width-10" id="why-${cost.id}" name="why" placeholder="Why" autocomplete="off">
          <button class="eh-link-button">Take off</button>
        </form>`
          : html`${tag('taken off', 'red')} ${cost.undoneWhy}`
      }`,
    ]),
  })

const spendForm = (model: SpendingModel): Html => {
  const { session, account, suppliers, typed = {}, errors = {} } = model
  if (suppliers.length === 0)
    return insetText(
      'No supplier is approved, so nothing can be spent. An approver adds suppliers.',
    )
  const text = (field: string, label: string, hint?: string) =>
    input({
      name: field,
      label,
      hint,
      width: 20,
      autocomplete: 'off',
      value: typed[field],
      error: errors[field],
    })
  return html`
  <h2 class="govuk-heading-m">Write down a cost</h2>
  <form method="post" action="/accounts/${account.id}/spending" novalidate>
    ${csrf(session)}
    ${select({
      name: 'kind',
      label: 'What for?',
      value: typed['kind'],
      error: errors['kind'],
      choices: allSpendingKinds.map(kind => ({ value: kind, label: spendingKinds[kind].title })),
    })}
    ${select({
      name: 'supplier',
      label: 'Supplier',
      value: typed['supplier'],
      error: errors['supplier'],
      choices: suppliers.map(({ id, name: label }) => ({ value: id, label })),
    })}
    ${text('reference', 'Their reference', 'The invoice and its line')}
    ${text('spentOn', 'Day', 'Like 27/3/2026')}
    ${input({ name: 'amount', label: 'Amount', prefix: '£', width: 10, autocomplete: 'off', value: typed['amount'], error: errors['amount'] })}
    ${button('Write it down', { once: true })}
  </form>`
}
