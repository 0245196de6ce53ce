import type { Account } from '#debts'
import { formatCitation } from '#values/citation.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, warningText } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { type ChargeKind, isCosts, kindsOfCharge, lawOf } from '../kinds.ts'
import { accountHeading } from './charges.page.ts'

export type NewChargeModel = {
  readonly session: Session
  readonly account: Account
  readonly kind: ChargeKind
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
}

type Field = (model: NewChargeModel) => Html

const text =
  (
    name: string,
    label: string,
    more: { readonly hint?: string; readonly width?: 5 | 10 | 20; readonly prefix?: string } = {},
  ): Field =>
  ({ typed = {}, errors = {} }) =>
    input({ name, label, autocomplete: 'off', value: typed[name], error: errors[name], ...more })

const aDay = { hint: 'Like 27/3/2026', width: 10 } as const
const hearing = text('hearing', 'Day of the hearing', aDay)
const amount = (label: string, hint = '') =>
  text('amount', label, { ...(hint && { hint }), width: 10, prefix: '£' })
const runsFrom = (label: string) =>
  text('from', label, { ...aDay, hint: 'That day itself bears none. Like 27/3/2026' })
const business = text('business', 'If it is a person who dealt as a business: how is that known?', {
  hint: 'Never for a consumer. Leave it empty for a company or another organisation.',
})

/** What each kind asks beside its evidence. */
const fields: Readonly<Record<ChargeKind, readonly Field[]>> = {
  'summons costs': [hearing, amount('Costs')],
  'liability order costs': [hearing, amount('Costs')],
  'claim interest': [
    runsFrom('Interest runs from'),
    amount('The debt that the court gave interest on'),
  ],
  'judgment interest': [amount('Sum of the judgment', 'With the costs and interest it gave')],
  'contract interest': [
    runsFrom('Interest runs from'),
    text('percent', 'Rate, in per cent a year', {
      width: 5,
      hint: 'As the clause gives it, like 4.25',
    }),
    text('cap', 'The most it may come to, if the clause says so', { width: 10, prefix: '£' }),
  ],
  'late payment interest': [business],
  'late payment compensation': [business],
}

const explained: Readonly<Partial<Record<ChargeKind, string>>> = {
  'late payment interest':
    'It runs from the day after the invoice was due, at the rate of the half-year it starts in, which stays the same. Months that are over are posted at once.',
  'late payment compensation': 'Its amount follows from the size of the debt, and is charged once.',
  'judgment interest':
    'Whatever interest ran before ends with the day of the judgment, and what was posted for later days is taken back.',
}

/** Charging something: the evidence, and what the law needs to know. */
export const newChargePage = (model: NewChargeModel): Html => {
  const { session, account, kind, refusal, errors = {} } = model
  const { title, authority, authorityOn } = kindsOfCharge[kind]
  return layout({
    title,
    session,
    at: 'charges',
    errors,
    content: html`
      ${accountHeading(account, title)}
      ${refusal !== undefined && warningText(refusal)}
      ${explained[kind] && insetText(explained[kind])}
      <form method="post" action="/accounts/${account.id}/charges/new" novalidate data-draft="charge-${account.id}-${kind}">
        ${csrf(session)}
        <input type="hidden" name="kind" value="${kind}">
        ${text('authority', authority, { width: 20 })(model)}
        ${text('authorityOn', authorityOn, aDay)(model)}
        ${fields[kind].map(field => field(model))}
        ${text('because', isCosts(kind) ? 'How is the amount made up?' : 'Why is it charged?', { hint: isCosts(kind) ? 'The council’s schedule, or what was spent: no general administration' : 'Read by whoever looks at it next' })(model)}
        ${button('Charge it', { once: true })}
      </form>
      <p class="govuk-body-s">Law: ${formatCitation(lawOf(kind, account.debtType))}</p>`,
  })
}
