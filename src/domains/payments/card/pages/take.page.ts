import type { Account } from '#debts'
import { instructionTag, type Instruction } from '#protections'
import { table, warningText } from '#web/govuk/display.ts'
import { button, checkboxes, input, radios } from '#web/govuk/fields.ts'
import type { Errors, Typed } from '#web/form.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { type CardRequest, standingOf } from '../requests.ts'
import { momentInWords, standingTag } from './shared.ts'

export type TakeModel = {
  readonly session: Session
  readonly account: Account
  /** The other accounts of whoever owes it, on which something is owed. */
  readonly others: readonly Account[]
  readonly instructions: readonly Instruction[]
  readonly isInMoratorium: boolean
  readonly earlier: readonly CardRequest[]
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
}

/** Taking a card payment from an account: how much, and what to mind. The card itself is never typed here. */
export const takePage = (model: TakeModel): Html => {
  const { session, account, instructions, isInMoratorium, today, refusal, errors = {} } = model
  return layout({
    title: `Take a card payment for ${account.reference}`,
    session,
    at: 'card-payments',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>, ${name(account.leadName)}`, 'Take a card payment')}
      ${refusal !== undefined && warningText(refusal)}
      ${isInMoratorium && warningText('A breathing space is running. Do not ask for a payment, and do not press. You may take one that they offer themselves.')}
      ${instructions.length > 0 && html`<p class="govuk-body">${instructions.map(one => html`${instructionTag(one, today)} `)}</p>`}
      <div class="eh-columns"><div>${form(model)}</div><div>
        <h2 class="govuk-heading-m">How it goes</h2>
        <ol class="govuk-list govuk-list--number">
          <li>You choose how much. Nothing is sent yet.</li>
          <li>You give them a link: read it out, copy it into a text or an e-mail, or show it as a QR code.</li>
          <li>They type their card on their own telephone or computer, on GOV.UK Pay’s page. You see here when it is paid.</li>
        </ol>
        <p class="govuk-body">Never take a card number down, and never let anybody read one out to you. On the telephone, stay on the line while they pay by the link on their own.</p>
        <p class="govuk-body">If they would rather pay a part now and the rest on later days, <a class="govuk-link" href="/accounts/${account.id}/card-agreement">agree regular card payments</a>.</p>
        ${earlierTable(model)}
      </div></div>`,
  })
}

const form = ({ session, account, others, isInMoratorium, typed = {}, errors = {} }: TakeModel) => {
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return html`
    <form method="post" action="/accounts/${account.id}/card-payment" novalidate>
      ${csrf(session)}
      ${radios({
        ...asked('howMuch'),
        value: typed['howMuch'] ?? (account.overdue > 0n ? 'late' : 'other'),
        label: 'How much?',
        choices: [
          ...(account.overdue > 0n
            ? [{ value: 'late', label: `What is late: ${formatPounds(account.overdue)}` }]
            : []),
          ...(account.balance > 0n
            ? [{ value: 'whole', label: `The whole balance: ${formatPounds(account.balance)}` }]
            : []),
          { value: 'other', label: 'Another amount' },
        ],
      })}
      ${input({ ...asked('amount'), label: 'Another amount', hint: 'Only if you chose it above', prefix: '£', width: 10, autocomplete: 'off' })}
      ${
        others.length > 0 &&
        html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">With it, for their other accounts</legend>
      ${others.map(
        (other, n) => html`
      <input type="hidden" name="account${n + 1}" value="${other.id}">
      ${input({
        ...asked(`also${n + 1}`),
        label: `${capitalised(other.debtType)} ${other.reference}`,
        hint: `${formatPounds(other.balance)} is owed, ${formatPounds(other.overdue)} of it late`,
        prefix: '£',
        width: 10,
        autocomplete: 'off',
      })}`,
      )}</fieldset>`
      }
      ${input({ ...asked('overWhy'), label: 'If it is more than is owed, why?', hint: 'For example, next year’s bill is not here yet', width: 20 })}
      ${
        isInMoratorium &&
        checkboxes({
          name: 'offered',
          label: 'The breathing space',
          values: typed['offered'] === 'yes' ? ['yes'] : [],
          error: errors['offered'],
          choices: [{ value: 'yes', label: 'They offered this payment themselves; nobody asked' }],
        })
      }
      ${button('Go on to the link', { once: true })}
    </form>`
}

const earlierTable = ({ earlier, now }: TakeModel): Html | false =>
  earlier.length > 0 &&
  table({
    caption: 'Earlier card payments',
    columns: [{ label: 'Asked' }, { label: 'Amount', numeric: true }, { label: 'State' }],
    rows: earlier.map(one => [
      html`<a class="govuk-link" href="/card-payments/${one.id}">${momentInWords(one.askedAt)}</a>`,
      formatPounds(one.amount),
      standingTag(standingOf(one, now)),
    ]),
  })
