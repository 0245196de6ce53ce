import type { Account } from '#debts'
import { type FoundParty, restrictedRecord } from '#parties'
import type { Errors } from '#web/form.ts'
import { button, input } from '#web/govuk/fields.ts'
import { table, warningText } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'

export type SearchModel = {
  readonly session: Session
  readonly typed: string
  /** Undefined before anything was searched for. */
  readonly found?: {
    readonly people: readonly FoundParty[]
    readonly accounts: readonly Account[]
    /** Whether an account of that reference is there that is not shown. */
    readonly isAccountRestricted: boolean
  }
  readonly errors?: Errors
}

/** How many people one search brings at most. */
const most = 20

/** One box for a name, a reference, an address or a postcode. */
export const searchPage = ({ session, typed, found, errors = {} }: SearchModel): Html =>
  layout({
    title: found ? 'What was found' : 'Search',
    session,
    at: 'search',
    errors,
    content: html`
      ${heading(session.council.name, 'Search')}
      <form method="post" action="/search" role="search" class="eh-search">
        <input type="hidden" name="_csrf" value="${session.csrfToken}">
        ${input({
          name: 'q',
          label: 'Name, account reference, address or postcode',
          value: typed,
          error: errors['q'],
          width: 20,
        })}
        ${button('Search')}
      </form>
      ${found && results(found)}`,
  })

const results = ({
  people,
  accounts,
  isAccountRestricted,
}: NonNullable<SearchModel['found']>) => html`
  ${isAccountRestricted && warningText(`An account with this reference is there. ${restrictedRecord}`)}
  <p class="govuk-body" role="status">${people.length + accounts.length === 0 ? 'Nobody was found. Try fewer words, or part of a name.' : foundInWords(people.length, accounts.length)}</p>
  ${
    accounts.length > 0 &&
    table({
      caption: 'Accounts with this reference',
      columns: [
        { label: 'Account' },
        { label: 'Who' },
        { label: 'Kind' },
        { label: 'Balance', numeric: true },
      ],
      rows: accounts.map(account => [
        html`<a class="govuk-link" href="/accounts/${account.id}">${account.reference}</a>`,
        html`<a class="govuk-link" href="/people/${account.leadPartyId}">${name(account.leadName)}</a>`,
        account.debtType,
        formatPounds(account.balance),
      ]),
    })
  }
  ${
    people.length > 0 &&
    table({
      caption: 'People and organisations',
      columns: [{ label: 'Who' }, { label: 'Address' }, { label: 'Born' }],
      rows: people.map(person => [
        person.isRestricted
          ? 'Restricted'
          : html`<a class="govuk-link" href="/people/${person.id}">${name(person.name)}</a>`,
        [person.address, person.postcode].filter(part => part !== '').join(', '),
        person.dateOfBirth ? formatDate(person.dateOfBirth) : '',
      ]),
    })
  }`

function foundInWords(people: number, accounts: number): string {
  const byName = people >= most ? `the first ${most} people` : `${people} by name or address`
  const rest = people >= most ? ' Type more of the name to find fewer.' : ''
  return `Found ${accounts} by reference and ${byName}.${rest}`
}
