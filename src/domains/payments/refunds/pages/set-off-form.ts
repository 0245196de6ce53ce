import { formatPounds } from '#values/money.ts'
import { button, input, radios, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { AccountCreditModel } from './account-credit.page.ts'

/** Proposing that a credit goes to another debt of the same people. Its fields have names of their own beside the refund's. */
export const setOffForm = (model: AccountCreditModel): Html | false => {
  const { session, account, left, owed, typed = {}, errors = {} } = model
  if (!session.permissions.includes('refunds:propose') || owed.length === 0) return false
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return html`
    <h2 class="govuk-heading-m">Or set it off against another debt</h2>
    <form method="post" action="/accounts/${account.id}/set-offs" novalidate data-draft="set-off/${account.id}">
      ${csrf(session)}
      ${select({
        ...asked('debt'),
        label: 'Which debt is paid?',
        choices: [
          ...(owed.length === 1 ? [] : [{ value: '', label: 'Choose' }]),
          ...owed.map(({ accountId, reference, debtType, balance }) => ({
            value: accountId,
            label: `${reference}, ${debtType}: ${formatPounds(balance)} to pay`,
          })),
        ],
      })}
      ${input({
        ...asked('setOff'),
        label: 'How much is set off?',
        hint: `${formatPounds(left)} at the most, and no more than is owed`,
        prefix: '£',
        width: 10,
        autocomplete: 'off',
      })}
      ${radios({
        ...asked('asked'),
        label: 'What have they asked for?',
        hint: 'All of them, where several are liable.',
        choices: [
          { value: 'this', label: 'That it goes to this debt' },
          {
            value: 'nothing',
            label: 'Nothing: the council decides',
            hint: 'Only where the debt’s own law allows it',
          },
          { value: 'repayment', label: 'To have it repaid' },
        ],
      })}
      ${input({
        ...asked('askedWords'),
        label: 'Who asked, and how is it known?',
        hint: 'Like “both rang on Monday; confirmed by e-mail”.',
      })}
      ${input({ ...asked('setOffWhy'), label: 'Why is it set off?' })}
      ${button('Propose the set-off', { once: true, secondary: true })}
    </form>`
}
