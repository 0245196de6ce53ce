import { html, type Html, name } from '#web/html.ts'
import { sectionOf } from '#web/section.ts'

/** A page about money that came in, with the way to the others. */
export const section = sectionOf({
  place: 'receipts',
  label: 'Payments in',
  pages: [
    { at: 'suspense', text: 'In suspense', href: '/receipts' },
    { at: 'lines', text: 'Lines to explain', href: '/receipts/lines' },
    { at: 'statements', text: 'Statements', href: '/receipts/statements' },
    { at: 'remittances', text: 'Agents', href: '/receipts/remittances' },
    { at: 'reconciliation', text: 'Reconciliation', href: '/receipts/reconciliation' },
    { at: 'references', text: 'References', href: '/receipts/references' },
    { at: 'bank-accounts', text: 'Bank accounts', href: '/receipts/bank-accounts' },
  ],
})

/** What the bank wrote of a payer, and what they gave as reference. */
export const saidBy = (payer: string, given: string): Html => html`
  ${payer === '' ? html`<span class="eh-quiet">no name</span>` : name(payer)}<br><span class="eh-quiet">${given === '' ? 'no reference' : name(given)}</span>`

/** How long something has waited, in a word or two. */
export const ageInWords = (days: number): string =>
  days === 0 ? 'today' : days === 1 ? '1 day' : `${days} days`
