import { daysBetween } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import type { Session } from '#web/session.ts'
import { type HousingDebt, missingFor, nextOf, pageLength } from '../housing-debts.ts'
import { section } from './section.ts'

/** Every housing debt with its stage, how long it has been there, what is next and what is missing for it. */
export const housingDebtsPage = ({
  session,
  debts,
  types,
  type,
  skip,
  today,
}: {
  readonly session: Session
  readonly debts: readonly HousingDebt[]
  readonly types: readonly { readonly type: string; readonly accounts: number }[]
  readonly type: string
  readonly skip: number
  readonly today: Temporal.PlainDate
}): Html =>
  section({
    session,
    at: 'debts',
    title: 'Housing debts',
    content: html`
      <p class="govuk-body-s">Former tenancies, garages, leaseholds and repairs on which something is owed; the one that is looked at again first leads. The days of each stage are the policy’s: <em>Why</em> on an account’s page says which.</p>
      <ul class="govuk-list eh-tight">
        ${[
          { type: '', accounts: types.reduce((all, { accounts }) => all + accounts, 0) },
          ...types,
        ].map(
          one =>
            html`<li>${
              one.type === type
                ? html`<strong>${capitalised(one.type || 'all')}</strong>`
                : html`<a class="govuk-link" href="${pathOf(one.type, 0)}">${capitalised(one.type || 'all')}</a>`
            } ${one.accounts.toLocaleString('en-GB')}</li>`,
        )}
      </ul>
      ${
        debts.length === 0
          ? html`<p class="govuk-body">No housing debt is owed here.</p>`
          : table({
              caption: skip === 0 ? 'Looked at again first' : `From number ${skip + 1}`,
              columns: [
                { label: 'Who' },
                { label: 'Stage' },
                { label: 'Days', numeric: true },
                { label: 'Owed', numeric: true },
                { label: 'What is next' },
                { label: 'What is missing' },
              ],
              rows: debts.map(one => [
                html`<a class="govuk-link" href="/people/${one.partyId}">${name(one.name)}</a> <a class="govuk-link eh-quiet" href="/accounts/${one.accountId}">${one.debtType} ${one.reference}</a>`,
                capitalised(one.stage),
                one.since === null ? '' : Math.max(0, daysBetween(one.since, today)),
                formatPounds(one.balance),
                nextOf(one),
                missing(one),
              ]),
            })
      }
      <p class="govuk-body">
        ${skip > 0 && html`<a class="govuk-link" href="${pathOf(type, Math.max(0, skip - pageLength))}">Before</a> `}
        ${debts.length === pageLength && html`<a class="govuk-link" href="${pathOf(type, skip + pageLength)}">After</a>`}
      </p>`,
  })

const missing = (debt: HousingDebt): Html | string => {
  const lacks = missingFor(debt)
  if (lacks.length === 0) return ''
  const at = debt.lacksDemand || debt.lacksDemandInTime || debt.isDemandBad ? 'answers' : 'pack'
  return html`${tag('missing', 'yellow')} <a class="govuk-link" href="/accounts/${debt.accountId}/${at}">${capitalised(lacks.join('; '))}<span class="govuk-visually-hidden">, ${debt.reference}</span></a>`
}

const pathOf = (type: string, skip: number): string => {
  const query = new URLSearchParams({
    ...(type !== '' && { type }),
    ...(skip > 0 && { skip: String(skip) }),
  }).toString()
  return query === '' ? '/tenancies/debts' : `/tenancies/debts?${query}`
}
