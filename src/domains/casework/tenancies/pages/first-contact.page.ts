import { barChart } from '#web/chart.ts'
import type { Errors, Typed } from '#web/form.ts'
import { table, tag } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import {
  byMonth,
  type ClosedAccount,
  contactBy,
  measureFirstContacts,
  stillToContact,
} from '../first-contact.ts'
import { section } from './section.ts'

/** How many of those to contact are shown: the rest come up as these are done. */
const most = 100

/** Whose tenancy has ended with something owed and whom nobody has contacted; and how soon the others were. */
export const firstContactPage = ({
  session,
  accounts,
  days,
  since,
  today,
  typed,
  errors = {},
  notice,
}: {
  readonly session: Session
  readonly accounts: readonly ClosedAccount[]
  readonly days: number
  readonly since: Temporal.PlainDate
  readonly today: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}): Html => {
  const waiting = stillToContact(accounts, days, today)
  const all = measureFirstContacts(accounts, days, today)
  const months = byMonth(accounts, since, today).map(month => ({
    label: month.label,
    ...measureFirstContacts(month.accounts, days, today),
  }))
  return section({
    session,
    at: 'first-contact',
    title: 'First contact after a tenancy',
    errors,
    notice,
    content: html`
      <ul class="eh-tiles">
        <li><strong>${waiting.length}</strong> to contact</li>
        <li><strong>${waiting.filter(({ left }) => left < 0).length}</strong> overdue</li>
        <li><strong>${all.share === undefined ? 'none' : `${all.share}%`}</strong> within ${days === 1 ? '1 day' : `${days} days`}</li>
        ${all.medianDays !== undefined && html`<li><strong>${all.medianDays.toLocaleString('en-GB')}</strong> days is the median</li>`}
      </ul>
      <p class="govuk-body-s">Tenancies that ended since ${formatDate(since)}, as the source says. First contact is the first that an officer recorded, or the first letter about the account.</p>
      ${
        waiting.length === 0
          ? html`<p class="govuk-body">Everybody whose tenancy has ended, and who still owes, has been contacted.</p>`
          : table({
              caption: 'To contact, the fewest days left first',
              columns: [
                { label: 'Who' },
                { label: 'Ended' },
                { label: 'Owed', numeric: true },
                { label: 'Contact by' },
                { label: 'Left' },
              ],
              rows: waiting
                .slice(0, most)
                .map(one => [
                  html`<a class="govuk-link" href="/people/${one.partyId}">${name(one.name)}</a> <a class="govuk-link eh-quiet" href="/accounts/${one.accountId}">${one.debtType} ${one.reference}</a>`,
                  formatDate(one.closedOn),
                  formatPounds(one.balance),
                  formatDate(contactBy(one, days)),
                  leftTag(one.left),
                ]),
            })
      }
      ${waiting.length > most && html`<p class="govuk-body-s">${waiting.length - most} more come up as these are done.</p>`}
      <h2 class="govuk-heading-m">How soon</h2>
      ${barChart({
        title: 'First contacts, by the month in which the tenancy ended',
        now: 'Within target',
        before: 'Late or not yet',
        bars: months.map(({ label, within, late }) => ({ label, now: within, before: late })),
        table: table({
          caption: 'First contacts, by the month in which the tenancy ended',
          columns: [
            { label: 'Month' },
            { label: 'Within target', numeric: true },
            { label: 'Late or not yet', numeric: true },
            { label: 'Share', numeric: true },
            { label: 'Median days', numeric: true },
          ],
          rows: [...months, { label: 'All', ...all }].map(
            ({ label, within, late, share, medianDays }) => [
              label,
              within,
              late,
              share === undefined ? '' : `${share}%`,
              medianDays?.toLocaleString('en-GB') ?? '',
            ],
          ),
        }),
      })}
      ${
        session.permissions.includes('tenancies:set') &&
        html`
      <form method="post" action="/tenancies/first-contact" novalidate data-draft="first-contact-days">
        ${csrf(session)}
        ${input({ name: 'days', label: 'Days to first contact', hint: 'No law says. Until the council sets its own they are ours: 7', width: 5, value: typed?.['days'] ?? String(days), error: errors['days'] })}
        ${button('Set the days', { once: true })}
      </form>`
      }`,
  })
}

const leftTag = (left: number): Html => {
  const days = Math.abs(left) === 1 ? '1 day' : `${Math.abs(left)} days`
  return left < 0 ? tag(`${days} overdue`, 'red') : tag(left === 0 ? 'today' : `${days} left`)
}
