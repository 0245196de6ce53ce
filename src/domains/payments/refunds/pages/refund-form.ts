import { formatAmount, formatPounds } from '#values/money.ts'
import { insetText } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { waysToVerify } from '../payee-details.ts'
import type { AccountCreditModel } from './account-credit.page.ts'

/** Proposing that a credit goes back to somebody's bank account. No draft of it is kept on the officer's machine: it has an account number. */
export const refundForm = (model: AccountCreditModel): Html => {
  const { session, account, left, liable, typed = {}, errors = {} } = model
  if (!session.permissions.includes('refunds:propose'))
    return insetText('A local-taxation officer or a team leader proposes a refund.')
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return html`
    <h2 class="govuk-heading-m">Pay it back</h2>
    <form method="post" action="/accounts/${account.id}/refunds" novalidate>
      ${csrf(session)}
      ${input({
        ...asked('amount'),
        value: typed['amount'] ?? formatAmount(left),
        label: 'How much goes back?',
        hint: `${formatPounds(left)} at the most`,
        prefix: '£',
        width: 10,
        autocomplete: 'off',
      })}
      ${input({ ...asked('why'), label: 'Why is it paid back?' })}
      ${select({
        ...asked('payee'),
        label: 'Who is paid?',
        choices: [
          ...(liable.length === 1 ? [] : [{ value: '', label: 'Choose' }]),
          ...liable.map(({ partyId, name: who }) => ({ value: partyId, label: name(who) })),
        ],
      })}
      ${input({ ...asked('holder'), label: 'Name on the bank account', width: 20, autocomplete: 'off' })}
      ${input({ ...asked('sortCode'), label: 'Sort code', width: 10, autocomplete: 'off' })}
      ${input({ ...asked('accountNumber'), label: 'Account number', width: 10, autocomplete: 'off' })}
      ${verifyQuestions({ typed, errors }, { mayWait: true })}
      ${button('Propose the refund', { once: true })}
    </form>`
}

/** How somebody made sure whose bank account it is. */
export const verifyQuestions = (
  { typed = {}, errors = {} }: Pick<AccountCreditModel, 'typed' | 'errors'>,
  { mayWait }: { readonly mayWait: boolean },
): Html => html`
  ${select({
    name: 'verifiedHow',
    label: 'How was it made sure whose account it is?',
    hint: 'Whoever makes sure of it cannot agree to the refund.',
    value: typed['verifiedHow'],
    error: errors['verifiedHow'],
    choices: [
      mayWait
        ? { value: '', label: 'Not yet: somebody else will' }
        : { value: '', label: 'Choose' },
      ...Object.entries(waysToVerify).map(([value, label]) => ({ value, label })),
    ],
  })}
  ${input({
    name: 'verifiedWords',
    label: 'What was seen or heard?',
    hint: 'Like “rang 01632 960123, on file since 2021; she read it from her card”. No bank details here.',
    value: typed['verifiedWords'],
    error: errors['verifiedWords'],
  })}`
