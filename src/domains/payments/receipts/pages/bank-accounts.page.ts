import { formatDateOf } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { table } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { type BankAccount, endOf } from '../bank-accounts.ts'
import { section } from './shared.ts'

export type BankAccountsModel = {
  readonly session: Session
  readonly accounts: readonly BankAccount[]
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** The council's own accounts: a statement of any other is refused. */
export const bankAccountsPage = ({
  session,
  accounts,
  typed = {},
  errors = {},
  notice,
}: BankAccountsModel): Html =>
  section({
    session,
    at: 'bank-accounts',
    title: 'Bank accounts',
    errors,
    notice,
    content: html`
      ${
        accounts.length === 0
          ? html`<p class="govuk-body">No bank account is known, so no statement can be taken in.</p>`
          : table({
              caption: 'Statements of these are taken in, and of no others',
              columns: [{ label: 'Name' }, { label: 'Account' }, { label: 'Added' }],
              rows: accounts.map(({ name, number, addedAt }) => [
                name,
                endOf(number),
                formatDateOf(addedAt),
              ]),
            })
      }
      ${
        session.permissions.includes('bank-accounts:set') &&
        html`
      <h2 class="govuk-heading-m">Add one</h2>
      <form method="post" action="/receipts/bank-accounts" novalidate>
        ${csrf(session)}
        ${input({ name: 'number', label: 'Sort code and account number, or IBAN', value: typed['number'], error: errors['number'], width: 20 })}
        ${input({ name: 'name', label: 'What is it called?', value: typed['name'], error: errors['name'], width: 20 })}
        ${button('Add it', { once: true })}
      </form>`
      }`,
  })
