import type { Account } from '#debts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { table, warningText } from '#web/govuk/display.ts'
import { button, checkboxes, input, radios } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { CardAgreement } from '../agreement.ts'
import { howOften } from '../agreed-days.ts'
import { agreementTag } from './shared.ts'

export type NewAgreementModel = {
  readonly session: Session
  readonly account: Account
  readonly isInMoratorium: boolean
  readonly earlier: readonly CardAgreement[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly refusal?: string | undefined
}

/** Agreeing that payments are taken from a card on later days: how much and when. The card itself is never typed here. */
export const newAgreementPage = (model: NewAgreementModel): Html => {
  const { session, account, isInMoratorium, refusal, errors = {} } = model
  return layout({
    title: `Agree regular card payments for ${account.reference}`,
    session,
    at: 'card-payments',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/accounts/${account.id}">${capitalised(account.debtType)} ${account.reference}</a>, ${name(account.leadName)}`, 'Agree regular card payments')}
      ${refusal !== undefined && warningText(refusal)}
      ${isInMoratorium && warningText('A breathing space is running. Do not ask for payments. While it runs nothing is taken under an agreement.')}
      <div class="eh-columns"><div>${form(model)}</div><div>
        <h2 class="govuk-heading-m">How it goes</h2>
        <ol class="govuk-list govuk-list--number">
          <li>You agree with them how much, and on which days. Nothing is taken yet.</li>
          <li>You give them a link for the first payment. It says what is taken on which days, and they agree by paying on GOV.UK Pay’s page.</li>
          <li>Each later payment is taken on its day, never before it and never more. If their bank refuses, it stops, and you are told.</li>
        </ol>
        <p class="govuk-body">They can end it whenever they ask. Never take a card number down.</p>
        ${earlierTable(model)}
      </div></div>`,
  })
}

const form = ({ session, account, isInMoratorium, typed = {}, errors = {} }: NewAgreementModel) => {
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return html`
    <form method="post" action="/accounts/${account.id}/card-agreement" novalidate>
      ${csrf(session)}
      ${input({ ...asked('firstPayment'), label: 'How much is paid now?', hint: `${formatPounds(account.balance)} is owed altogether`, prefix: '£', width: 10, autocomplete: 'off' })}
      ${input({ ...asked('amountEach'), label: 'How much is taken each time after that?', prefix: '£', width: 10, autocomplete: 'off' })}
      ${input({ ...asked('firstOn'), label: 'First day on which it is taken', hint: 'For example, 1/7/2026', width: 10, autocomplete: 'off' })}
      ${radios({
        ...asked('every'),
        value: typed['every'] ?? 'month',
        label: 'How often?',
        choices: Object.entries(howOften).map(([value, label]) => ({ value, label })),
      })}
      ${input({ ...asked('times'), label: 'How many times?', hint: 'The last is never more than what is then still owed', width: 5, autocomplete: 'off' })}
      ${
        isInMoratorium &&
        checkboxes({
          name: 'offered',
          label: 'The breathing space',
          values: typed['offered'] === 'yes' ? ['yes'] : [],
          error: errors['offered'],
          choices: [{ value: 'yes', label: 'They offered this themselves; nobody asked' }],
        })
      }
      ${button('Go on to the link', { once: true })}
    </form>`
}

const earlierTable = ({ earlier }: NewAgreementModel): Html | false =>
  earlier.length > 0 &&
  table({
    caption: 'Card agreements on this account',
    columns: [{ label: 'Each', numeric: true }, { label: 'State' }],
    rows: earlier.map(one => [
      html`<a class="govuk-link" href="/card-agreements/${one.id}">${formatPounds(one.amountEach)}</a>`,
      agreementTag(one),
    ]),
  })
