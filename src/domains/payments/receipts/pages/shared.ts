import { formatDate } from '#values/dates.ts'
import type { Errors } from '#web/form.ts'
import { html, type Html, type Insert, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import { subNavigation } from '#web/moj/sub-navigation.ts'
import type { Session } from '#web/session.ts'

const sections = [
  { at: 'suspense', text: 'In suspense', href: '/receipts' },
  { at: 'lines', text: 'Lines to explain', href: '/receipts/lines' },
  { at: 'statements', text: 'Statements', href: '/receipts/statements' },
  { at: 'reconciliation', text: 'Reconciliation', href: '/receipts/reconciliation' },
  { at: 'bank-accounts', text: 'Bank accounts', href: '/receipts/bank-accounts' },
] as const

/** A page about money that came in, with the way to the others. */
export const section = ({
  session,
  at,
  title,
  content,
  errors = {},
  notice,
}: {
  readonly session: Session
  readonly at: (typeof sections)[number]['at']
  readonly title: Insert & string
  readonly content: Insert
  readonly errors?: Errors
  readonly notice?: string | undefined
}): Html =>
  layout({
    title,
    session,
    at: 'receipts',
    errors,
    notice,
    content: html`
      ${heading(session.council.name, title)}
      ${subNavigation(
        'Payments in',
        sections.map(({ at: here, text, href }) => ({ text, href, isHere: here === at })),
      )}
      ${content}`,
  })

export const dayOf = (at: Temporal.Instant): string =>
  formatDate(at.toZonedDateTimeISO('Europe/London').toPlainDate())

/** What the bank wrote of a payer, and what they gave as reference. */
export const saidBy = (payer: string, given: string): Html => html`
  ${payer === '' ? html`<span class="eh-quiet">no name</span>` : name(payer)}<br><span class="eh-quiet">${given === '' ? 'no reference' : name(given)}</span>`

/** How long something has waited, in a word or two. */
export const ageInWords = (days: number): string =>
  days === 0 ? 'today' : days === 1 ? '1 day' : `${days} days`
