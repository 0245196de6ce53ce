import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { insetText, table } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { section } from '../../pages/position-section.ts'
import { type AccountInPosition, accountsAPage, type Narrowed } from '../position.ts'
import { addressOf, inWords } from './narrowed.ts'

export type AccountsModel = {
  readonly session: Session
  readonly narrowed: Narrowed
  readonly skip: number
  /** How many the latest position counted, and when; undefined where none is taken. */
  readonly then: { readonly takenOn: Temporal.PlainDate; readonly many: number } | undefined
  /** A page of them, and how many there are on all pages; undefined past the last. */
  readonly now: {
    readonly accounts: readonly AccountInPosition[]
    readonly many: number | undefined
  }
}

/** The accounts behind a number of the position, as they are now. */
export const accountsPage = ({
  session,
  narrowed,
  skip,
  then,
  now: { accounts, many },
}: AccountsModel): Html =>
  section({
    session,
    at: 'position',
    title: 'Accounts behind the position',
    content: html`
      <p class="govuk-body">Those of ${inWords(narrowed)}, the largest first, as they are now.
        ${then && html`There were <strong>${then.many}</strong> on the night of ${formatDate(then.takenOn)}. `}${many !== undefined && html`There are <strong>${many}</strong> now that you may open: what was paid, held or restricted since has left.`}
        <a class="govuk-link" href="${addressOf('/position', narrowed)}">Back to the position</a></p>
      ${accounts.length === 0 ? insetText('No account is here now that you may open.') : list(accounts)}
      ${skip > 0 && html`<a class="govuk-link" href="${addressOf('/position/accounts', narrowed, { skip: `${Math.max(0, skip - accountsAPage)}` })}">Earlier</a> `}
      ${skip + accountsAPage < (many ?? 0) && html`<a class="govuk-link" href="${addressOf('/position/accounts', narrowed, { skip: `${skip + accountsAPage}` })}">More</a>`}`,
  })

const list = (accounts: readonly AccountInPosition[]): Html =>
  table({
    caption: 'Accounts',
    columns: [
      { label: 'Who' },
      { label: 'Account' },
      { label: 'Stage' },
      { label: 'Late for' },
      { label: 'What can be done' },
      { label: 'Late', numeric: true },
      { label: 'Owed', numeric: true },
    ],
    rows: accounts.map(one => [
      html`<a class="govuk-link" href="/people/${one.partyId}">${name(one.name)}</a>`,
      html`<a class="govuk-link" href="/accounts/${one.accountId}">${one.reference}</a> <span class="eh-quiet">${one.debtType}</span>`,
      one.stage,
      one.age,
      one.collectability,
      formatPounds(one.overdue),
      formatPounds(one.balance),
    ]),
  })
